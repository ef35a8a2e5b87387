// Edges: which tasks make a task's inputs.
import { isAddress } from '../spec/paths';
import { changeKindOf } from './changeKind';
import type { CompletionContext, NamedPath } from './completionContext';
import type { MadeOutput } from './outputIndex';
import { ancestorsOf } from './relativePath';
import type { StepDraft } from './stepDraft';
import type { TaskId, TaskInput } from './task';

/** A task's inputs with their makers, and the tasks that come first. */
export interface Links {
  readonly inputs: readonly TaskInput[];
  readonly needs: readonly TaskId[];
}

/**
 * Who makes the inputs. What the command names without declaring it is an input all the same (datasets, outputs of other
 * steps), and so are the outputs of steps named in `needs`: a change of any of them is seen here. An address
 * (`s3://…`) is handed to the command as it is: nothing here can see what lies there.
 */
export function linkInputs(draft: StepDraft, declared: readonly NamedPath[], context: CompletionContext): Links {
  const links: OpenLinks = { inputs: new Map(), needs: new Set() };
  for (const input of declared) {
    if (isAddress(input.path)) continue;
    const makers = context.index.makersOf(input.path);
    if (makers.some((made) => made.draft === draft)) reportOwnOutput(draft, input.path, makers, context);
    link(draft, input, makers, links, context);
  }
  for (const path of readDatasets(draft, context)) {
    const makers = context.index.makersOf(path);
    // A step that gathers a dataset names it as well, but as its output.
    if (!makers.some((made) => made.draft === draft)) link(draft, { path }, makers, links, context);
  }
  for (const [name] of draft.read.get('steps') ?? []) {
    const tasks = name === undefined ? undefined : context.drafts.get(name);
    if (name !== draft.step.name) linkOutputs(tasks ?? [], links);
  }
  for (const name of draft.step.needs) {
    const tasks = context.drafts.get(name);
    if (tasks === undefined)
      context.problems.add(draft.step, `'${name}', which step '${draft.step.name}' needs, is no step.`);
    linkOutputs(tasks ?? [], links);
  }
  return { inputs: [...links.inputs.values()], needs: [...links.needs] };
}

interface OpenLinks {
  readonly inputs: Map<string, TaskInput>;
  readonly needs: Set<TaskId>;
}

function link(
  draft: StepDraft,
  { name, path }: NamedPath,
  makers: readonly MadeOutput[],
  { inputs, needs }: OpenLinks,
  { datasetPaths }: CompletionContext,
): void {
  const others = makers.filter((made) => made.draft !== draft);
  for (const made of others) needs.add(made.draft.id);
  if (inputs.has(path)) return;
  const madeBy = others[0]?.draft.id;
  const change = madeBy !== undefined || isOfDataset(path, datasetPaths) ? 'data' : changeKindOf(path);
  inputs.set(path, {
    ...(name === undefined ? {} : { name }),
    path,
    change,
    ...(madeBy === undefined ? {} : { madeBy }),
  });
}

function linkOutputs(tasks: readonly StepDraft[], { inputs, needs }: OpenLinks): void {
  for (const task of tasks) {
    needs.add(task.id);
    for (const { path } of task.outputs) {
      if (!inputs.has(path)) inputs.set(path, { path, change: 'data', madeBy: task.id });
    }
  }
}

/** Paths of the datasets whose `path` the command or the environment reads. */
function readDatasets({ read }: StepDraft, { datasets }: CompletionContext): readonly string[] {
  const paths = (read.get('datasets') ?? []).filter(([, key]) => key === 'path');
  const named = paths.flatMap(([name]) => (name === undefined ? [] : (datasets.get(name) ?? [])));
  return named.filter((path) => !isAddress(path));
}

function reportOwnOutput(
  draft: StepDraft,
  path: string,
  makers: readonly MadeOutput[],
  { problems }: CompletionContext,
): void {
  const own = makers.find((made) => made.draft === draft)?.output.path ?? path;
  const what = own === path ? `'${path}'` : `'${own}', which belongs to its input '${path}'`;
  problems.add(
    draft.step,
    `Step '${draft.step.name}' writes ${what}: it reads what it makes, so it could never be up to date.`,
  );
}

function isOfDataset(path: string, datasetPaths: ReadonlySet<string>): boolean {
  if (datasetPaths.has(path)) return true;
  for (const directory of ancestorsOf(path)) if (datasetPaths.has(directory)) return true;
  return false;
}
