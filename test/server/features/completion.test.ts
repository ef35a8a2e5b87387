import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { applyEdits, atCursor, withRig, type Rig, type RigOptions } from '../rig';

/** What is offered at `‸`. */
async function complete(rig: Rig, context?: object): Promise<CompletionItem[]> {
  const list = await atCursor<CompletionList | null>(rig, 'textDocument/completion', context && { context });
  if (list !== null) expect(list.isIncomplete).toBe(false);
  return [...(list?.items ?? [])].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** The labels at `‸`, in the order in which the editor shows them. */
async function labels(source: string, options?: RigOptions): Promise<string[]> {
  return withRig(source, async (rig) => (await complete(rig)).map(({ label }) => label), options);
}

/** The line of the cursor after `label` was accepted. */
async function accepted(source: string, label: string, options?: RigOptions): Promise<string> {
  return withRig(
    source,
    async (rig) => {
      const item = (await complete(rig)).find((each) => each.label === label);
      const cursor = rig.fixture.cursors[0];
      if (item?.textEdit === undefined || !('range' in item.textEdit)) throw new Error(`${label} is not offered`);
      const text = applyEdits(rig.fixture.files.get(cursor?.file ?? '') ?? '', [item.textEdit]);
      return text.split('\n').slice(cursor?.position.line).join('\n').trimEnd();
    },
    options,
  );
}

/** A spec with the given lines at the end of step `train`. */
function inTrain(lines: string): string {
  return `
fairlead: 1
params: { train: { rate: 0.1, depth: 3 }, seed: 1 }
datasets:
  flights: { path: data/flights.csv }
steps:
  prepare:
    run: python prepare.py
    outputs: { table: build/train.csv }
  train:
    run: python train.py
${lines}
#- data/flights.csv
a,b
#- data/raw/x.csv
a,b
#- train.py
print()
`;
}

describe('keys', () => {
  test('keys that are not there yet, in the order of the grammar', async () => {
    const offered = await labels(inTrain('    ‸'));
    expect(offered.slice(0, 3)).toEqual(['description', 'phase', 'pick']);
    expect(offered).not.toContain('run');
  });

  test('keys that must be there come first', async () => {
    const offered = await labels(inTrain('    pick: { output: model, ‸ }'));
    expect(offered).toEqual(['from', 'by', 'best', 'as']);
  });

  test('half a key is replaced whole, and its value gets its form', async () => {
    expect(await accepted(inTrain('    inp‸'), 'inputs')).toBe('    inputs: [$0]');
    expect(await accepted(inTrain('    ti‸'), 'timeout')).toBe('    timeout: ${1:10m}');
    expect(await accepted(inTrain('    ph‸'), 'phase')).toBe(
      '    phase: ${1|gather,analyze,prepare,train,validate,deploy,monitor|}',
    );
    expect(await accepted(inTrain('    re‸'), 'resources')).toBe('    resources:\n  $0');
  });

  test('a key that has a value already is only renamed', async () => {
    expect(await accepted(inTrain('    inp‸: [a]'), 'inputs')).toBe('    inputs: [a]');
  });

  test('in a flow collection everything stays on the line', async () => {
    expect(await accepted('\nsteps: { train: { res‸ } }', 'resources')).toBe('steps: { train: { resources: { $0 } } }');
  });

  test('an editor without snippets gets plain text', async () => {
    const capabilities: ClientCapabilities = {};
    expect(await accepted(inTrain('    ti‸'), 'timeout', { capabilities })).toBe('    timeout: 10m');
    expect(await accepted(inTrain('    inp‸'), 'inputs', { capabilities })).toBe('    inputs: []');
  });

  test('where names are free a whole entry is offered, and at the top the sections', async () => {
    expect(await labels('\nsteps:\n  ‸')).toContain('new step');
    expect(await labels('\nfairlead: 1\n‸')).toContain('datasets');
  });

  test('above a broken line keys are offered all the same', async () => {
    expect(await labels('\nsteps:\n  one:\n    ‸\n  two:\n    run: "open\n  three: [\n')).toContain('inputs');
  });
});

describe('values', () => {
  test('words of the grammar', async () => {
    expect(await labels(inTrain('    phase: ‸'))).toEqual([
      'gather',
      'analyze',
      'prepare',
      'train',
      'validate',
      'deploy',
      'monitor',
    ]);
    expect(await labels(inTrain('    frozen: ‸'))).toEqual(['true', 'false']);
  });

  test('steps, but not the step itself and not what is listed already', async () => {
    expect(await labels(inTrain('    needs: [‸]'))).toEqual(['prepare']);
    expect(await labels(inTrain('    needs:\n      - ‸'))).toEqual(['prepare']);
    expect(await labels(inTrain('    needs: [prepare, ‸]'))).toEqual([]);
  });

  test('params with their parts, executors', async () => {
    expect(await labels(inTrain('    params: [‸]'))).toEqual(['train', 'train.rate', 'train.depth', 'seed']);
    expect(await labels(inTrain('    executor: ‸'))).toEqual(['local']);
  });

  test('a key that wants a list is offered its first item', async () => {
    expect(await accepted(inTrain('    needs: ‸'), 'prepare')).toBe('    needs: [prepare]');
    expect(await accepted(inTrain('    needs:‸'), 'prepare')).toBe('    needs: [prepare]');
  });

  test('paths of the folder that is typed so far, and what other steps make', async () => {
    const offered = await labels(inTrain('    inputs: [‸]'));
    expect(offered).toEqual(expect.arrayContaining(['data/', 'train.py', 'build/train.csv']));
    expect(await labels(inTrain('    inputs: [data/‸]'))).toEqual(
      expect.arrayContaining(['data/flights.csv', 'data/raw/']),
    );
    expect(await accepted(inTrain('    inputs: ["data/fl‸"]'), 'data/flights.csv')).toBe(
      '    inputs: ["data/flights.csv"]',
    );
  });

  test('units for a figure that is typed, usual values before', async () => {
    expect(await labels(inTrain('    timeout: 5‸'))).toEqual(['5ms', '5s', '5m', '5h', '5d', '5w']);
    expect(await labels(inTrain('    timeout: ‸'))).toContain('10m');
    expect(await labels(inTrain('    resources: { memory: 4‸ }'))).toContain('4GiB');
  });

  test('what YAML would read as something else is quoted', async () => {
    const source = '\nsteps:\n  "yes: no": { run: x }\n  two:\n    needs: [‸]\n';
    expect(await accepted(source, 'yes: no')).toBe("    needs: ['yes: no']");
  });
});

describe('expressions', () => {
  test('the roots, then the members, with their values', async () => {
    expect(await labels(inTrain('    env: { R: "${{ ‸ }}" }'))).toEqual(
      expect.arrayContaining(['params', 'steps', 'datasets']),
    );
    await withRig(inTrain('    env: { R: "${{ params.train.‸ }}" }'), async (rig) => {
      const items = await complete(rig);
      expect(items.map(({ label, detail }) => [label, detail])).toEqual([
        ['rate', '0.1'],
        ['depth', '3'],
      ]);
    });
  });

  test('a half-typed member is replaced, also where the expression is not closed yet', async () => {
    expect(await accepted(inTrain('    env: { R: "${{ params.train.ra‸ }}" }'), 'rate')).toBe(
      '    env: { R: "${{ params.train.rate }}" }',
    );
    expect(await accepted(inTrain('    description: ${{ params.se‸'), 'seed')).toBe('    description: ${{ params.seed');
  });

  test('outputs of other steps', async () => {
    expect(await labels(inTrain('    inputs: ["${{ steps.prepare.outputs.‸ }}"]'))).toEqual(['table']);
  });

  test('the beginning of an expression is offered', async () => {
    expect(await accepted(inTrain('    env: { R: "$‸" }'), '${{  }}')).toBe('    env: { R: "\\${{ $0 \\}\\}" }');
  });
});

test('a space asks only where it begins a value', async () => {
  const bySpace = { triggerKind: 2, triggerCharacter: ' ' };
  const asks = (lines: string) => withRig(inTrain(lines), async (rig) => (await complete(rig, bySpace)).length > 0);
  expect(await asks('    phase: ‸')).toBe(true);
  expect(await asks('    needs:\n      - ‸')).toBe(true);
  expect(await asks('    description: one ‸')).toBe(false);
});

test('comments and other texts offer nothing', async () => {
  expect(await labels(inTrain('    # inp‸'))).toEqual([]);
  expect(await labels('\n#- notes.yaml\nsteps:\n  ‸')).toEqual([]);
});
