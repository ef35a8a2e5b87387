// A comparison for people: under each task the levels data, code and model, each thing on a line.
import type { Output } from '../output';
import { changedWords } from '../text/changedWords';
import { metricText } from '../text/metric';
import { count } from '../text/words';
import { padTo, textWidth } from '../text/width';
import type { Comparison, TaskComparison } from './comparison';
import type { Difference } from './differences';

/** Prints it. */
export function showComparison(comparison: Comparison, out: Output): void {
  const { from, to, tasks, onlyFrom, onlyTo } = comparison;
  out.write(`From ${from} to ${to}:\n`);
  const changed = tasks.filter((task) => task.differences.length > 0);
  for (const task of changed) out.write(taskText(task, out));
  for (const task of onlyFrom) out.write(`${out.paint('strong', task)} is only in ${from}\n`);
  for (const task of onlyTo) out.write(`${out.paint('strong', task)} is only in ${to}\n`);
  const same = tasks.length - changed.length;
  if (changed.length + onlyFrom.length + onlyTo.length === 0) out.write('Nothing differs.\n');
  else if (same > 0) out.write(`${count(same, 'task')} ${same === 1 ? 'is' : 'are'} the same.\n`);
}

function taskText({ task, otherTask, differences }: TaskComparison, out: Output): string {
  const title = out.paint('strong', otherTask === undefined ? task : `${task} → ${otherTask}`);
  const width = Math.max(...differences.map((difference) => textWidth(nameText(difference))));
  const levels = (['data', 'code', 'model'] as const).flatMap((level) => {
    const ofLevel = differences.filter((difference) => difference.level === level);
    if (ofLevel.length === 0) return [];
    const lines = ofLevel.map((difference) => `    ${padTo(nameText(difference), width)}  ${changeText(difference)}`);
    return [`  ${out.paint('accent', level)}`, ...lines];
  });
  return `${[title, ...levels].join('\n')}\n`;
}

function nameText({ kind, name }: Difference): string {
  return kind === 'param' || kind === 'metric' ? `${kind} ${name}` : name;
}

function changeText({ kind, from, to }: Difference): string {
  const isFile = kind === 'input' || kind === 'output';
  if (from === undefined) return isFile ? 'new' : `new: ${valueText(to)}`;
  if (to === undefined) return isFile ? 'gone' : `gone, was ${valueText(from)}`;
  if (kind === 'command') {
    const words = changedWords(String(from), String(to));
    return `${words.from} → ${words.to}`;
  }
  const change = `${valueText(from)} → ${valueText(to)}`;
  if (typeof from !== 'number' || typeof to !== 'number') return change;
  const by = to - from;
  return `${change} (${by > 0 ? '+' : ''}${metricText(by)})`;
}

/** Of a digest the beginning is enough to tell it from another. */
function valueText(value: string | number | undefined): string {
  if (typeof value === 'number') return metricText(value);
  return (value ?? '').replace(/^sha256:([0-9a-f]{8})[0-9a-f]{56}$/, '$1');
}
