// What is said of which text, on exactly which place. `#~ ^^^` lines are the whole expectation: nothing more may be reported.
import { describe, expect, it } from 'vitest';
import { check, open, show } from './support';

describe('keys', () => {
  it('unknown ones, with the key that was meant', () => {
    check(`
fairlead: 1
steps:
  train:
    run: python train.py
    resources: { cpu: 2 }
#~               ^^^ error FL010 The key 'cpu' is not known here. Did you mean 'cpus'?
    x-mine: anything
x-all: [1, 2]
`);
  });

  it('unknown ones at the top', () => {
    expect(open('fairlead: 1\nparms: { rate: 1 }\n').diagnostics().map(show)).toEqual([
      "2:1-2:6 error FL010 The key 'parms' is not known here. Did you mean 'params'?",
    ]);
  });

  it('missing ones, at the key of their mapping', () => {
    check(`
fairlead: 1
datasets:
  flights:
#~^^^^^^^ error FL011 The key 'path' is missing in 'datasets.flights': add e.g. \`path: data/flights.csv\`.
    target: late
`);
  });

  it('alternatives are told apart by the keys that are there', () => {
    check(`
fairlead: 1
gates:
  quality:
    - { metric: auc, min: high }
#~                        ^^^^ error FL012 'min' must be a number, but here it is 'high'.
    - { approval: { count: 0 } }
#~                         ^ error FL012 'count' must be a whole number from 1, but here it is the number 0.
`);
  });

  it('an empty list or mapping is empty, an empty value is missing', () => {
    check(`
fairlead: 1
steps:
  train:
    run: python train.py
    inputs:
    env:
    timeout:
#~  ^^^^^^^ error FL012 'timeout' has no value: write a duration such as 10m, 45d or 250ms.
`);
  });
});

describe('names', () => {
  it('of steps, outputs and models, each on its own part of the text', () => {
    check(`
fairlead: 1
steps:
  train:
    run: python train.py
    outputs: { model: model.json }
  select:
    pick: { from: trian, by: metrics.auc, best: max, as: best.json }
#~                ^^^^^ error FL020 There is no step 'trian'. Did you mean 'train'?
models:
  flights: { from: train.modle }
#~                       ^^^^^ error FL028 The step 'train' has no output 'modle'. Did you mean 'model'?
deployments:
  prod: { model: "flihgts@champion" }
#~                ^^^^^^^ error FL024 There is no model 'flihgts'. Did you mean 'flights'?
`);
  });

  it('of params, in lists and in expressions of every style', () => {
    check(`
#- fairlead.yaml
fairlead: 1
params: params.yaml
steps:
  train:
    run: |
      echo one
      python train.py \${{ params.train.rte }}
#~                                     ^^^ error FL051
    env: { RATE: "é \${{ params.trian }}" }
#~                             ^^^^^ error FL051
    params: [train.rte]
#~           ^^^^^^^^^ error FL040 There is no param 'train.rte'. Did you mean 'train.rate'?
#- params.yaml
train: { rate: 0.1 }
`);
  });

  it('nothing is said of params while a params file cannot be read', () => {
    const found = open('fairlead: 1\nparams: [a.yaml]\nsteps:\n  s: { run: "x ${{ params.b }}", params: [c] }\n', {
      'a.yaml': 'a: [',
    }).diagnostics();
    expect(found.map((one) => one.code)).toEqual(['FL042']);
  });
});

