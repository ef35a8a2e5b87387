// What differs between two snapshots, sorted by the three levels of change: data, code, model.
import { changeKindOf } from '../../core/plan/changeKind';
import type { Snapshot } from './snapshot';

/** One thing that is not the same; `from` or `to` is absent where it exists on one side only. */
export interface Difference {
  readonly level: 'data' | 'code' | 'model';
  readonly kind: 'input' | 'command' | 'param' | 'metric' | 'output';
  readonly name: string;
  readonly from?: string | number;
  readonly to?: string | number;
}

/** All differences: inputs by their kind, then the command, then what makes and measures the model. */
export function differences(from: Snapshot, to: Snapshot): readonly Difference[] {
  const inputs = changed(from.inputs, to.inputs).map(
    (change) => ({ level: changeKindOf(change.name), kind: 'input', ...change }) as const,
  );
  const command = changed(named('command', from.command), named('command', to.command));
  const model = [
    ...changed(from.params, to.params).map((change) => ({ level: 'model', kind: 'param', ...change }) as const),
    ...changed(from.metrics, to.metrics).map((change) => ({ level: 'model', kind: 'metric', ...change }) as const),
    ...changed(from.outputs, to.outputs).map((change) => ({ level: 'model', kind: 'output', ...change }) as const),
  ];
  return [
    ...inputs.filter(({ level }) => level === 'data'),
    ...inputs.filter(({ level }) => level === 'code'),
    ...command.map((change) => ({ level: 'code', kind: 'command', ...change }) as const),
    ...model,
  ];
}

type Values = Readonly<Record<string, string | number>> | undefined;

/** Sorted by name. What was not recorded on a side is unknown there, not changed. */
function changed(from: Values, to: Values): readonly Pick<Difference, 'name' | 'from' | 'to'>[] {
  if (from === undefined || to === undefined) return [];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.filter((name) => from[name] !== to[name]).map((name) => ({ name, from: from[name], to: to[name] }));
}

const named = (name: string, value: string | undefined): Values =>
  value === undefined ? undefined : { [name]: value };
