// The pipeline as it was last read from its spec, kept under `.fairlead`: reading YAML and checking it takes a second for 5,000
// steps, comparing digests a few milliseconds.
import { readFileSync } from 'node:fs';
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import type { Digester } from '../cache/cache';
import { writeMemory } from '../cache/writeAtomically';
import type { Expansion } from '../plan/expand';
import type { Pipeline } from '../spec/pipeline';
import type { ProjectFiles } from '../spec/projectFiles';
import type { AskedFiles } from './askedFiles';

/** A spec without errors, read. */
export interface ReadPipeline {
  readonly pipeline: Pipeline;
  readonly expansion: Expansion;
  readonly specDigest: Digest;
}

interface Memory extends AskedFiles {
  /** The program that read it: another one may understand the same text differently. */
  readonly program: string;
}

const memoryPath = ({ pipelineDir }: ProjectPaths): string => `${pipelineDir}/pipeline.json`;

/** The remembered pipeline, when every file that it was made from is as it was. */
export async function recallPipeline(
  paths: ProjectPaths,
  program: string,
  digester: Digester,
  files: ProjectFiles,
): Promise<ReadPipeline | undefined> {
  try {
    // Two lines: what it was made from, so that an outdated pipeline is not parsed, and the pipeline.
    const text = readFileSync(memoryPath(paths), 'utf8');
    const end = text.indexOf('\n');
    // Only `rememberPipeline` writes this file, whole, and the program's name stands for the form of its data.
    const memory = JSON.parse(text.slice(0, end)) as Memory;
    if (memory.program !== program || !(await areUnchanged(memory, digester)) || !sameMatches(memory, files))
      return undefined;
    return JSON.parse(text.slice(end + 1)) as ReadPipeline;
  } catch {
    return undefined;
  }
}

/** Remembers a pipeline. It saves time, nothing else: a disk that refuses is no failure. */
export async function rememberPipeline(
  paths: ProjectPaths,
  program: string,
  digester: Digester,
  asked: AskedFiles,
  read: ReadPipeline,
): Promise<void> {
  const memory: Memory = { program, ...asked };
  // A file that changed while it was read, or whose text is not its bytes (a byte order mark): read again next time.
  if (!(await areUnchanged(memory, digester))) return;
  writeMemory(memoryPath(paths), `${JSON.stringify(memory)}\n${JSON.stringify(read)}`);
}

async function areUnchanged({ reads }: AskedFiles, digester: Digester): Promise<boolean> {
  const states = await digester.digest(Object.keys(reads));
  if (!states.ok) return false;
  return Object.entries(reads).every(([path, digest]) => {
    const state = states.value.get(path);
    return digest === null ? state?.kind === 'missing' : state?.kind === 'file' && state.digest === digest;
  });
}

function sameMatches({ globs }: AskedFiles, files: ProjectFiles): boolean {
  return Object.entries(globs).every(([pattern, before]) => files.glob(pattern).join('\0') === before.join('\0'));
}