describe('paths', () => {
  it('a cycle is told with the whole way round', () => {
    const found = open(
      'fairlead: 1\nsteps:\n  a: { run: a, inputs: [c.csv], outputs: [a.csv] }\n  b: { run: b, inputs: [a.csv], outputs: [b.csv] }\n  c: { run: c, needs: [b], outputs: [c.csv] }\n',
    ).diagnostics();
    expect(found.map(show)).toEqual([
      "3:3-3:4 error FL030 These steps wait for each other: a → c → b → a. 'a' reads 'c.csv' of 'c'; 'c' needs 'b'; 'b' reads 'a.csv' of 'a'.",
    ]);
  });

  it('a cycle through datasets and outputs that a command names', () => {
    check(`
fairlead: 1
datasets: { clean: { path: "\${{ params.folder }}/clean.csv" } }
params: { folder: build }
steps:
  clean: { run: "clean \${{ steps.train.outputs[0] }}", outputs: [build] }
#~^^^^^ error FL030 These steps wait for each other: clean → train → clean. 'clean' names outputs of 'train'; 'train' names the dataset 'clean', made by 'clean'.
  train: { run: "train \${{ datasets.clean.path }}", outputs: [model.json] }
`);
  });

  it('a step may name the dataset that it makes', () => {
    check(`
fairlead: 1
datasets: { raw: { path: raw.csv } }
steps:
  gather: { run: "gather \${{ datasets.raw.path }}", outputs: [raw.csv] }
`);
  });

  it('an input is made by tasks whose paths begin with a param; an address is no file, and no output', () => {
    check(`
fairlead: 1
params: { out: ./build }
datasets: { cloud: { path: s3://bucket/data.parquet } }
steps:
  make: { run: make, matrix: { x: [1, 2] }, outputs: ["\${{ params.out }}/\${{ matrix.x }}.csv"] }
  join: { run: join, inputs: ["\${{ params.out }}", build/1.csv, "\${{ datasets.cloud.path }}", https://example.com/a.csv] }
  push: { run: push, outputs: [s3://bucket/model.bin] }
#~                             ^^^^^^^^^^^^^^^^^^^^^ error FL033 The output 's3://bucket/model.bin' lies outside of the project
`);
  });

  it('an input is made by a directory above it, by a file below it, or by tasks of a matrix', () => {
    const maker =
      'fairlead: 1\nsteps:\n  m: { run: m, matrix: { k: [1, 2] }, outputs: ["models/${{ matrix.key }}/m.json"] }\n  d: { run: d, outputs: [data, tables/a.csv] }\n';
    expect(
      open(`${maker}  r: { run: r, inputs: [models, models/k=1/m.json, data/x.csv, tables, "tables/*.csv"] }\n`)
        .diagnostics()
        .map(show),
    ).toEqual([]);
    expect(
      open(`${maker}  r: { run: r, inputs: [model, dat/x.csv] }\n`)
        .diagnostics()
        .map((one) => one.code),
    ).toEqual(['FL032', 'FL032']);
  });

  it('one output inside of another has two makers', () => {
    const found = open(
      'fairlead: 1\nsteps:\n  a: { run: a, outputs: [build] }\n  b: { run: b, outputs: [./build/x.csv] }\n',
    ).diagnostics();
    expect(found.map((one) => [one.code, one.range.start.line, one.related?.[0]?.range.start.line])).toEqual([
      ['FL031', 3, 2],
    ]);
  });

  it('paths that params decide are known', () => {
    const text =
      'fairlead: 1\nparams: { dir: build }\nsteps:\n  a: { run: a, outputs: ["${{ params.dir }}/x.csv"] }\n  b: { run: b, inputs: [build/x.csv] }\n';
    const document = open(text);
    expect(document.diagnostics().map(show)).toEqual([]);
    document.edit([{ range: { start: { line: 1, character: 15 }, end: { line: 1, character: 20 } }, text: 'other' }]);
    expect(document.diagnostics().map((one) => one.code)).toEqual(['FL032']);
  });
});

describe('suppression', () => {
  it('by a comment on the line or above, for codes or for all', () => {
    const line = (comment: string): string => `fairlead: 1\nsteps:\n  a:\n    run: a\n    inputs: [no.csv]${comment}\n`;
    expect(open(line('')).diagnostics()).toHaveLength(1);
    for (const comment of [' # fairlead-ignore FL032', ' # fairlead-ignore FL001, FL032', ' # fairlead-ignore'])
      expect(open(line(comment)).diagnostics().map(show)).toEqual([]);
    expect(open(line(' # fairlead-ignore FL001')).diagnostics()).toHaveLength(1);
    expect(
      open('fairlead: 1\nsteps:\n  a:\n    run: a\n    # fairlead-ignore FL032\n    inputs: [no.csv]\n').diagnostics(),
    ).toEqual([]);
  });
});

describe('other files', () => {
  it('an included file belongs to the spec, with diagnostics of its own', () => {
    const document = open('fairlead: 1\ninclude: [specs/*.yaml]\nsteps:\n  a: { run: a, needs: [b] }\n', {
      'specs/b.yaml': 'steps:\n  b: { run: b, needs: [c] }\n',
    });
    expect(document.diagnostics().map(show)).toEqual([expect.stringMatching(/^specs\/b\.yaml:2:24-2:25 error FL020/)]);
    expect(document.pipeline().steps.map((step) => [step.name, step.place.file])).toEqual([
      ['a', 'fairlead.yaml'],
      ['b', 'specs/b.yaml'],
    ]);
  });

  it('a params file that changes on the disk is read again', () => {
    const files: Record<string, string> = { 'params.yaml': 'rate: 1\n' };
    const document = open(
      'fairlead: 1\nparams: params.yaml\nsteps:\n  a: { run: a, params: [rate] }\n',
      {},
      {
        files: {
          read: (path) => files[path],
          firstLine: (path) => files[path]?.split('\n', 1)[0],
          kind: (path) => (path in files ? 'file' : 'missing'),
          list: () => [],
          glob: () => [],
        },
      },
    );
    expect(document.diagnostics().map(show)).toEqual([]);
    files['params.yaml'] = 'speed: 1\n';
    document.filesChanged();
    expect(document.diagnostics().map((one) => one.code)).toEqual(['FL041', 'FL040']);
  });
});

