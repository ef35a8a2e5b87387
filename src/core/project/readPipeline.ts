// Text on the disk -> pipeline with its tasks: from memory when nothing changed, else by the parser, which is loaded only then.
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { Digester } from '../cache/cache';
import { sha256 } from '../cache/sha256';
import { ensureStateDir } from '../cache/stateDir';
import { expand } from '../plan/expand';
import type { Catalog } from '../spec/catalog';
import type { Diagnostic } from '../spec/diagnostic';
import type { Pipeline } from '../spec/pipeline';
import type { SpecDocument, SpecOptions } from '../spec/spec';
import { noteFiles, type AskedFiles } from './askedFiles';
import { openDiskFiles } from './diskFiles';
import { recallPipeline, rememberPipeline, type ReadPipeline } from './pipelineMemory';
import type { CheckedSpec, ProjectFailure } from './project';
import { readSpecText } from './specText';

/** Defaults: this build's catalog, every rule at its own severity. */
export interface ReadOptions {
  readonly catalog?: Catalog;
  readonly severities?: SpecOptions['severities'];
  /** Names the program in what it remembers of a spec; by default the bundle's build. */
  readonly program?: string;
}

/** The bundler's name for this build. Unbundled code has none and remembers nothing: it may change from one run to the next. */
declare const FAIRLEAD_BUILD: string | undefined;

/** The pipeline of a spec without errors. */
export async function readPipeline(
  paths: ProjectPaths,
  digester: Digester,
  options: ReadOptions,
): Promise<Result<ReadPipeline, ProjectFailure>> {
  const program = options.program ?? (typeof FAIRLEAD_BUILD === 'string' ? FAIRLEAD_BUILD : undefined);
  if (program === undefined) return toRead(await parseSpec(paths, options));
  const remembered = await recallPipeline(paths, program, digester, openDiskFiles(paths.root));
  if (remembered !== undefined) return ok(remembered);
  const parsed = await parseSpec(paths, options);
  const read = toRead(parsed);
  if (parsed.ok && read.ok && ensureStateDir(paths).ok) {
    await rememberPipeline(paths, program, digester, parsed.value.asked(), read.value);
  }
  return read;
}

/** Everything that is wrong with a spec; what shows only in its tasks is looked for when they can be made. */
export async function checkSpec(
  paths: ProjectPaths,
  options: ReadOptions,
): Promise<Result<CheckedSpec, ProjectFailure>> {
  const parsed = await parseSpec(paths, options);
  if (!parsed.ok) return parsed;
  const { document } = parsed.value;
  const diagnostics = document.diagnostics();
  const problems = hasError(diagnostics) ? [] : expand(document.pipeline()).problems;
  return ok({ diagnostics, problems });
}

interface Parsed {
  readonly text: string;
  readonly document: SpecDocument;
  /** Which files the document has asked for so far; its own text is one of them. */
  asked(): AskedFiles;
}

async function parseSpec(paths: ProjectPaths, options: ReadOptions): Promise<Result<Parsed, ProjectFailure>> {
  const text = readSpecText(paths);
  if (!text.ok) return text;
  const [{ openSpec }, { catalog }] = await Promise.all([import('../spec/openSpec'), import('../catalog')]);
  const noted = noteFiles(openDiskFiles(paths.root));
  const document = openSpec(text.value, {
    file: paths.specFile,
    files: noted.files,
    catalog: options.catalog ?? catalog,
    severities: options.severities,
  });
  const asked = (): AskedFiles => {
    const { reads, globs } = noted.asked();
    return { reads: { ...reads, [paths.specFile]: sha256(text.value) }, globs };
  };
  return ok({ text: text.value, document, asked });
}

function toRead(parsed: Result<Parsed, ProjectFailure>): Result<ReadPipeline, ProjectFailure> {
  if (!parsed.ok) return parsed;
  const { text, document } = parsed.value;
  const diagnostics = document.diagnostics();
  if (hasError(diagnostics)) return err({ kind: 'spec-errors', diagnostics });
  const pipeline = document.pipeline();
  return ok({ pipeline, expansion: expand(pipeline), specDigest: specDigestOf(text, pipeline, parsed.value.asked()) });
}

const hasError = (diagnostics: readonly Diagnostic[]) => diagnostics.some(({ severity }) => severity === 'error');

/** A spec in one file has that file's digest; one in several has the digest of them all. */
function specDigestOf(text: string, { files }: Pipeline, { reads }: AskedFiles): ReadPipeline['specDigest'] {
  if (files.length < 2) return sha256(text);
  return sha256(files.map((file) => `${file}\0${reads[file] ?? ''}\n`).join(''));
}
