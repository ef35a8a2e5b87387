// Real-looking dvc.yaml files, converted: the text checks clean, and its tasks and edges are those of DVC.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { catalog } from '../../../src/core/catalog';
import { convertDvc } from '../../../src/core/dvc/convertDvc';
import { expand } from '../../../src/core/plan/expand';
import type { Task } from '../../../src/core/plan/task';
import { openDiskFiles } from '../../../src/core/project/diskFiles';
import { openSpec } from '../../../src/core/spec/openSpec';
import type { ProjectFiles } from '../../../src/core/spec/projectFiles';
import { installDvc } from '../../../tools/lib/installDvc.mts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/dvc');

let dvc: ReturnType<typeof installDvc>;
beforeAll(() => {
  dvc = installDvc(resolve(import.meta.dirname, '../../..'));
}, 600_000);

/** Each graph by hand: `reader < makers`, in the order of the stages. Names are DVC's. */
const graphs: Readonly<Record<string, readonly string[]>> = {
  'get-started': ['prepare', 'featurize < prepare', 'train < featurize', 'evaluate < featurize train'],
  foreach: [
    'clean@raw1',
    'clean@labels1',
    'build@us < clean@raw1',
    'build@de < clean@raw1',
    'fit@0 < build@us',
    'fit@1 < build@us',
    'deploy@small < fit@0',
    'deploy@big < fit@0',
    'shout@hello world',
    'shout@bye',
  ],
  matrix: [
    'train@cnn-f1',
    'train@cnn-f2',
    'train@xgb-f1',
    'train@xgb-f2',
    'tune@opt0-1 < train@cnn-f1',
    'tune@opt0-2 < train@cnn-f1',
    'tune@opt1-1 < train@cnn-f1',
    'tune@opt1-2 < train@cnn-f1',
    'report < train@cnn-f1 train@cnn-f2 train@xgb-f1 train@xgb-f2 tune@opt0-1',
  ],
  vars: ['get', 'learn < get'],
  templates: [
    'p1',
    'p2 < p1',
    'p3@one < p2',
    'p3@two < p2',
    'p4@x-cfg0 < p3@one',
    'p4@x-cfg1 < p3@one',
    'p4@y-cfg0 < p3@one',
    'p4@y-cfg1 < p3@one',
    'p5 < p1 p2 p3@one p3@two p4@x-cfg0 p4@x-cfg1 p4@y-cfg0 p4@y-cfg1',
  ],
  monorepo: ['tables', 'train < tables', 'check@data', 'check@model', 'all < check@data check@model train'],
};

