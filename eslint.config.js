// What the linter holds: typescript-eslint's strictest type-checked rules, and the direction of imports (tools/layers.json, the same
// table that test/architecture.test.ts proves). A rule that is off says why.
const js = require('@eslint/js');
const tseslint = require('typescript-eslint');
const layers = require('./tools/layers.json');

/** `src/core/*` stands for every layer below it. */
function matches(pattern, layer) {
  return pattern.endsWith('/*') ? layer.startsWith(pattern.slice(0, -1)) : pattern === layer;
}

/** A relative import that ends in `layer`, from whatever folder: `../plan/task`, `../../core/plan/task`. */
function importsOf(layer) {
  const name = layer.split('/').pop().replace(/\.ts$/, '');
  const above = layer
    .split('/')
    .slice(0, -1)
    .map((folder) => `(?:${folder}/)?`);
  return `^(?:\\.\\./)+${above.join('')}${name}(?:/|$)`;
}

/** What a layer must not import: each other layer, unless the table allows its values or its types. */
function zone(layer, { values, types }) {
  const allowed = (list, other) => list.some((pattern) => matches(pattern, other));
  const others = Object.keys(layers).filter((other) => other !== layer && !allowed(values, other));
  const patterns = others.map((other) => ({
    regex: importsOf(other),
    allowTypeImports: allowed(types, other),
    message: allowed(types, other)
      ? `${layer} may import only types of ${other} (docs/ARCHITECTURE.md, Folders).`
      : `${layer} must not import ${other} (docs/ARCHITECTURE.md, Folders).`,
  }));
  return { layer, patterns };
}

const vscodeOnly = {
  name: 'vscode',
  message: 'Only src/host and src/extension.ts may import vscode: ask for what you need as an argument.',
};
const toolkitOnly = {
  regex: '^@vscode/webview-ui-toolkit',
  message: 'Only webviews/kit knows the toolkit: import the control from ../kit.',
};
const importRule = (files, patterns, paths) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
});

const zones = Object.entries(layers).map(([layer, allowed]) => {
  const mayUseVscode = layer === 'src/host' || layer === 'src/extension.ts';
  const files = layer.endsWith('.ts') ? [layer] : [`${layer}/**/*.{ts,tsx}`];
  return importRule(files, [...zone(layer, allowed).patterns, toolkitOnly], mayUseVscode ? [] : [vscodeOnly]);
});

module.exports = tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.venv/',
      '.tsbuild/',
      '.tmp/',
      '.fairlead/',
      'test-artifacts/',
      'examples/',
      'test/**/fixtures/',
      '.vscode-test/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      'max-lines': ['warn', { max: 400 }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers and booleans read well in messages; objects and undefined stay forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => emitter.fire()` is the short way to write a listener, and says nothing else.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `Record<string, T>` and `{ [key: string]: T }` mean the same; recursive types need the second.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // `type` is what unions and mapped types need; both words next to each other would need a rule of their own.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  ...zones,
  // The one place where the toolkit and its replacement meet.
  importRule(['webviews/kit/**/*.{ts,tsx}'], zone('webviews', layers.webviews).patterns, [vscodeOnly]),
  {
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      'no-console': 'off',
      'max-lines': 'off',
      // A test says `result!.range` after having asserted that there is a result; a failure shows as a thrown error either way.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Mocha's and vitest's callbacks are often async without a need to wait.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        __dirname: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        module: 'writable',
        performance: 'readonly',
        process: 'readonly',
        require: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
