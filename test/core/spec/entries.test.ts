// What the values of entries show: each rule with what it says and where, what it must not say, and what it says of a text that is broken.
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/core/spec/rules/registry';
import { check, open, show } from './support';

const codesOf = (text: string, files: Readonly<Record<string, string>> = {}): readonly string[] =>
  open(text, files)
    .diagnostics()
    .map((one) => one.code);

describe('metrics of gates', () => {
  it('have to be among those of the task, and be named in full', () => {
    check(`
#- fairlead.yaml
fairlead: 1
steps:
  train: { run: python train.py }
evaluations:
  test: { predictions: p.csv, task: binary, label: late }
  price: { predictions: p.csv, task: regression, label: price }
gates:
  quality:
    - { metric: evaluations.test.rmse, max: 1 }
#~                               ^^^^ error FL060 'rmse' is a metric of regression tasks, but the evaluation 'test' is binary.
    - { metric: "evaluations.price.mpae", max: 1 }
#~                                 ^^^^ error FL060 The evaluation 'price' (regression) has no metric 'mpae'. Did you mean 'mae'?
    - { metric: evaluations.test, max: 1 }
#~              ^^^^^^^^^^^^^^^^ error FL060 'evaluations.test' names no metric: write e.g. \`evaluations.test.accuracy\`.
    - { metric: steps.train.auc, min: 0.7 }
#~              ^^^^^^^^^^^^^^^ error FL060 'steps.train.auc' is no metric: those of a step are below \`metrics\`. Did you mean 'steps.train.metrics.auc'?
    - { metric: steps.train.metrics, min: 0.7 }
#~              ^^^^^^^^^^^^^^^^^^^ error FL060 'steps.train.metrics' names no metric
#- p.csv
`);
  });

  it('nothing is said of metrics that a step may log, of names like none, nor of an unknown evaluation twice', () => {
    check(`
#- fairlead.yaml
fairlead: 1
steps:
  train: { run: python train.py }
evaluations:
  test: { predictions: p.csv, task: binary, label: late }
gates:
  quality:
    - { metric: steps.train.metrics.rmse, max: 1 }
    - { metric: evaluations.test.uplift_at_ten, min: 1 }
    - { metric: evaluations.test.segments.origin.recall, min: 1 }
    - { metric: business_value, min: 1 }
    - { metric: evaluations.tset.rmse, min: 1 }
#~                          ^^^^ error FL025
#- p.csv
`);
  });

  it('wait for an evaluation that is half typed', () => {
    const text = (task: string): string =>
      `fairlead: 1\nevaluations:\n  test:\n    predictions: p.csv\n    label: late\n${task}gates:\n  quality: [{ metric: evaluations.test.rmse, max: 1 }]\n`;
    const of = (task: string): readonly string[] => codesOf(text(task), { 'p.csv': '' });
    expect(of('    task: binary\n')).toEqual(['FL060']);
    expect(of('    task: "bin\n')).toEqual(['FL001']);
    expect(of('    task:\n')).toEqual(['FL012']);
  });

  it('are checked again when the task changes, and only then', () => {
    const document = open(
      'fairlead: 1\nevaluations:\n  test: { predictions: p.csv, label: late, task: binary }\ngates:\n  quality: [{ metric: evaluations.test.rmse, max: 1 }]\n',
      { 'p.csv': '' },
    );
    expect(document.diagnostics()).toHaveLength(1);
    const task = { start: { line: 2, character: 49 }, end: { line: 2, character: 55 } };
    document.edit([{ range: task, text: 'regression' }]);
    expect(document.diagnostics().map(show)).toEqual([]);
  });
});

describe('segments of gates', () => {
  const spec = (segments: string, more = ''): string =>
    `fairlead: 1\n${more}evaluations:\n  test: { predictions: p.csv, task: binary, label: late${segments} }\ngates:\n  fair:\n    - { metric: evaluations.test.recall, every: carier, max_gap: 0.1 }\n`;
  const of = (segments: string, more?: string): readonly string[] =>
    open(spec(segments, more), { 'p.csv': '', 'f.csv': '' }).diagnostics().map(show);

  it('are those of the evaluation, or of a dataset', () => {
    expect(of(', segments: [carrier]')).toEqual([
      "6:49-6:55 error FL061 The evaluation 'test' is not computed by 'carier': did you mean 'carrier'?",
    ]);
    expect(of('')).toEqual([expect.stringContaining("add it to `segments` of 'evaluations.test'")]);
    expect(of(', segments: [carier]')).toEqual([]);
    expect(of('', 'datasets: { f: { path: f.csv, segments: [carier] } }\n')).toEqual([]);
  });

  it('are not judged while the dataset or the evaluation cannot be read', () => {
    expect(of('', 'datasets:\n  f:\n    segments: [carier\n').filter((one) => one.includes('FL061'))).toEqual([]);
    expect(of(', segments: carrier').filter((one) => one.includes('FL061'))).toEqual([]);
  });
});