/** The tasks of a converted text, which must have no diagnostics and no problems. */
function tasksOf(text: string, files: ProjectFiles): readonly Task[] {
  const spec = openSpec(text, { file: 'fairlead.yaml', files, catalog });
  expect(spec.diagnostics().map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  const { tasks, problems } = expand(spec.pipeline());
  expect(problems).toEqual([]);
  const order = spec.pipeline().steps.map(({ name }) => name);
  return [...tasks].sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
}

/** The graph of tasks under the names that DVC gives them: the tasks of both come in the same order. */
function graphOf(tasks: readonly Task[], names: readonly string[]): readonly string[] {
  expect(tasks).toHaveLength(names.length);
  const nameOf = new Map(tasks.map(({ id }, index) => [id, names[index] ?? '']));
  return tasks.map(({ id, needs }) =>
    lineOf(
      nameOf.get(id) ?? '',
      needs.map((need) => nameOf.get(need) ?? ''),
    ),
  );
}

const lineOf = (name: string, makers: readonly string[]) =>
  makers.length === 0 ? name : `${name} < ${[...makers].sort().join(' ')}`;

const namesIn = (graph: readonly string[]) => graph.map((line) => line.split(' < ')[0] ?? '');

describe.each(Object.entries(graphs))('dvc.yaml: %s', (name, graph) => {
  const files = openDiskFiles(join(fixtures, name));

  it('becomes a spec that checks clean and has the same graph', () => {
    expect(graphOf(tasksOf(convertDvc(files).text, files), namesIn(graph))).toEqual(graph);
  });

  it('becomes the text and the notes that are kept beside it', () => {
    const { text, notes } = convertDvc(files);
    const golden = join(fixtures, name, 'expected.txt');
    const actual = `${text}\n# ---- notes ----\n${notes.join('\n')}\n`;
    if (process.env.UPDATE !== undefined) writeFileSync(golden, actual);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });

  it('has the graph that DVC itself draws', ({ skip }) => {
    if ('why' in dvc) return skip(dvc.why);
    expect(graphOfDvc(dvc.program, join(fixtures, name))).toEqual([...graph].sort());
  });
});

/** `dvc dag --md` of a copy of the project, without the nodes of `.dvc` files. */
function graphOfDvc(program: string, project: string): readonly string[] {
  const copy = mkdtempSync(join(tmpdir(), 'fairlead-dvc-'));
  try {
    cpSync(project, copy, { recursive: true });
    const run = (...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(program, words, {
        cwd: copy,
        encoding: 'utf8',
        env: { ...process.env, DVC_NO_ANALYTICS: '1' },
      });
      if (status !== 0) throw new Error(`dvc ${words.join(' ')}: ${stderr}`);
      return stdout;
    };
    run('init', '--no-scm', '--quiet');
    const lines = run('dag', '--md').split('\n');
    const names = new Map(
      lines.flatMap((line) =>
        [...line.matchAll(/(node\d+)\["(.+)"\]/g)].map(([, id = '', label = '']) => [id, label] as const),
      ),
    );
    const edges = lines.flatMap((line) =>
      [...line.matchAll(/(node\d+)-->(node\d+)/g)].map(([, from = '', to = '']) => [from, to] as const),
    );
    const stages = [...names].filter(([, label]) => !label.endsWith('.dvc'));
    const makersOf = (id: string) =>
      edges
        .filter(([from, to]) => to === id && stages.some(([stage]) => stage === from))
        .map(([from]) => names.get(from) ?? '');
    return stages.map(([id, label]) => lineOf(label, makersOf(id))).sort();
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A project of texts. */
function memoryFiles(texts: Readonly<Record<string, string>>): ProjectFiles {
  return {
    read: (path) => texts[path],
    firstLine: (path) => texts[path]?.split('\n', 1)[0],
    kind: (path) => (texts[path] === undefined ? 'missing' : 'file'),
    list: () => [],
    glob: () => Object.keys(texts).filter((path) => path.endsWith('.dvc')),
  };
}

describe('what cannot be converted', () => {
  const notesOf = (text: string, more: Readonly<Record<string, string>> = {}) =>
    convertDvc(memoryFiles({ 'dvc.yaml': text, ...more })).notes;

  it('is said: no file, no YAML', () => {
    expect(convertDvc(memoryFiles({})).notes).toEqual(['dvc.yaml is missing or cannot be read.']);
    expect(notesOf('stages: [')[0]).toMatch(/^dvc\.yaml cannot be read: /);
    expect(convertDvc(memoryFiles({ 'dvc.yaml': 'stages: [' })).text).toContain('fairlead: 1\n\nsteps: {}');
  });

  it('is said: names that are defined nowhere, params and files that are missing', () => {
    const stage =
      'stages:\n  a:\n    cmd: x ${nope}\n    params: [lr]\n    outs: [/tmp/o, s3://b/o]\n    deps: [s3://b/i]\n    wat: 1\n';
    expect(notesOf(stage)).toEqual([
      'a: the params file params.yaml is missing.',
      "a: the output '/tmp/o' lies outside of the project, where nothing can be published; it was left out.",
      "a: the output 's3://b/o' lies outside of the project, where nothing can be published; it was left out.",
      "a: 'wat' is not known and was left out.",
      "a: '${nope}' is defined nowhere, so it was left as it is.",
      "a: the dependency 's3://b/i' is not a file of the project, so its changes are not seen.",
    ]);
    expect(notesOf('stages:\n  a:\n    cmd: x\n    params: [lr, no.such]\n', { 'params.yaml': 'lr: 1' })).toEqual([
      "a: the param 'no.such' is not in params.yaml; it was left out.",
    ]);
  });

  it('is said: what has no counterpart at the top', () => {
    expect(notesOf('artifacts: {}\ndatasets: []\nmetrics: [m.json]\nfoo: 1\n')).toEqual([
      "the metrics file 'm.json' will not be recorded: it is the output of no step, or in no format that metrics are read from.",
      'artifacts were not taken over: declare them under `models`.',
      'datasets from elsewhere were not taken over: fetch them in a step of their own.',
      "'foo' is not known and was left out.",
    ]);
  });

  it('is a params file whose names another file has, so that the whole file is an input', () => {
    const text = 'stages:\n  a:\n    cmd: x\n    params: [lr, {b.yaml: [lr]}]\n';
    const { text: spec, notes } = convertDvc(
      memoryFiles({ 'dvc.yaml': text, 'params.yaml': 'lr: 1', 'b.yaml': 'lr: 2' }),
    );
    expect(notes).toEqual([
      'a: b.yaml has names that another params file has too: the step depends on the whole file instead.',
    ]);
    expect(spec).toContain('    inputs: [b.yaml]\n    params: [lr]\n');
  });
});

it('converts a dvc.yaml in a folder to a spec beside it', () => {
  const files = memoryFiles({
    'sub/dvc.yaml': 'vars:\n  - n: 3\nstages:\n  a:\n    cmd: x ${n}\n    deps: [d.csv]\n',
    'sub/d.csv.dvc': 'outs:\n- path: d.csv\ndeps:\n- url: s3://b/d.csv\n',
  });
  expect(convertDvc(files, 'sub/dvc.yaml').text)
    .toBe(`# Converted from sub/dvc.yaml. Comments that begin with "DVC:" say what could not be taken over.
fairlead: 1

params:
  n: 3

datasets:
  # DVC: sub/d.csv.dvc imports this data: go on fetching it with 'dvc update sub/d.csv.dvc'.
  d:
    path: d.csv

steps:
  a:
    run: x \${{ params.n }}
    inputs: [d.csv]
`);
});

it('keeps texts of several lines', () => {
  const dvc =
    'stages:\n  a:\n    desc: "one\\ntwo: 2"\n    cmd: |\n      set -e\n      x --a "b: c" # d\n    outs: ["o [1], x"]\n';
  const files = memoryFiles({ 'dvc.yaml': dvc });
  const [task] = tasksOf(convertDvc(files).text, files);
  expect(task?.action).toMatchObject({ command: 'set -e\nx --a "b: c" # d\n' });
  expect(task?.outputs.map(({ path }) => path)).toEqual(['o [1], x']);
});

it('never fails, whatever a dvc.yaml holds', () => {
  const text = fc.oneof(
    fc.constantFrom('${item}', '${key}', '${a.b[0]}', '${', 'x', '../y', 's3://z', '/'),
    fc.string(),
  );
  const value = fc.oneof(text, fc.jsonValue(), fc.array(text), fc.dictionary(text, fc.jsonValue()));
  const keys = [
    'cmd',
    'wdir',
    'deps',
    'outs',
    'metrics',
    'plots',
    'params',
    'vars',
    'foreach',
    'do',
    'matrix',
    'frozen',
    'desc',
  ];
  const stage = fc.dictionary(fc.constantFrom(...keys), value);
  const dvcYaml = fc.record({
    stages: fc.oneof(value, fc.dictionary(text, stage)),
    vars: value,
    metrics: value,
    plots: value,
  });
  fc.assert(
    fc.property(dvcYaml, (content) => {
      const { text: spec } = convertDvc(
        memoryFiles({ 'dvc.yaml': JSON.stringify(content), 'params.yaml': 'a: { b: [1] }' }),
      );
      expect(parseDocument(spec).errors).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