describe('places of names', () => {
  const text =
    'fairlead: 1\nparams: { rate: 1 }\nsteps:\n  train:\n    run: x ${{ params.rate }} ${{ outputs.model }}\n    outputs: { model: m.json }\n    params: [rate]\n  use:\n    run: y ${{ steps.train.outputs.model }}\n    needs: [train]\n';

  it('definitions and references', () => {
    const document = open(text);
    const lines = (
      found: readonly { readonly range: { readonly start: { readonly line: number } } }[],
    ): readonly number[] => found.map((one) => one.range.start.line);
    expect(lines(document.definitions({ kind: 'param', name: 'rate' }))).toEqual([1]);
    expect(lines(document.references({ kind: 'param', name: 'rate' }))).toEqual([4, 6]);
    expect(lines(document.references({ kind: 'step', name: 'train' }))).toEqual([8, 9]);
    expect(lines(document.references({ kind: 'output', name: 'model', scope: 'train' }))).toEqual([4, 8]);
    expect(document.nameAt({ line: 8, character: 35 })?.name).toEqual({
      kind: 'output',
      name: 'model',
      scope: 'train',
    });
    expect(document.find(['steps', 'use', 'needs'])).toEqual({
      key: { start: { line: 9, character: 4 }, end: { line: 9, character: 9 } },
      value: { start: { line: 9, character: 11 }, end: { line: 9, character: 18 } },
    });
  });

  it('the outline', () => {
    const [, , steps] = open(text).symbols();
    expect(steps?.children.map((one) => [one.name, one.kind, one.range.start.line, one.range.end.line])).toEqual([
      ['train', 'step', 3, 6],
      ['use', 'step', 7, 9],
    ]);
  });
});

describe('while something is typed', () => {
  it('the beginning of a name may become the name', () => {
    const text = 'fairlead: 1\nsteps:\n  sel\n    run: a\n  use: { run: b, needs: [select] }\n';
    expect(
      open(text)
        .diagnostics()
        .map((one) => one.code),
    ).toEqual(['FL001']);
    expect(
      open(text.replace('sel', 'other'))
        .diagnostics()
        .map((one) => one.code),
    ).toEqual(['FL001', 'FL020']);
  });

  it('a bracket that is still open is called so', () => {
    const text = 'fairlead: 1\nsteps:\n  a:\n    run: a\n    outputs: [x\n    env: {}\n';
    expect(open(text).diagnostics().map(show)).toEqual([
      '6:5-6:6 error FL001 A bracket above is still open here: close it, or indent what is inside of it deeper than its key.',
    ]);
  });
});

it('what a monitor watches is a dataset where no deployment has the name', () => {
  const text = 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\nmonitors:\n  drift: { watch: flights }\n';
  const document = open(text, { 'flights.csv': '' });
  expect(document.nameAt({ line: 4, character: 20 })?.name).toEqual({ kind: 'dataset', name: 'flights' });
  expect(document.references({ kind: 'dataset', name: 'flights' })).toHaveLength(1);
  expect(document.references({ kind: 'deployment', name: 'flights' })).toEqual([]);
});

describe('what an expression of a step can name', () => {
  it('variables of its own env, in the command alone', () => {
    check(`
fairlead: 1
steps:
  train:
    env: { RATE: 1, TWICE: "\${{ env.RATE }}" }
#~                              ^^^ error FL051 'env' is not known yet in \`env\`, which can name params, datasets, matrix, steps, inputs, outputs only.
    run: train \${{ env.RATE }} \${{ env.HOME }} \${{ env.RTAE }}
#~                                     ^^^^ error FL051 The step sets no variable 'HOME' under \`env\`: add it there, or let the shell read it: $HOME.
#~                                                     ^^^^ error FL051 There is no 'RTAE' here. Did you mean 'RATE'?
`);
  });

  it('what is filled in before: outputs, then inputs, then env', () => {
    check(`
fairlead: 1
steps:
  prepare: { run: prepare, outputs: { table: table.csv }, metrics: [m.json] }
  train:
    matrix: { rate: [1, 2] }
    run: train \${{ inputs[0] }} \${{ outputs.model }} \${{ outputs[1] }} \${{ matrix.key }}
    inputs: ["\${{ steps.prepare.outputs.table }}", "\${{ steps.prepare.outputs[1] }}"]
    outputs: { model: "\${{ matrix.rate }}/\${{ inputs[0] }}" }
#~                                            ^^^^^^ error FL051 'inputs' is not known yet in \`outputs\`, which can name params, datasets, matrix only.
    metrics: ["\${{ matrix.rate }}.json"]
  select:
    pick: { from: train, by: metrics.auc, best: max, as: best.json }
  use:
    run: use \${{ steps.select.outputs.model }}
`);
  });
});
