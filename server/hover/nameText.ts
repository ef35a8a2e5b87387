// A name of the project for a reader: the param's value, the step's state, the dataset's files.
import { isJsonObject, type Json } from '../../src/core/base/json';
import type { SpecName } from '../../src/core/spec/spec';
import type { Template } from '../../src/core/spec/template';
import type { Snapshot } from '../snapshot';
import { stepText } from './stepText';

/** Longer values are cut: a hover is a glance. */
const LONGEST_VALUE = 400;

/** The Markdown of a name, or undefined when there is nothing to say that is not written there already. */
export function nameText(snapshot: Snapshot, { kind, name }: SpecName): string | undefined {
  const pipeline = snapshot.document.pipeline();
  if (kind === 'step') {
    const declared = pipeline.steps.find((each) => each.name === name);
    return declared && stepText(name, declared, snapshot.step(name));
  }
  if (kind === 'param') {
    const value = paramValue(pipeline.params, name);
    return value === undefined ? undefined : `**${name}** · param\n\n\`\`\`json\n${shortJson(value)}\n\`\`\``;
  }
  if (kind === 'dataset') {
    const dataset = pipeline.datasets[name];
    return (
      dataset && `**${name}** · dataset\n\n${dataset.paths.map((path) => `- \`${templateSource(path)}\``).join('\n')}`
    );
  }
  return undefined;
}

/** The value of a dotted name. A key that has dots itself wins over the parts. */
function paramValue(params: Json, name: string): Json | undefined {
  if (!isJsonObject(params)) return undefined;
  if (Object.hasOwn(params, name)) return params[name];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const found = paramValue(params[name.slice(0, dot)] ?? null, name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function shortJson(value: Json): string {
  const text = JSON.stringify(value, undefined, 2);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function templateSource(template: Template): string {
  return typeof template === 'string' ? template : template.source;
}
