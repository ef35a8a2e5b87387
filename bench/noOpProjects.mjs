// The same pipeline for each tool, in a state in which everything is done: chains of two steps, each a `cat` of its inputs.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Shape
 * @property {number} steps
 * @property {number} filesPerInput  1: an input is a file; more: a directory of so many files
 */

/** Steps as plain data; every second one reads what the one before made. */
function stepsOf({ steps, filesPerInput }) {
  return Array.from({ length: steps }, (_, i) => {
    const makesChain = i % 2 === 0;
    const source = filesPerInput === 1 ? `data/${i}.txt` : `data/${i}`;
    const inputs = [source, ...(makesChain ? [] : [`out/${i - 1}.txt`])];
    const words = inputs.map((path) => (path === source && filesPerInput > 1 ? `${path}/*` : path));
    return { name: `s${i}`, inputs, output: `out/${i}.txt`, command: `cat ${words.join(' ')} > out/${i}.txt` };
  });
}

const contentOf = (step, file) => `${step}/${file} ${'x'.repeat(2000 + ((step * 31 + file) % 8000))}\n`;

/** Writes the data and the pipelines of all tools into `root`; outputs and lock of DVC as well, which would take it minutes. */
export function writeProject(root, shape) {
  mkdirSync(join(root, 'out'), { recursive: true });
  const steps = stepsOf(shape);
  const digests = writeData(root, shape);
  writeFileSync(join(root, 'fairlead.yaml'), fairleadYaml(steps));
  writeFileSync(join(root, 'Makefile'), makefile(steps));
  writeFileSync(join(root, 'dvc.yaml'), dvcYaml(steps));
  return { steps, digests };
}

/** Data files by step, and DVC's digest of each input. */
function writeData(root, { steps, filesPerInput }) {
  const digests = new Map();
  mkdirSync(join(root, 'data'), { recursive: true });
  for (let step = 0; step < steps; step += 1) {
    const texts = Array.from({ length: filesPerInput }, (_, file) => contentOf(step, file));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    if (filesPerInput === 1) {
      writeFileSync(join(root, `data/${step}.txt`), texts[0]);
      digests.set(`data/${step}.txt`, { md5: md5(texts[0]), size });
      continue;
    }
    mkdirSync(join(root, `data/${step}`), { recursive: true });
    texts.forEach((text, file) => writeFileSync(join(root, `data/${step}/${file}.txt`), text));
    digests.set(`data/${step}`, { md5: directoryMd5(texts), size, nfiles: filesPerInput });
  }
  return digests;
}

/** DVC's digest of a directory: of the list of its files as Python's `json.dumps` writes it. */
function directoryMd5(texts) {
  const entries = texts
    .map((text, file) => ({ md5: md5(text), relpath: `${file}.txt` }))
    .sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
  const json = entries.map(({ md5: digest, relpath }) => `{"md5": "${digest}", "relpath": "${relpath}"}`).join(', ');
  return `${md5(`[${json}]`)}.dir`;
}

const md5 = (text) => createHash('md5').update(text).digest('hex');

function fairleadYaml(steps) {
  const lines = ['fairlead: 1', 'name: no-op', 'steps:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(`  ${name}:`, `    run: ${command}`, `    inputs: [${inputs.join(', ')}]`, `    outputs: [${output}]`);
  }
  return `${lines.join('\n')}\n`;
}

function makefile(steps) {
  const rules = steps.map(({ inputs, output, command }) => {
    const sources = inputs.map((path) => (/\.txt$/.test(path) ? path : `$(wildcard ${path}/*)`));
    return `${output}: ${sources.join(' ')}\n\t${command}\n`;
  });
  return `all: ${steps.map(({ output }) => output).join(' ')}\n${rules.join('')}`;
}

function dvcYaml(steps) {
  const lines = ['stages:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(`  ${name}:`, `    cmd: ${command}`, '    deps:', ...inputs.map((path) => `    - ${path}`));
    lines.push('    outs:', `    - ${output}:`, '        cache: false');
  }
  return `${lines.join('\n')}\n`;
}

/** The lock that `dvc repro` would write, once the outputs are there. `read` gives an output's text. */
export function dvcLock({ steps, digests }, read) {
  const known = new Map(digests);
  for (const { output } of steps) {
    const text = read(output);
    known.set(output, { md5: md5(text), size: text.length });
  }
  const entry = (path) => {
    const { md5: digest, size, nfiles } = known.get(path);
    const files = nfiles === undefined ? [] : [`      nfiles: ${nfiles}`];
    return [`    - path: ${path}`, '      hash: md5', `      md5: ${digest}`, `      size: ${size}`, ...files];
  };
  const lines = ["schema: '2.0'", 'stages:'];
  for (const { name, inputs, output, command } of steps) {
    lines.push(
      `  ${name}:`,
      `    cmd: ${command}`,
      '    deps:',
      ...inputs.toSorted().flatMap(entry),
      '    outs:',
      ...entry(output),
    );
  }
  return `${lines.join('\n')}\n`;
}
