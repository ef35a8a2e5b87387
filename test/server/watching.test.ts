import { expect, test } from 'vitest';
import type { FromPlanWorker } from '../../server/pipelines/messages';
import { pathToUri } from '../../server/paths';
import { openRig } from './rig';

interface Registration {
  readonly id: string;
  readonly method: string;
  readonly registerOptions: {
    readonly watchers?: readonly { readonly globPattern: unknown }[];
    readonly documentSelector?: unknown;
  };
}

const capabilities = {
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
  textDocument: { synchronization: { dynamicRegistration: true } },
};

/** A rig that notes what the server registers and takes back; `until` waits for it. */
async function openWatchedRig() {
  const registered: Registration[] = [];
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const note = () => {
    for (const wake of waiting.splice(0)) wake();
  };
  let say: (message: FromPlanWorker) => void = () => undefined;
  const rig = await openRig('fairlead: 1\n', {
    capabilities,
    startPlanWorker: (onMessage) => {
      say = onMessage;
      return { post: () => undefined, dispose: () => undefined };
    },
    onRegister: (registrations) => {
      // What the server registers is read as the protocol defines it.
      registered.push(...(registrations as readonly Registration[]));
      note();
    },
    onUnregister: (ids) => {
      taken.push(...ids);
      note();
    },
  });
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const watchers = () => registered.filter(({ method }) => method === 'workspace/didChangeWatchedFiles');
  return { rig, registered, taken, until, watchers, say: (message: FromPlanWorker) => say(message) };
}

test('specs are watched from the start, and the texts of params files are asked for', async () => {
  const { rig, registered, until, watchers } = await openWatchedRig();
  await until(() => watchers().length === 1 && registered.some(({ method }) => method === 'textDocument/didOpen'));
  expect(watchers()[0]?.registerOptions.watchers).toEqual([{ globPattern: '**/{fairlead,*.fairlead}.{yaml,yml}' }]);
  const texts = registered.filter(({ method }) => method.startsWith('textDocument/'));
  expect(texts.map(({ method }) => method)).toEqual([
    'textDocument/didChange',
    'textDocument/didClose',
    'textDocument/didOpen',
  ]);
  expect(texts[0]?.registerOptions.documentSelector).toContainEqual({ language: 'yaml', scheme: 'file' });
  await rig.close();
});

test('what pipelines read is watched once it is known, and the old watchers go after the new ones stand', async () => {
  const { rig, taken, until, watchers, say } = await openWatchedRig();
  await until(() => watchers().length === 1);
  await rig.open('fairlead.yaml');
  say({ type: 'watch', patterns: [{ folder: rig.root, pattern: 'data/*' }] });
  await until(() => taken.length === 1);
  expect(watchers()[1]?.registerOptions.watchers).toContainEqual({
    globPattern: { baseUri: pathToUri(rig.root), pattern: 'data/*' },
  });
  expect(taken).toEqual([watchers()[0]?.id]);
  await rig.close();
});
