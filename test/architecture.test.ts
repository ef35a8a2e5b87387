// Proves the direction of imports over every TypeScript file: the table of tools/layers.json (the linter shows the same while typing),
// `vscode` and the toolkit behind their one folder, and no cycle among imports of values.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import layerTable from '../tools/layers.json';

interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** The imported file of this repository, relative to its root. */
  readonly target: string | undefined;
}

interface Allowed {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const layers: Readonly<Record<string, Allowed>> = layerTable;
const root = posix.join(import.meta.dirname.replaceAll('\\', '/'), '..');
const files = globSync(['src/**/*.{ts,tsx}', 'server/**/*.ts', 'webviews/**/*.{ts,tsx}', '!**/node_modules/**'], {
  cwd: root,
}).sort();
const known = new Set(files);
const imports = files.flatMap((file) => importsOf(file, readFileSync(posix.join(root, file), 'utf8')));

describe('imports go only downward', () => {
  test('every file belongs to a layer of the table', () => {
    const strangers = files.filter((file) => layerOf(file) === undefined && !file.endsWith('.d.ts'));
    expect(
      strangers,
      steps('These files are in no layer.', [
        'Move the file into one of the folders of docs/ARCHITECTURE.md, or',
        'add the new folder to tools/layers.json with what it may import, and a row for it to docs/ARCHITECTURE.md.',
      ]),
    ).toEqual([]);
  });

  test('no import goes against the table', () => {
    expect(
      imports.flatMap(breach),
      steps('These imports go upward or sideways.', [
        'Move the shared type down to the layer that both sides may import, or',
        'hand the value in as an argument from the composition root (src/extension.ts, src/cli.ts, server/main.ts).',
        'Only when the direction itself was wrong: change tools/layers.json and docs/ARCHITECTURE.md together.',
      ]),
    ).toEqual([]);
  });

  test('there is no cycle among imports of values', () => {
    expect(
      cycles(imports.filter((edge) => !edge.typeOnly)),
      steps('These files import each other in a circle.', [
        'Find the smallest thing that closes the circle (often a constant or a helper).',
        'Move it into a file of its own below both, or pass it as an argument.',
        'If only types are needed, write `import type`.',
      ]),
    ).toEqual([]);
  });
});

describe('some packages stay behind one door', () => {
  test.each([
    ['vscode', /^src\/(host\/|extension\.ts$)/],
    ['@vscode/webview-ui-toolkit', /^webviews\/kit\//],
    ['commander', /^src\/cli(\/|\.ts$)/],
    ['vscode-languageserver', /^server\//],
    ['preact', /^webviews\//],
  ])('%s', (name, door) => {
    const users = imports.filter(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`));
    expect(
      users.filter(({ from }) => !door.test(from)).map(place),
      steps(`Only files that match ${String(door)} may import ${name}.`, [
        'Describe what you need as an interface in your own words.',
        'Implement it behind the door and hand it in from the composition root.',
      ]),
    ).toEqual([]);
  });

  test('what is pure imports no Node module', () => {
    const pure = /^src\/(core\/(base|spec|plan)|protocol)\/|^webviews\//;
    expect(
      imports.filter(({ from, specifier }) => pure.test(from) && specifier.startsWith('node:')).map(place),
      steps('Pure folders do no IO.', [
        'Take what was read as an argument (see ProjectFiles in src/core/spec/projectFiles.ts).',
        'Do the reading in src/core/project, the server or the terminal.',
      ]),
    ).toEqual([]);
  });
});

test('the scanner sees all kinds of imports', () => {
  const text = `
    import a from './a'; import type { B } from './b'; export * from './c'; export type { D } from './d';
    const e = await import('./e'); type F = import('./f').F;`;
  expect(
    importsOf('src/x.ts', text).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? ' (type)' : ''}`),
  ).toEqual(['./a', './b (type)', './c', './d (type)', './e', './f (type)']);
});

test('the cycle finder finds a cycle', () => {
  const edge = (from: string, target: string): Import => ({ from, target, line: 1, specifier: '', typeOnly: false });
  expect(cycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'd')])).toEqual(['a -> b -> c -> a']);
  expect(cycles([edge('a', 'b'), edge('a', 'c'), edge('b', 'c')])).toEqual([]);
});

/** All imports of a file, static and dynamic, of values and of types. */
function importsOf(file: string, text: string): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ from: file, line, specifier: specifier.text, typeOnly, target: resolve(file, specifier.text) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = posix.join(posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => known.has(path));
}

/** The longest layer that holds `file`; `src/cli.ts` is a layer of its own. */
function layerOf(file: string): string | undefined {
  return Object.keys(layers).find((layer) => file === layer || file.startsWith(`${layer}/`));
}

function breach(edge: Import): string[] {
  const [from, to] = [layerOf(edge.from), edge.target === undefined ? undefined : layerOf(edge.target)];
  const allowed = from === undefined ? undefined : layers[from];
  if (!allowed || to === undefined || from === to) return [];
  if (allows(allowed.values, to)) return [];
  if (!allows(allowed.types, to)) return [`${place(edge)}: ${from ?? ''} must not import ${to}`];
  return edge.typeOnly ? [] : [`${place(edge)}: ${from ?? ''} may import only types of ${to}`];
}

/** `src/core/*` stands for every layer below it. */
function allows(patterns: readonly string[], layer: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('/*') ? layer.startsWith(pattern.slice(0, -1)) : pattern === layer,
  );
}

/** One text per circle: `a -> b -> a`. Depth first; a file that is met again on the present path closes a circle. */
function cycles(edges: readonly Import[]): string[] {
  const next = new Map<string, Import[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const { target } of next.get(file) ?? []) if (target !== undefined) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

function place({ from, line, specifier }: Import): string {
  return `${from}:${String(line)} imports ${specifier}`;
}

function steps(what: string, list: readonly string[]): string {
  return `${what} What to do:\n${list.map((step, index) => `${String(index + 1)}. ${step}`).join('\n')}\n`;
}
