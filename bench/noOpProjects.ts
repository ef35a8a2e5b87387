// The same pipeline for each tool, in a state in which everything is done: chains of two steps, each a `cat` of its inputs.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How large a pipeline is. */
export interface Shape {
  readonly steps: number;
  /** 1: an input is a file; more: a directory of so many files. */
  readonly filesPerInput: number;
}

interface Step {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly command: string;
}

/** What DVC's lock says of a path. */
interface DvcPath {
  readonly md5: string;
  readonly size: number;
  readonly nfiles?: number;
}

/** A pipeline that was written, with what its lock for DVC needs. */
export interface WrittenProject {
  readonly steps: readonly Step[];
  readonly digests: ReadonlyMap<string, DvcPath>;
}

/** Steps as plain data; every second one reads what the one before made. */
function stepsOf({ steps, filesPerInput }: Shape): readonly Step[] {
  return Array.from({ length: steps }, (_, i) => {
    const isFirst = i % 2 === 0;
    const source = filesPerInput === 1 ? `data/${i}.txt` : `data/${i}`;
    const inputs = [source, ...(isFirst ? [] : [`out/${i - 1}.txt`])];
    const words = inputs.map((path) => (path === source && filesPerInput > 1 ? `${path}/*` : path));
    return { name: `s${i}`, inputs, output: `out/${i}.txt`, command: `cat ${words.join(' ')} > out/${i}.txt` };
  });
}

const contentOf = (step: number, file: number): string =>
  `${step}/${file} ${'x'.repeat(2000 + ((step * 31 + file) % 8000))}\n`;

/** Writes the data and the pipelines of all tools into `root`; outputs and lock of DVC as well, which would take it minutes. */
export function writeProject(root: string, shape: Shape): WrittenProject {
  mkdirSync(join(root, 'out'), { recursive: true });
  const steps = stepsOf(shape);
  const digests = writeData(root, shape);
  writeFileSync(join(root, 'fairlead.yaml'), fairleadYaml(steps));
  writeFileSync(join(root, 'Makefile'), makefile(steps));
  writeFileSync(join(root, 'dvc.yaml'), dvcYaml(steps));
  return { steps, digests };
}

/** Data files by step, and DVC's digest of each input. */
function writeData(root: string, { steps, filesPerInput }: Shape): ReadonlyMap<string, DvcPath> {
  const digests = new Map<string, DvcPath>();
  mkdirSync(join(root, 'data'), { recursive: true });
  for (let step = 0; step < steps; step += 1) {
    const texts = Array.from({ length: filesPerInput }, (_, file) => contentOf(step, file));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    if (filesPerInput === 1) {
      writeFileSync(join(root, `data/${step}.txt`), texts.join(''));
      digests.set(`data/${step}.txt`, { md5: md5(texts.join('')), size });
      continue;
    }
    mkdirSync(join(root, `data/${step}`), { recursive: true });
    for (const [file, text] of texts.entries()) writeFileSync(join(root, `data/${step}/${file}.txt`), text);
    digests.set(`data/${step}`, { md5: directoryMd5(texts), size, nfiles: filesPerInput });
  }
  return digests;
}

/** DVC's digest of a directory: of the list of its files as Python's `json.dumps` writes it. */
function directoryMd5(texts: readonly string[]): string {
  const entries = texts
    .map((text, file) => ({ md5: md5(text), relpath: `${file}.txt` }))
    .sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
  const json = entries.map(({ md5: digest, relpath }) => `{"md5": "${digest}", "relpath": "${relpath}"}`).join(', ');
  return `${md5(`[${json}]`)}.dir`;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function fairleadYaml(steps: readonly Step[]): string {
  const lines = ['fairlead: 1', 'name: no-op', 'steps:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(`  ${name}:`, `    run: ${command}`, `    inputs: [${inputs.join(', ')}]`, `    outputs: [${output}]`);
  }
  return `${lines.join('\n')}\n`;
}

function makefile(steps: readonly Step[]): string {
  const rules = steps.map(({ inputs, output, command }) => {
    const sources = inputs.map((path) => (path.endsWith('.txt') ? path : `$(wildcard ${path}/*)`));
    return `${output}: ${sources.join(' ')}\n\t${command}\n`;
  });
  return `all: ${steps.map(({ output }) => output).join(' ')}\n${rules.join('')}`;
}

function dvcYaml(steps: readonly Step[]): string {
  const lines = ['stages:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(`  ${name}:`, `    cmd: ${command}`, '    deps:', ...inputs.map((path) => `    - ${path}`));
    lines.push('    outs:', `    - ${output}:`, '        cache: false');
  }
  return `${lines.join('\n')}\n`;
}

/** The lock that `dvc repro` would write, once the outputs are there. `read` gives an output's text. */
export function dvcLock({ steps, digests }: WrittenProject, read: (output: string) => string): string {
  const known = new Map(digests);
  for (const { output } of steps) {
    const text = read(output);
    known.set(output, { md5: md5(text), size: text.length });
  }
  const entry = (path: string): readonly string[] => {
    const { md5: digest, size, nfiles } = known.get(path) ?? { md5: '', size: 0 };
    const files = nfiles === undefined ? [] : [`      nfiles: ${nfiles}`];
    return [`    - path: ${path}`, '      hash: md5', `      md5: ${digest}`, `      size: ${size}`, ...files];
  };
  const lines = ["schema: '2.0'", 'stages:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(
      `  ${name}:`,
      `    cmd: ${command}`,
      '    deps:',
      ...[...inputs].sort().flatMap(entry),
      '    outs:',
      ...entry(output),
    );
  }
  return `${lines.join('\n')}\n`;
}
