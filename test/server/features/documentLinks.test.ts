import { expect, test } from 'vitest';
import type { DocumentLink } from 'vscode-languageserver/node';
import { withRig } from '../rig';

/** The `⟦marked⟧` texts, and nothing else, are links. */
async function checkLinks(source: string, targets: readonly string[]): Promise<void> {
  await withRig(source, async ({ client, uri, fixture }) => {
    const textDocument = { uri: uri('fairlead.yaml') };
    const links = await client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    expect(links).toEqual(fixture.ranges.map(({ range }, index) => ({ range, target: uri(targets[index] ?? '') })));
  });
}

test('paths of files that exist are links; made, missing and computed ones are not', async () => {
  await checkLinks(
    `
fairlead: 1
params: ⟦params.yaml⟧
datasets:
  flights: { path: ⟦data/flights.csv⟧ }
steps:
  prepare:
    run: python prepare.py
    inputs: [⟦"prepare.py"⟧, "\${{ datasets.flights.path }}", missing.csv]
    outputs: [build/train.csv]
#- params.yaml
rate: 1
#- data/flights.csv
a,b
#- prepare.py
print()
`,
    ['params.yaml', 'data/flights.csv', 'prepare.py'],
  );
});
