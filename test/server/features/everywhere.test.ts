// Every feature at every place of a real spec and of its half-typed beginnings: none may fail, whatever is typed.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openRig, type Rig } from '../rig';

const example = readFileSync(new URL('../../../examples/flights/fairlead.yaml', import.meta.url), 'utf8');

const wholeFile = ['documentSymbol', 'foldingRange', 'codeLens', 'documentLink', 'semanticTokens/full', 'formatting'];
const atPlace = ['completion', 'hover', 'definition', 'documentHighlight', 'prepareCallHierarchy', 'onTypeFormatting'];

/** For the features that want them; the others do not look. */
const options = { tabSize: 2, insertSpaces: true };

async function ask(rig: Rig, features: readonly string[], more: object = {}): Promise<void> {
  const textDocument = { uri: rig.uri('fairlead.yaml') };
  // A request that fails rejects, and so would the test.
  await Promise.all(
    features.map((name) => rig.client.sendRequest(`textDocument/${name}`, { textDocument, options, ...more })),
  );
}

function positions(text: string): { line: number; character: number }[] {
  return text
    .split('\n')
    .flatMap((written, line) => Array.from({ length: written.length + 1 }, (_, character) => ({ line, character })));
}

test('every place of a real spec is answered', async () => {
  const rig = await openRig(`#- fairlead.yaml\n${example}`);
  await rig.open('fairlead.yaml');
  for (const position of positions(example))
    await ask(rig, [...atPlace, 'selectionRange'], { position, positions: [position] });
  expect(rig.log.filter((line) => line.includes('failed'))).toEqual([]);
  await rig.close();
});

test('typed letter by letter, the place that is typed at is answered, and so is the whole', async () => {
  const rig = await openRig('');
  await rig.open('fairlead.yaml');
  let typed = '';
  let version = 1;
  for (const letter of example) {
    const [line, character] = [typed.split('\n').length - 1, typed.length - typed.lastIndexOf('\n') - 1];
    const range = { start: { line, character }, end: { line, character } };
    typed += letter;
    version += 1;
    const params = {
      textDocument: { uri: rig.uri('fairlead.yaml'), version },
      contentChanges: [{ range, text: letter }],
    };
    await rig.client.sendNotification('textDocument/didChange', params);
    await ask(rig, letter === '\n' ? wholeFile : atPlace, { position: { line, character: character + 1 } });
  }
  expect(rig.log.filter((entry) => entry.includes('failed'))).toEqual([]);
  await rig.close();
});
