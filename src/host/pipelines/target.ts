// What a command is about: a pipeline, one of its steps, or one task of a step.
import type { StepCommandArgument } from '../../protocol/pipelines';

/** `uri` is the spec's, as in `PipelineView.uri`. */
export interface Target {
  readonly uri: string;
  readonly step?: string;
  readonly task?: string;
}

/** Reads the arguments of a command: a tree row, a code lens, a file, names (`uri`, `step`), or nothing. */
export function targetOf(args: readonly unknown[]): Target | undefined {
  const [first, second] = args;
  if (typeof first === 'string') return { uri: first, step: typeof second === 'string' ? second : undefined };
  if (typeof first !== 'object' || first === null) return undefined;
  if ('row' in first) return rowTarget(first.row);
  if (isStepArgument(first)) return { uri: first.specUri, step: first.step };
  const uri = asUri(first)?.toString();
  return uri === undefined ? undefined : { uri };
}

/** A vscode.Uri, from the explorer or an editor's title; told by its shape, so that this file stays free of vscode. */
interface UriLike {
  readonly fsPath: string;
  toString(): string;
}

function asUri(value: object): UriLike | undefined {
  // Nothing else with these two members is handed to commands, and each object has a toString.
  return 'scheme' in value && 'fsPath' in value ? (value as UriLike) : undefined;
}

function isStepArgument(value: object): value is StepCommandArgument {
  return 'specUri' in value && typeof value.specUri === 'string' && 'step' in value && typeof value.step === 'string';
}

function rowTarget(row: unknown): Target | undefined {
  if (typeof row !== 'object' || row === null || !('target' in row)) return undefined;
  const { target } = row;
  return isTarget(target) ? target : undefined;
}

function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string';
}
