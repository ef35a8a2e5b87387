import { expect, test } from 'vitest';
import type { Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { applyEdits, atCursor, withRig } from '../rig';

/** Renaming at `‸` gives the marked places the new name, and touches nothing else. */
async function checkRename(source: string, newName: string): Promise<void> {
  await withRig(source, async (rig) => {
    const edit = await atCursor<WorkspaceEdit>(rig, 'textDocument/rename', { newName });
    const changes = (edit.documentChanges ?? []).flatMap((change) => ('edits' in change ? [change] : []));
    const found = changes.flatMap(({ textDocument, edits }) =>
      edits.map((each) => ({ uri: textDocument.uri, range: (each as { range: Range }).range })),
    );
    const expected = rig.fixture.ranges.map(({ file, range }) => ({ uri: rig.uri(file), range }));
    expect(sorted(found)).toEqual(sorted(expected));
    expect(found.length).toBeGreaterThan(0);
  });
}

/** The files after renaming at `‸`. */
async function renamed(source: string, newName: string, file: string): Promise<string> {
  return withRig(source, async (rig) => {
    const edit = await atCursor<WorkspaceEdit>(rig, 'textDocument/rename', { newName });
    const change = edit.documentChanges?.find((one) => 'textDocument' in one && one.textDocument.uri === rig.uri(file));
    const edits = change !== undefined && 'edits' in change ? change.edits : [];
    return applyEdits(rig.fixture.files.get(file) ?? '', edits as { range: Range; newText: string }[]);
  });
}

/** Renaming at `‸` is refused with the sentence. */
async function checkRefused(source: string, newName: string, message: string): Promise<void> {
  await withRig(source, async (rig) => {
    await expect(atCursor(rig, 'textDocument/rename', { newName })).rejects.toThrow(message);
  });
}

function sorted(places: readonly { uri: string; range: Range }[]): readonly string[] {
  return places
    .map(({ uri, range: { start, end } }) => `${uri}:${start.line}:${start.character}-${end.line}:${end.character}`)
    .sort();
}

const steps = `
fairlead: 1
steps:
  ⟦pre‸pare⟧:
    run: python prepare.py
    outputs: { table: build/train.csv }
  train:
    matrix: { rate: [0.1] }
    run: python train.py --in \${{ steps.⟦prepare⟧.outputs.table }} --rate \${{ matrix.rate }}
    needs: ["⟦prepare⟧"]
    outputs: { model: 'm-\${{ matrix.key }}.json' }
  select:
    pick: { from: train, by: metrics.auc, best: max, as: m.json }
models:
  delays: { from: ⟦prepare⟧.table }
triggers:
  nightly: { on: [{ schedule: "0 3 * * 1" }], run: ⟦prepare⟧ }
`;

test('a step, wherever it is named', async () => {
  await checkRename(steps, 'clean');
  await checkRename(steps.replace('pre‸pare', 'prepare').replace('["⟦prepare⟧"]', '["⟦pre‸pare⟧"]'), 'clean');
});

test('the name under the cursor is offered, without its quotes', async () => {
  await withRig('\nfairlead: 1\nsteps:\n  a: { run: x }\n  b: { run: y, needs: ["⟦‸a⟧"] }\n', async (rig) => {
    expect(await atCursor(rig, 'textDocument/prepareRename')).toEqual({
      range: rig.fixture.ranges[0]?.range,
      placeholder: 'a',
    });
  });
});

test('an output, and who reads it', async () => {
  await checkRename(
    `
fairlead: 1
steps:
  prepare:
    run: python prepare.py --out \${{ outputs.⟦table⟧ }}
    outputs: { ⟦ta‸ble⟧: build/train.csv, table2: b.csv }
  other:
    run: python other.py --out \${{ outputs.table }}
    outputs: { table: build/other.csv }
  train:
    run: python train.py
    inputs: { data: "\${{ steps.prepare.outputs.⟦table⟧ }}" }
models:
  delays: { from: prepare.⟦table⟧ }
`,
    'rows',
  );
});

test('a named input, in its own step alone', async () => {
  await checkRename(
    `
fairlead: 1
steps:
  a: { run: "cat \${{ inputs.⟦da‸ta⟧ }}", inputs: { ⟦data⟧: a.csv } }
  b: { run: "cat \${{ inputs.data }}", inputs: { data: b.csv } }
`,
    'table',
  );
});

test('an axis, in include and exclude too', async () => {
  await checkRename(
    `
fairlead: 1
steps:
  train:
    run: train \${{ matrix.⟦rate⟧ }} \${{ matrix.depth }}
    matrix:
      ⟦ra‸te⟧: [1, 2]
      depth: [1]
      include:
        - { ⟦rate⟧: 3, depth: 2 }
      exclude:
        - ⟦rate⟧: 1
`,
    'speed',
  );
});

test('datasets, evaluations, gates, models, deployments, monitors and executors', async () => {
  const spec = (marked: string) => {
    const text = `
fairlead: 1
datasets:
  flights: { path: flights.csv }
steps:
  train: { run: "train \${{ datasets.flights.path }}", outputs: { model: m.json }, executor: cluster }
evaluations:
  test: { predictions: p.csv, task: binary, label: late }
gates:
  quality: [{ metric: evaluations.test.auc, min: 0.7 }]
  release: [{ dataset: flights, expectations: pass }]
models:
  delays: { from: train.model, gates: [quality] }
deployments:
  prod: { model: delays@champion, shadow: delays@challenger }
monitors:
  drift: { watch: prod }
  raw: { watch: flights }
triggers:
  again: { on: [{ alert: drift }], run: all }
executors:
  cluster: { kind: slurm }
`;
    const word = new RegExp(`(?<![\\w.-])${marked}(?![\\w.-]*\\.csv)|(?<=evaluations\\.|datasets\\.)${marked}`, 'g');
    let first = true;
    return text.replace(word, () => {
      const cursor = first ? '‸' : '';
      first = false;
      return `⟦${cursor}${marked}⟧`;
    });
  };
  for (const name of ['flights', 'test', 'quality', 'delays', 'prod', 'drift', 'cluster', 'again'])
    await checkRename(spec(name), 'renamed');
});

test('an anchor and its aliases', async () => {
  await checkRename(
    `
fairlead: 1
steps:
  a: { run: x, resources: &shared2 { cpus: 1 }, env: &⟦sh‸ared⟧ { A: "1" } }
  b: { run: y, env: *⟦shared⟧ }
  c: { run: z, env: { <<: *⟦shared⟧, B: "2" } }
`,
    'common',
  );
});

test('a name that an include defines, there too', async () => {
  await checkRename(
    `
fairlead: 1
include: [more.yaml]
steps:
  train: { run: x, needs: [⟦pre‸pare⟧] }
#- more.yaml
steps:
  ⟦prepare⟧: { run: y }
`,
    'clean',
  );
});

const param = (file: string) => `
fairlead: 1
params: ${file}
steps:
  train:
    run: train \${{ params.train.ra‸te }} \${{ params.train["rate"] }}
    params: [train.rate]
#- ${file}
`;

test('a param of a YAML file keeps the comments and the layout around it', async () => {
  const yaml = '# All params.\ntrain:\n    "rate":   0.1   # per round\n    rates: [1,2]\nrate: 3\n';
  expect(await renamed(param('params.yaml') + yaml, 'speed', 'params.yaml')).toBe(yaml.replace('"rate"', '"speed"'));
  expect(await renamed(param('params.yaml') + yaml, 'speed', 'fairlead.yaml')).toContain(
    'run: train ${{ params.train.speed }} ${{ params.train["speed"] }}\n    params: [train.speed]',
  );
});

test('a param of a JSON file', async () => {
  const json = '{ "rate": 1,\n  "train": {"rate":0.1, "x": "rate"} }\n';
  expect(await renamed(param('params.json') + json, 'speed', 'params.json')).toBe(json.replace('{"rate"', '{"speed"'));
});

test.each([
  ['[train] # rate\nrate = 0.1\nnote = """\nrate = 2\n"""\n', 'rate = 0.1', 'speed = 0.1'],
  ['train.rate = 0.1\ntrain.depth = 3\n', 'train.rate', 'train.speed'],
  ['train = { depth = 3, rate = 0.1 }\n', 'rate', 'speed'],
  ['"train"."rate" = 0.1\n', '"rate"', '"speed"'],
  ['[train.rate]\nrate = 1\n', '[train.rate]', '[train.speed]'],
])('a param of a TOML file: %j', async (toml, before, after) => {
  expect(await renamed(param('params.toml') + toml, 'speed', 'params.toml')).toBe(toml.replace(before, after));
});

test('a table that TOML names in several headers', async () => {
  const toml = '[train]\nrate = 1\n[train.deep]\nx = 1\n';
  const source = param('params.toml').replace('params.train.ra‸te', 'params.tr‸ain.rate') + toml;
  expect(await renamed(source, 'fit', 'params.toml')).toBe('[fit]\nrate = 1\n[fit.deep]\nx = 1\n');
});

test('a param that is written in the spec and in a file', async () => {
  await checkRename(
    `
fairlead: 1
include: [more.yaml]
params: params.yaml
steps:
  train: { run: "train \${{ params.⟦ra‸te⟧ }}" }
#- more.yaml
params: { ⟦rate⟧: 2 }
#- params.yaml
⟦rate⟧: 1
`,
    'speed',
  );
});

test('a param that other params share by a merge is refused', async () => {
  await checkRefused(
    `${param('params.yaml')}train: &base { rate: 1 }\nother: { <<: *base }\n`,
    'speed',
    "In params.yaml 'train.rate' is shared or merged",
  );
});

test('a name that is taken, no name, or not ours is refused with the reason', async () => {
  const two = (text: string) => `\nfairlead: 1\nsteps:\n  a‸: { run: x }\n  b: { run: y }\n${text}`;
  await checkRefused(two(''), 'b', "There is a step 'b' already");
  await checkRefused(two(''), '1x', "'1x' is no name");
  await checkRefused(two(''), 'a b', "'a b' is no name");
  await checkRefused(two(''), 'null', 'YAML reads it as a value');
  await checkRefused(two(''), 'x-a', "keys that begin with 'x-' are not read");
  await checkRefused(two(''), 'all', "'all' has a meaning of its own");
  await checkRefused(
    `${param('params.yaml')}train: { rate: 1, speed: 2 }\n`,
    'speed',
    "There is a param 'train.speed'",
  );
  await checkRefused('\nfairlead: 1\nsteps:\n  a: { run: x, executor: lo‸cal }\n', 'x', "'local' is built in");
  await checkRefused('\nfairlead: 1\nsteps:\n  a: { run: x, needs: [bb‸b] }\n', 'x', 'defines the step');
  await checkRefused('\nfairlead: ‸1\n', 'x', 'There is no name here');
  await checkRefused(
    '\nfairlead: 1\nsteps:\n  a: { run: "x ${{ params.ra‸te }}" }\nparams: { rate: 1, s: 2 }\n',
    's',
    "There is a param 's' already",
  );
});

test('a param in a file outside of the project is refused', async () => {
  await withRig(
    '\n#- sub/fairlead.yaml\nfairlead: 1\nparams: ../params.yaml\nsteps:\n  a: { run: "x ${{ params.ra‸te }}" }\n#- params.yaml\nrate: 1\n',
    async (rig) => {
      await expect(atCursor(rig, 'textDocument/rename', { newName: 'x' })).rejects.toThrow(
        "'rate' is defined in ../params.yaml, outside of this project",
      );
    },
  );
});
