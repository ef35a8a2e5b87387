// package.json and the code say the same: what is contributed exists, and what exists is contributed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  commandIds,
  contextKeys,
  languageId,
  panelIds,
  problemMatcher,
  settingKeys,
  taskType,
  viewIds,
} from '../src/host/contributions';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string };
    readonly virtualWorkspaces: { readonly supported: boolean };
  };
  readonly extensionKind: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly languages: readonly {
      readonly id: string;
      readonly configuration?: string;
      readonly icon?: { readonly light: string; readonly dark: string };
    }[];
    readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
    readonly taskDefinitions: readonly {
      readonly type: string;
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
    readonly problemMatchers: readonly { readonly name: string; readonly pattern: string }[];
    readonly problemPatterns: readonly { readonly name: string; readonly regexp: string }[];
    readonly walkthroughs: readonly {
      readonly icon: string;
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const nls = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const { contributes } = manifest;

describe('commands', () => {
  test('each command of the code is contributed; the lines to add to package.json are', () => {
    const contributed = new Set(contributes.commands.map(({ command }) => command));
    const missing = commandIds.filter((id) => !contributed.has(id));
    expect(
      missing.map((id) => `{ "command": "${id}", "title": "%command.${id.slice(9)}%", "category": "Fairlead" }`),
    ).toEqual([]);
  });

  test('each contributed command has a handler; add to commandIds in src/host/contributions.ts', () => {
    const known = new Set<string>(commandIds);
    expect(contributes.commands.map(({ command }) => command).filter((id) => !known.has(id))).toEqual([]);
  });

  test('each is called "Fairlead: …"', () => {
    expect(contributes.commands.filter(({ category }) => category !== 'Fairlead')).toEqual([]);
  });

  test('menus, welcome views and walkthroughs name only commands that exist', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inTexts = [...`${read('package.json')}${read('package.nls.json')}`.matchAll(/command:([\w.]+)/g)].map(
      ([, id]) => id!,
    );
    const known = new Set<string>([...commandIds, `${viewIds.pipelines}.focus`, 'vscode.openFolder']);
    expect([...inMenus, ...inTexts].filter((id) => !known.has(id))).toEqual([]);
  });

  test('what runs something shows in menus only where the folder is trusted', () => {
    const running = /^fairlead\.(run|forceRun)/;
    const items = Object.values(contributes.menus).flat();
    const unguarded = items.filter(
      ({ command, when }) => running.test(command) && !when?.includes('isWorkspaceTrusted'),
    );
    expect(unguarded).toEqual([]);
    expect(items.filter(({ command }) => running.test(command)).length).toBeGreaterThan(5);
  });
});

describe('texts', () => {
  test('each %key% has its text, and each text is used', () => {
    const used = new Set([...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!));
    expect([...used].filter((key) => nls[key] === undefined)).toEqual([]);
    expect(Object.keys(nls).filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('views and panels', () => {
  test('each view has an id of the code', () => {
    const contributed = Object.values(contributes.views).flat();
    expect(contributed.map(({ id }) => id)).toEqual(Object.values(viewIds));
  });

  test('when-clauses ask only for context keys that the code sets', () => {
    const asked = [...read('package.json').matchAll(/\bfairlead\.(server|has\w+|running)\b/g)].map(([key]) => key);
    const set = new Set<string>(Object.values(contextKeys));
    expect(asked.filter((key) => !set.has(key))).toEqual([]);
  });

  test('each panel is restored after a reload', () => {
    for (const id of Object.values(panelIds)) expect(manifest.activationEvents).toContain(`onWebviewPanel:${id}`);
  });
});

describe('settings', () => {
  test('each setting is one that the code reads', () => {
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual(Object.values(settingKeys).sort());
  });
});

describe('tasks and problems', () => {
  test('the task type and the problem matcher are those of the code', () => {
    expect(contributes.taskDefinitions.map(({ type }) => type)).toEqual([taskType]);
    expect(contributes.problemMatchers.map(({ name }) => `$${name}`)).toEqual([problemMatcher]);
    expect(contributes.problemMatchers.map(({ pattern }) => pattern)).toEqual(
      contributes.problemPatterns.map(({ name }) => `$${name}`),
    );
  });

  test.each([
    [
      'steps/train.py:41: error: ValueError: x [train]',
      ['steps/train.py', '41', undefined, 'error', undefined, 'ValueError: x [train]'],
    ],
    [
      'fairlead.yaml:12:20: error FL003: Unknown key "inptus".',
      ['fairlead.yaml', '12', '20', 'error', 'FL003', 'Unknown key "inptus".'],
    ],
    ['C:\\work\\a b.py:3:1: warning: late', ['C:\\work\\a b.py', '3', '1', 'warning', undefined, 'late']],
  ])('the pattern reads %s', (line, expected) => {
    const match = new RegExp(contributes.problemPatterns[0]!.regexp).exec(line);
    expect(match?.slice(1)).toEqual(expected);
  });

  test.each(['train: 12 s', 'Traceback (most recent call last):', 'fairlead.yaml:12:20: hint: x'])(
    'the pattern leaves %s alone',
    (line) => expect(new RegExp(contributes.problemPatterns[0]!.regexp).exec(line)).toBeNull(),
  );
});

describe('safety and files', () => {
  test('Restricted Mode is limited, virtual workspaces are not supported, the extension runs beside the files', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
    expect(manifest.extensionKind).toEqual(['workspace']);
  });

  test('the extension wakes up for its own files only', () => {
    const allowed = /^(workspaceContains:\*\*\/.*fairlead\.yaml|onWebviewPanel:fairlead\..+)$/;
    expect(manifest.activationEvents.filter((event) => !allowed.test(event))).toEqual([]);
  });

  test('each file that package.json names exists', () => {
    const { languages, grammars, walkthroughs } = contributes;
    const files = [
      manifest.icon,
      ...grammars.map(({ path }) => path),
      ...languages.flatMap(({ configuration, icon }) => [configuration, icon?.light, icon?.dark]),
      ...walkthroughs.flatMap(({ icon, steps }) => [icon, ...steps.map(({ media }) => media.markdown)]),
    ];
    expect(files.filter((file) => file !== undefined && !existsSync(join(root, file)))).toEqual([]);
  });

  test('each picture that a panel asks for exists in both themes', () => {
    const media = readdirSync(join(root, 'media'));
    expect(media).toEqual(expect.arrayContaining(['graph-light.svg', 'graph-dark.svg', 'fairlead.svg']));
  });

  test('the language has a grammar', () => {
    expect(contributes.languages.map(({ id }) => id)).toContain(languageId);
    expect(contributes.grammars.map(({ scopeName }) => scopeName)).toEqual([`source.${languageId}`]);
  });
});
