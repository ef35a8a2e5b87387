// A stage -> a step; or, where a matrix cannot say what its texts need, one step for each of its tasks.
import type { Json, JsonObject } from '../base/json';
import { readParamsFile } from '../spec/read/paramsFile';
import type { ProjectFiles } from '../spec/projectFiles';
import { convertParams } from './convertParams';
import { NotAsMatrix, TextConverter, type StageNames } from './convertText';
import type { DvcContext } from './dvcContext';
import { listOf, objectOf, outputsOf, textsOf, type DvcOutput, type DvcStage } from './dvcFile';
import { isOutside, isRemote, joinPath } from './dvcPaths';
import { stageMatrix } from './stageMatrix';

/** A step of the new spec. */
export interface ConvertedStep {
  readonly name: string;
  readonly description?: string;
  /** What could not be said, for the comment above the step. */
  readonly notes: readonly string[];
  readonly run: string;
  readonly workingDirectory?: string;
  readonly matrix?: JsonObject;
  readonly inputs: readonly string[];
  readonly outputs: readonly ConvertedOutput[];
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly paramsFiles: readonly string[];
  readonly frozen: boolean;
  readonly alwaysChanged: boolean;
}

/** An output with what is worth saying of it. */
export interface ConvertedOutput {
  readonly path: string;
  readonly cache: boolean;
  readonly persist: boolean;
  readonly comment?: string;
}

/** What the conversion of every stage needs. */
export interface StageConversion {
  readonly context: DvcContext;
  readonly files: ProjectFiles;
  /** Of the dvc.yaml. */
  readonly folder: string;
  /** Paths that some stage makes, as far as they are known without a stage's own values. */
  readonly made: ReadonlySet<string>;
}

/** The steps a stage becomes. */
export function convertStage(stage: DvcStage, conversion: StageConversion): readonly ConvertedStep[] {
  const matrix = stageMatrix(stage, conversion.context);
  if (typeof matrix === 'string')
    return [
      convertBody(stage.name, stage.body, conversion, noMatrix, [`DVC cannot read this stage either: ${matrix}.`]),
    ];
  if (matrix === undefined) return [convertBody(stage.name, stage.body, conversion, noMatrix, [])];
  try {
    const step = convertBody(
      stage.name,
      stage.body,
      conversion,
      { matrixText: matrix.textOf, values: {}, vars: {} },
      [],
    );
    return [{ ...step, matrix: matrix.matrix, paramsFiles: [...step.paramsFiles, ...matrix.usedFiles] }];
  } catch (error) {
    if (!(error instanceof NotAsMatrix)) throw error;
    const why = `'\${${error.message}}' cannot be a matrix value where this stage uses it, so the ${String(matrix.tasks.length)} tasks became steps of their own.`;
    return matrix.tasks.map(({ key, values }, index) =>
      convertBody(
        `${stage.name}-${fileSafe(key)}`,
        stage.body,
        conversion,
        { ...noMatrix, values },
        index === 0 ? [why] : [],
      ),
    );
  }
}

const noMatrix: StageNames = { values: {}, vars: {} };

function convertBody(
  name: string,
  body: JsonObject,
  conversion: StageConversion,
  names: StageNames,
  firstNotes: readonly string[],
): ConvertedStep {
  const notes = new Set<string>(firstNotes);
  const note = (text: string) => void notes.add(text);
  const own = new TextConverter(conversion.context, names, note);
  const directory = joinPath('', typeof body.wdir === 'string' ? own.literal(body.wdir) : '.');
  const vars = stageVars(body, directory, conversion, note);
  const texts = new TextConverter(conversion.context, { ...names, vars }, note);
  const place = (path: string) => joinPath(directory, texts.convert(path, 'path'));
  const params = convertParams(body.params, directory, texts, conversion, note);
  const outputs = splitOutputs(body, place, note);
  for (const key of Object.keys(body)) if (!KNOWN.has(key)) note(`'${key}' is not known and was left out.`);
  if (body.meta !== undefined) note(`meta: ${JSON.stringify(body.meta)}`);
  return {
    name,
    ...(typeof body.desc === 'string' ? { description: body.desc } : {}),
    run: commandOf(body.cmd, texts),
    ...(directory === '.' ? {} : { workingDirectory: directory }),
    inputs: unique([...inputsOf(body, place, note), ...params.inputs]),
    ...outputs,
    params: params.names,
    paramsFiles: unique([...params.files, ...own.usedFiles, ...texts.usedFiles]),
    frozen: body.frozen === true,
    alwaysChanged: body.always_changed === true,
    notes: [...notes],
  };
}