describe('aliases', () => {
  it('that are nearly another, as a hint', () => {
    check(`
#- fairlead.yaml
fairlead: 1
steps:
  train: { run: python train.py, outputs: { model: m.json } }
models:
  flights: { from: train.model, alias: candidate }
deployments:
  prod:
    model: flights@champoin
#~                 ^^^^^^^^ hint FL062 No model gets the alias 'champoin' here. Did you mean 'champion'?
    shadow: flights@candidat
#~                  ^^^^^^^^ hint FL062 No model gets the alias 'candidat' here.
gates:
  quality: [{ metric: auc, no_worse_than: chalenger }]
#~                                        ^^^^^^^^^ hint FL062
`);
  });

  it('never those that may have been given by hand', () => {
    const model =
      'fairlead: 1\nsteps:\n  train: { run: python train.py, outputs: { model: m.json } }\nmodels:\n  flights: { from: train.model }\n';
    for (const alias of ['production', 'champion2', 'champion-eu', 'v3', '12', 'prod', 'chosen'])
      expect(codesOf(`${model}deployments:\n  prod: { model: flights@${alias} }\n`)).toEqual([]);
    expect(codesOf(`${model}deployments:\n  prod: { model: flights@chalenger\n`)).toEqual(['FL001']);
  });
});

describe('rollouts', () => {
  const spec = (steps: string): string =>
    `fairlead: 1\nsteps: { t: { run: x, outputs: { m: m.json } } }\nmodels: { f: { from: t.m } }\ndeployments:\n  prod:\n    model: f@champion\n    rollout:\n      strategy: canary\n      steps: ${steps}\n`;
  const of = (steps: string): readonly string[] => open(spec(steps)).diagnostics().map(show);

  it('rise, up to 100', () => {
    expect(of('[5, 25, 25, 100]')).toEqual([
      '9:22-9:24 error FL063 The stages of a rollout rise, but 25 comes after 25.',
    ]);
    expect(of('[50, 10]')).toEqual([expect.stringMatching(/^9:19-9:21 error FL063/)]);
    expect(of('[5, 101]')).toEqual([
      "9:18-9:21 error FL012 Item 2 of 'steps' must be a percentage from 0 to 100, but here it is the number 101.",
    ]);
  });

  it('nothing is said of one stage, of a list that does not end, or of what is no number', () => {
    expect(of('[100]')).toEqual([]);
    expect(of('[0.5, 5, 100]')).toEqual([]);
    expect(of('[50, 10').filter((one) => one.includes('FL063'))).toEqual([]);
    expect(of('[50, ten]').filter((one) => one.includes('FL063'))).toEqual([]);
  });
});

describe('schedules', () => {
  it('are cron expressions, marked at the field that is none', () => {
    check(`
fairlead: 1
triggers:
  retrain:
    run: all
    on:
      - { schedule: "0 3 * * 1" }
      - schedule: 0 25 * * 1
#~                  ^^ error FL064 The schedule is no cron expression: the hour '25' is not between 0 and 23
      - schedule: '0 3 * * moon'
#~                         ^^^^ error FL064 The schedule is no cron expression: 'moon' is no weekday, which is a number or one of sun, mon,
      - schedule: every monday
#~                ^^^^^^^^^^^^ error FL064 The schedule is no cron expression: it has 2 fields instead of five
      - schedule: 0 0 31 2 *
#~                ^^^^^^^^^^ error FL064 The schedule is no cron expression: no month has such a day, so it never comes
      - schedule: "@fortnightly"
#~                 ^^^^^^^^^^^^ error FL064 The schedule is no cron expression: '@fortnightly' is none of @yearly
      - { changed: data.csv }
`);
  });

  it('are left alone in a text that is broken', () => {
    expect(codesOf('fairlead: 1\ntriggers:\n  retrain: { run: all, on: [{ schedule: "0 25 * }] }\n')).toEqual([
      'FL001',
    ]);
  });
});

