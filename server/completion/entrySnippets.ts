// Whole entries for the sections whose keys the user chooses.

/** A form to fill in; lines after the first are indented from the entry's key. */
export interface EntrySnippet {
  readonly label: string;
  readonly lines: readonly string[];
}

const snippets: Readonly<Record<string, readonly EntrySnippet[]>> = {
  steps: [
    {
      label: 'new step',
      lines: ['${1:name}:', '  run: ${2:python steps/name.py}', '  inputs: [$3]', '  outputs: [$4]'],
    },
    {
      label: 'new step with a matrix',
      lines: [
        '${1:train}:',
        '  run: ${2:python steps/train.py --rate \\${{ matrix.rate \\}\\}}',
        '  matrix: { ${3:rate}: [${4:0.01, 0.1}] }',
        '  inputs: [$5]',
        '  outputs: { ${6:model}: ${7:build/\\${{ matrix.key \\}\\}/model.json} }',
      ],
    },
    {
      label: 'new step that picks the best',
      lines: [
        '${1:select}:',
        '  pick: { from: ${2:train}, by: ${3:metrics.auc}, best: ${4|max,min|}, as: ${5:build/model.json} }',
      ],
    },
  ],
  datasets: [{ label: 'new dataset', lines: ['${1:name}:', '  path: $2'] }],
  executors: [{ label: 'new executor', lines: ['${1:name}:', '  kind: $2'] }],
};

/** The forms for a section; none where the grammar names the keys. */
export function entrySnippets(section: string): readonly EntrySnippet[] {
  return snippets[section] ?? [];
}
