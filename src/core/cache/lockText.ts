// The text of `fairlead.lock`: sorted, one fact a line, so that Git shows what changed and merges what does not touch.
import { canonicalJson } from '../base/json';
import type { Lock, LockedPath, LockedTask } from '../plan/lock';
import { yamlKey, yamlScalar } from './yamlScalar';

/** The version of the layout; a file with a higher one was written by a newer program. */
export const lockVersion = 1;

/** Writes a lock as YAML. Own code instead of a library's: 5,000 tasks take milliseconds, and the layout never changes by itself. */
export function lockText(lock: Lock): string {
  const ids = [...lock.keys()].sort();
  const tasks = ids.map((id) => taskText(id, lock.get(id)));
  return `${header}version: ${lockVersion}\ntasks:${tasks.length === 0 ? ' {}' : ''}\n${tasks.join('')}`;
}

const header = `# What the last good run of each task read and made. Written by Fairlead; keep it in Git, do not edit it.
# After a merge conflict take either side: what it does not know is checked again.
`;

function taskText(id: string, task: LockedTask | undefined): string {
  if (task === undefined) return '';
  return [
    yamlKey(id, '  '),
    `    fingerprint: ${task.fingerprint}`,
    `    command: ${yamlScalar(task.command)}`,
    ...(task.template === undefined ? [] : [`    template: ${yamlScalar(task.template)}`]),
    ...section('params', task.params, (value) =>
      typeof value === 'string' ? yamlScalar(value) : canonicalJson(value),
    ),
    ...section('env', task.env, yamlScalar),
    ...section('inputs', task.inputs, pathText),
    ...section('outputs', task.outputs, pathText),
    '',
  ].join('\n');
}

function section<T>(name: string, entries: Readonly<Record<string, T>>, valueText: (value: T) => string): string[] {
  const lines = Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${yamlKey(key, '      ')} ${valueText(value)}`);
  return lines.length === 0 ? [] : [`    ${name}:`, ...lines];
}

const pathText = ({ digest, size }: LockedPath): string => `{ digest: ${digest}, size: ${size} }`;