describe('drift methods', () => {
  const spec = (method: string): string =>
    `fairlead: 1\ndatasets: { f: { path: f.csv } }\nmonitors:\n  m: { watch: f, drift: { method: ${method} } }\n`;

  it('are those of the build, or a convention', () => {
    expect(open(spec('wassserstein'), { 'f.csv': '' }).diagnostics().map(show)).toEqual([
      "4:35-4:47 error FL065 There is no drift method 'wassserstein'. Known: auto, evidently, nannyml, psi10, psi.",
    ]);
    for (const method of ['psi', 'auto', 'nannyml', ''])
      expect(codesOf(spec(method || '"psi"'))).not.toContain('FL065');
  });

  it('are not judged by a build without any, nor in a broken text', () => {
    const catalog = { executors: [], driftMethods: [] };
    expect(open(spec('anything'), { 'f.csv': '' }, { catalog }).diagnostics()).toEqual([]);
    expect(codesOf(spec('pis }'), { 'f.csv': '' })).not.toContain('FL065');
  });
});

describe('columns', () => {
  it('are those of the header, wherever the grammar wants one', () => {
    check(`
#- fairlead.yaml
fairlead: 1
datasets:
  flights:
    path: data/flights.csv
    target: layt
#~          ^^^^ error FL070 'data/flights.csv' has no column 'layt'. Did you mean 'late'?
    segments: [origin, carrier]
#~                     ^^^^^^^ error FL070 'data/flights.csv' has no column 'carrier'. Its columns: date, origin, air time, late.
    columns:
      distence: { type: number }
#~    ^^^^^^^^ error FL070
      Origin: { type: category }
    expect:
      - rows: { min: 10 }
      - unique: [date, "orig"]
#~                      ^^^^ error FL070
      - freshness: { column: day, max_age: 45d }
#~                           ^^^ error FL070
evaluations:
  test: { predictions: data/flights.csv, task: binary, label: lat, score: air time }
#~                                                            ^^^ error FL070
monitors:
  drift: { watch: flights, drift: { columns: [origin, destination] } }
#~                                                    ^^^^^^^^^^^ error FL070
#- data/flights.csv
date;origin;"air time";late
2001-01-01;BNA;91;0
`);
  });

  it.each([
    ['rows without a header', '2001-01-01,BNA,491\n'],
    ['an empty file', ''],
    ['a title', 'Flights of the year 2001\n'],
    ['two delimiters', 'a,b;c\n'],
    ['a quote that goes on', 'a,"b\nc",d\n'],
    ['a gap', 'a,,lat\n'],
    ['a row of words', 'BNA,MCI\n'],
    ['a comment', '# by hand, lat\n'],
    ['two columns of one name', 'lat,lat\n'],
  ])('nothing is said of %s', (_, text) => {
    expect(codesOf('fairlead: 1\ndatasets:\n  f: { path: f.csv, target: late }\n', { 'f.csv': text })).toEqual([]);
  });

  it.each(['f.parquet', 'f.jsonl', '"*.csv"', 'https://example.com/f.csv', '"${{ params.x }}/f.csv"'])(
    'nothing is said of %s',
    (path) => {
      const files = { 'f.parquet': 'a,b', 'f.jsonl': '{"a":1}', 'f.csv': 'a,b' };
      const text = `fairlead: 1\nparams: { x: . }\ndatasets:\n  f: { path: ${path}, target: late }\n`;
      expect(codesOf(text, files)).toEqual([]);
    },
  );

  it('nothing is said of what a step makes, also when the step is half typed', () => {
    const text = (step: string): string =>
      `fairlead: 1\nsteps:\n  make:\n    run: python make.py\n${step}datasets:\n  f: { path: build/f.csv, target: late }\n`;
    const of = (step: string): readonly string[] => codesOf(text(step), { 'build/f.csv': 'a,lat\n' });
    expect(of('')).toEqual(['FL070']);
    expect(of('    outputs: [build/f.csv]\n')).toEqual([]);
    expect(of('    outputs: [build]\n')).toEqual([]);
    expect(of('    outputs: [build/f.csv\n')).toEqual(['FL001']);
  });

  it('are read again when the file has changed', () => {
    const files: Record<string, string> = { 'f.csv': 'a,lat\n' };
    const document = open(
      'fairlead: 1\ndatasets:\n  f: { path: f.csv, target: late }\n',
      {},
      {
        files: {
          read: (path) => files[path],
          firstLine: (path) => files[path]?.split('\n', 1)[0],
          kind: () => 'file',
          list: () => [],
          glob: () => [],
        },
      },
    );
    expect(document.diagnostics().map((one) => one.code)).toEqual(['FL070']);
    files['f.csv'] = 'a,late\n';
    document.filesChanged();
    expect(document.diagnostics().map(show)).toEqual([]);
  });
});