const KNOWN = new Set('cmd wdir deps outs metrics plots params vars frozen always_changed desc meta'.split(' '));

/** Several commands run one after the other, each in a shell of its own, up to the first that fails. */
function commandOf(cmd: Json | undefined, texts: TextConverter): string {
  const commands = textsOf(cmd).map((command) => texts.convert(command, 'command').trim());
  if (commands.length < 2) return commands[0] ?? 'true';
  const leaks = commands.some((command) => /^\s*(?:cd|export|source|set|\.)\s/.test(command) || command.includes('\n'));
  return ['set -e', ...commands.map((command) => (leaks ? `(${command})` : command))].join('\n');
}

/** A stage's own `vars`; files among them are relative to its directory. */
function stageVars(
  body: JsonObject,
  directory: string,
  { files, folder }: StageConversion,
  note: (text: string) => void,
): JsonObject {
  return listOf(body.vars).reduce<JsonObject>((values, item) => {
    if (typeof item !== 'string') return { ...values, ...objectOf(item) };
    const path = joinPath(directory, item.split(':')[0] ?? '');
    const file = readParamsFile(path, files.read(joinPath(folder, path)));
    if (file.kind !== 'read') note(`the vars file '${path}' cannot be read, so what it holds is not known.`);
    return file.kind === 'read' ? { ...values, ...file.values } : values;
  }, {});
}

function inputsOf(body: JsonObject, place: (path: string) => string, note: (text: string) => void): readonly string[] {
  return textsOf(body.deps).flatMap((path) => {
    if (!isRemote(path)) return [place(path)];
    note(`the dependency '${path}' is not a file of the project, so its changes are not seen.`);
    return [];
  });
}

function splitOutputs(
  body: JsonObject,
  place: (path: string) => string,
  note: (text: string) => void,
): { readonly outputs: readonly ConvertedOutput[]; readonly metrics: readonly string[] } {
  const outputs = new Map<string, ConvertedOutput>();
  const metrics = new Set<string>();
  const add = ({ path: written, flags }: DvcOutput, comment?: string) => {
    const path = isRemote(written) ? written : place(written);
    if (isRemote(path) || isOutside(path)) {
      note(`the output '${path}' lies outside of the project, where nothing can be published; it was left out.`);
      return;
    }
    noteFlags(path, flags, note);
    outputs.set(path, {
      path,
      cache: flags.cache !== false,
      persist: flags.persist === true,
      ...(comment === undefined ? {} : { comment }),
    });
  };
  for (const out of outputsOf(body.outs)) add(out);
  for (const out of outputsOf(body.plots)) add(out, 'plot');
  for (const out of outputsOf(body.metrics)) {
    if (isMetricsFile(out.path)) metrics.add(place(out.path));
    else {
      add(out);
      note(`the metrics file '${out.path}' is neither JSON, YAML nor TOML, so it is an output only.`);
    }
  }
  return { outputs: [...outputs.values()], metrics: [...metrics] };
}

/** Whether Fairlead reads metrics from a file of this name. */
export function isMetricsFile(path: string): boolean {
  return /\.(?:json|ya?ml|toml)$/.test(path);
}

const SAID_FLAGS = new Set(['cache', 'persist', 'desc', ...'x y x_label y_label title template header'.split(' ')]);

function noteFlags(path: string, flags: JsonObject, note: (text: string) => void): void {
  const lost = Object.keys(flags).filter((flag) => !SAID_FLAGS.has(flag));
  if (lost.length > 0)
    note(`the settings of the output '${path}' that have no counterpart were left out: ${lost.join(', ')}.`);
}

function fileSafe(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]+/g, '_');
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