describe('test data in training', () => {
  const prepare = (outputs: string): string =>
    `fairlead: 1\nsteps:\n  prepare:\n    run: python prepare.py\n    outputs: ${outputs}\n`;
  const train = (input: string, phase = 'train'): string =>
    `  train:\n    phase: ${phase}\n    run: python train.py\n    inputs: [${input}]\n`;

  it('is told by the name of the output, or of its file', () => {
    expect(
      open(`${prepare('{ test: build/holdout.csv }')}${train('./build/holdout.csv')}`)
        .diagnostics()
        .map(show),
    ).toEqual([
      expect.stringMatching(/^9:14-9:33 hint FL071 This training step reads the test data that 'prepare' makes/),
    ]);
    expect(codesOf(`${prepare('[build/test.parquet]')}${train('build/test.parquet')}`)).toEqual(['FL071']);
    expect(codesOf(`${prepare('[build]')}${train('build/test.csv')}`)).toEqual(['FL071']);
    expect(codesOf(`${prepare('{ test: build/x.csv }')}${train('"${{ steps.prepare.outputs.test }}"')}`)).toEqual([
      'FL071',
    ]);
  });

  it('is nothing else: other phases, other names, code, data that no step makes', () => {
    const files = { 'test.csv': '', 'steps/test.py': '' };
    expect(codesOf(`${prepare('[build/test.csv]')}${train('build/test.csv', 'validate')}`)).toEqual([]);
    expect(codesOf(`${prepare('[build/latest.csv]')}${train('build/latest.csv')}`)).toEqual([]);
    expect(codesOf(`${prepare('[build/test.py]')}${train('build/test.py')}`)).toEqual([]);
    expect(codesOf(`${prepare('[x.csv]')}${train('test.csv, steps/test.py')}`, files)).toEqual([]);
  });

  it('is not told in a step that is broken', () => {
    expect(codesOf(`${prepare('[build/test.csv]')}${train('build/test.csv, "')}`)).toEqual(['FL001']);
  });

  it('is told again when the output gets the name', () => {
    const document = open(`${prepare('{ tset: build/x.csv }')}${train('build/x.csv')}`);
    expect(document.diagnostics()).toEqual([]);
    document.edit([{ range: { start: { line: 4, character: 15 }, end: { line: 4, character: 19 } }, text: 'test' }]);
    expect(document.diagnostics().map((one) => one.code)).toEqual(['FL071']);
  });
});

describe('secrets', () => {
  // Put together here, so that no scanner takes them for real.
  const github = `ghp_${'a1B2'.repeat(9)}`;

  it('by the name of their variable, or by their form', () => {
    check(`
fairlead: 1
tracking: { uri: "https://me:hunter22@mlflow.example.com" }
#~                           ^^^^^^^^ warning FL080 This looks like a password in an address
steps:
  train:
    run: |
      git clone
      curl -H ${github}
#~            ${'^'.repeat(github.length)} warning FL080 This looks like a GitHub token
    env:
      HF_TOKEN: "abcdef-123456"
#~               ^^^^^^^^^^^^^ warning FL080 'HF_TOKEN' looks like a secret
      OMP_NUM_THREADS: "2"
`);
  });

  it.each([
    'HF_TOKEN: ""',
    'HF_TOKEN: ${HF_TOKEN}',
    'HF_TOKEN: $HF_TOKEN',
    'HF_TOKEN: "${{ params.x }}"',
    'TOKEN: <your token>',
    'API_KEY: changeme',
    'PAD_TOKEN: "[PAD-1]"',
    'MAX_TOKENS: "4096-8192"',
    'TOKENIZERS_PARALLELISM: "false"',
    'DB_PASSWORD_FILE: /run/secrets/db',
    'DB_PASSWORD: /run/secrets/db',
    'USE_AUTH_TOKEN: always',
    'SORT_KEY: origin-and-date',
    'PUBLIC_API_KEY: pk-123456',
    'URL: http://localhost:8080/a@b',
    'URL: "https://me:$PASSWORD@example.com"',
    'REPO: git@github.com:me/flights.git',
  ])('nothing is said of %s', (line) => {
    expect(codesOf(`fairlead: 1\nparams: { x: y }\nsteps:\n  train:\n    run: x\n    env:\n      ${line}\n`)).toEqual(
      [],
    );
  });

  it('are left alone in a text that is broken, and in what is the user’s own', () => {
    expect(codesOf('fairlead: 1\nsteps:\n  train:\n    run: x\n    env: { DB_PASSWORD: "tr0ub4dor }\n')).toEqual([
      'FL001',
    ]);
    expect(codesOf(`fairlead: 1\nx-note: ${github}\n`)).toEqual([]);
  });
});

describe('absolute paths', () => {
  it('with the path of the project that is meant, where one is here', () => {
    check(`
#- fairlead.yaml
fairlead: 1
params: [/home/me/flights/conf/params.yaml]
#~       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error FL042
#~       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information FL081
datasets:
  flights: { path: '/home/me/flights/data/flights.csv' }
#~                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information FL081 The path '/home/me/flights/data/flights.csv' is absolute and only this machine may have it: write 'data/flights.csv'.
steps:
  train:
    run: /usr/bin/python train.py
    inputs: [~/flights.csv, 'C:\\data\\x.csv', data/flights.csv]
#~           ^^^^^^^^^^^^^ information FL081 The path '~/flights.csv' is absolute and '~' is not filled in
#~                           ^^^^^^^^^^^^^ information FL081 The path 'C:\\data\\x.csv' is absolute and only this machine may have it: write it
#- data/flights.csv
late
`);
  });

  it('nothing is said of addresses, devices, commands and outputs, which have a rule of their own', () => {
    const text =
      'fairlead: 1\nsteps:\n  a:\n    run: /bin/true\n    inputs: [s3://bucket/x, /dev/null]\n    env: { DIR: /tmp }\n    outputs: [/tmp/x]\n';
    expect(codesOf(text)).toEqual(['FL033']);
    expect(codesOf('fairlead: 1\nsteps:\n  a:\n    run: x\n    inputs: [/home/me/x.csv\n')).toEqual(['FL001']);
  });
});

describe('merge keys and aliases', () => {
  it('what they bring in is reported once, where it is written', () => {
    const text =
      'fairlead: 1\nx-env: &env { DB_PASSWORD: tr0ub4dor }\nsteps:\n  a: &a { run: x, inputs: [/home/me/x.csv] }\n  b: *a\n  c: { run: x, env: *env }\n  d: { run: x, env: { <<: *env } }\n';
    expect(open(text).diagnostics().map(show)).toEqual([expect.stringMatching(/^4:28-4:42 information FL081/)]);
  });
});

describe.each(rules.filter(({ code }) => code >= 'FL060'))('$code typed and deleted', ({ bad, files = {} }) => {
  const project = { 'flights.csv': '', 'p.csv': '', ...files };
  const same = (text: string, document: ReturnType<typeof open>): void => {
    expect(document.diagnostics().map(show), text).toEqual(open(text, project).diagnostics().map(show));
  };

  it('character by character, each text says what a fresh reading of it says', () => {
    const document = open('', project);
    const at = (text: string): { readonly line: number; readonly character: number } => {
      const lines = text.split('\n');
      return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    };
    for (let end = 0; end < bad.length; end++) {
      const place = at(bad.slice(0, end));
      document.edit([{ range: { start: place, end: place }, text: bad.charAt(end) }]);
      same(bad.slice(0, end + 1), document);
    }
    for (let end = bad.length; end > 0; end--) {
      document.edit([{ range: { start: at(bad.slice(0, end - 1)), end: at(bad.slice(0, end)) }, text: '' }]);
      same(bad.slice(0, end - 1), document);
    }
  });

  it('line by line from above, so that what entries name comes and goes', () => {
    const lines = bad.split('\n');
    const document = open(bad, project);
    for (let gone = 0; gone < lines.length - 1; gone++) {
      document.edit([{ range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, text: '' }]);
      same(lines.slice(gone + 1).join('\n'), document);
    }
  });
});

describe('names to complete', () => {
  const document = open(
    'fairlead: 1\ndatasets:\n  flights:\n    path: [f.csv, g.jsonl]\n    columns: { late: { type: boolean } }\n  other: { path: o.parquet }\nevaluations:\n  test: { predictions: p.csv, task: regression, label: price }\n  odd: { predictions: p.csv, task: guess, label: price }\n',
    { 'f.csv': 'date,late\n', 'g.jsonl': '{"origin":"BNA"}\n', 'p.csv': 'price,predicted\n' },
  );

  it('columns: described ones, then those of the headers; without a dataset those of predictions as well', () => {
    expect(document.names('column', 'flights')).toEqual(['late', 'date', 'origin']);
    expect(document.names('column', 'other')).toEqual([]);
    expect(document.names('column')).toEqual(['late', 'date', 'origin', 'price', 'predicted']);
  });

  it('metrics: those of the task of each evaluation', () => {
    expect(document.names('metric')).toEqual(
      ['mae', 'mse', 'rmse', 'r2', 'mape', 'median_ae', 'max_error'].map((name) => `evaluations.test.${name}`),
    );
  });
});
