// From a keystroke to its diagnostics, in specs of 20, 200 and 5,000 steps: the core alone, our language server over stdio, and
// yaml-language-server with our JSON schema over stdio as reference (it installs itself into .tmp/bench/yaml-ls once; without a registry it is
// left out). The target is 15 ms at 5,000 steps, p95 of processor time. Below it stand what opening costs, and how a keystroke grows with
// the spec: 1 would be not at all, 250 in proportion. `npm run bench keystroke`
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextChange } from '../src/core/spec/spec';
import { noFiles } from '../src/core/spec/projectFiles';
import { openSpec } from '../src/core/spec/openSpec';
import { table } from './measure';

const root = process.cwd();
const yamlLs = resolve(root, '.tmp/bench/yaml-ls');
const yamlLsMain = resolve(yamlLs, 'node_modules/yaml-language-server/bin/yaml-language-server');
const linesPerStep = 15;
const keystrokes = 40;

/** A spec of `count` steps in a chain. */
function spec(count: number): string {
  const steps = Array.from({ length: count }, (_, index) => {
    const name = String(index);
    const input = index === 0 ? 'data.csv' : `build/${String(index - 1)}/model.json`;
    return `  step_${name}:
    phase: train
    description: Step number ${name} of the benchmark
    run: python steps/train.py --rate \${{ params.train.rate }} --out \${{ outputs.model }}
    inputs:
      - steps/train.py
      - ${input}
    outputs:
      model: build/${name}/model.json
    params: [train]
    resources: { cpus: 2, memory: 4GiB }
    timeout: 10m
    retries: { times: 2, backoff: 5s }
    env:
      OMP_NUM_THREADS: "2"
`;
  });
  return `fairlead: 1\nparams:\n  train: { rate: 0.1, depth: 3 }\nsteps:\n${steps.join('')}`;
}

/** Corrects a key that is misspelt in the middle of the file, and the next time misspells it: the diagnostics change each time. */
function keystroke(count: number, index: number): TextChange {
  const line = misspeltLine(count);
  const removes = index % 2 === 0;
  return {
    range: { start: { line, character: 11 }, end: { line, character: removes ? 12 : 11 } },
    text: removes ? '' : 'x',
  };
}

function misspeltLine(count: number): number {
  return 4 + linesPerStep * (count >> 1) + 11;
}

/** The spec with the key misspelt: some servers say nothing of a file without problems. */
function misspelt(count: number): string {
  const lines = spec(count).split('\n');
  const line = misspeltLine(count);
  lines[line] = (lines[line] ?? '').replace('timeout', 'timeoutx');
  return lines.join('\n');
}

interface Figures {
  readonly wall: readonly number[];
  /** Milliseconds of all threads, per keystroke. */
  readonly cpu: readonly number[];
  /** What came before the first keystroke; of a server only. */
  readonly opening?: Opening;
}

interface Opening {
  /** From the start of the process to the answer to `initialize`. */
  readonly startMs: number;
  /** From the text to its diagnostics. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

function core(count: number): Figures {
  const document = openSpec(misspelt(count), {
    file: 'fairlead.yaml',
    files: { ...noFiles, kind: () => 'file' },
    catalog: { executors: [], driftMethods: [] },
  });
  document.diagnostics();
  const figures = { wall: [] as number[], cpu: [] as number[] };
  for (let index = 0; index < keystrokes; index++) {
    const cpu = process.cpuUsage();
    const begun = performance.now();
    document.edit([keystroke(count, index)]);
    const found = document.diagnostics();
    figures.wall.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(cpu);
    figures.cpu.push((user + system) / 1000);
    if (found.length !== index % 2)
      throw new Error(`${String(found.length)} diagnostics after keystroke ${String(index)}`);
  }
  return figures;
}

/** Speaks the Language Server Protocol with a process, as far as this benchmark needs it. */
class Client {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: {
    readonly accepts: (message: Message) => boolean;
    readonly resolve: (message: Message) => void;
  }[] = [];
  #buffer = Buffer.alloc(0);
  #id = 0;

  constructor(
    command: readonly string[],
    readonly configuration: (section: string) => unknown,
  ) {
    this.#process = spawn(process.execPath, [...command, '--stdio'], { cwd: root });
    this.#process.stdout.on('data', (data: Buffer) => {
      this.#read(data);
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async request(method: string, params: unknown): Promise<Message> {
    const id = ++this.#id;
    const answer = this.next((message) => message.id === id && message.method === undefined);
    this.#send({ id, method, params });
    return await answer;
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  next(accepts: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      // A server that says nothing is left out of the table instead of stopping it.
      const timer = setTimeout(() => {
        reject(new Error('no answer within 20 s'));
      }, 20_000);
      const settle = (message: Message): void => {
        clearTimeout(timer);
        resolve(message);
      };
      this.#waiting.push({ accepts, resolve: settle });
    });
  }

  close(): void {
    this.#process.kill();
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#buffer.length < head + 4 + length) return;
      // What a language server sends is a message; its parts are checked where they are used.
      const message = JSON.parse(this.#buffer.subarray(head + 4, head + 4 + length).toString()) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#accept(message);
    }
  }

  #accept(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      const items = message.params?.items ?? [];
      const result =
        message.method === 'workspace/configuration'
          ? items.map((item) => this.configuration(item.section ?? ''))
          : null;
      this.#send({ id: message.id, result });
    }
    const index = this.#waiting.findIndex((one) => one.accepts(message));
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(message);
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly diagnostics?: readonly unknown[];
    readonly items?: readonly { readonly section?: string }[];
  };
}

async function server(command: readonly string[], languageId: string, count: number): Promise<Figures> {
  const folder = resolve(root, '.tmp/bench/keystroke');
  mkdirSync(folder, { recursive: true });
  const uri = pathToFileURL(resolve(folder, 'fairlead.yaml')).href;
  const schemas = { [pathToFileURL(resolve(root, 'schemas/fairlead.schema.json')).href]: ['fairlead.yaml'] };
  // As in an editor, the text is also on the disk: whatever else a server does with the file counts.
  writeFileSync(resolve(folder, 'fairlead.yaml'), misspelt(count));
  const started = performance.now();
  const client = new Client(command, (section) =>
    section === 'yaml' ? { validate: true, schemas, schemaStore: { enable: false } } : null,
  );
  const published = (): Promise<Message> =>
    client.next((message) => message.method === 'textDocument/publishDiagnostics' && message.params?.uri === uri);
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'bench' }];
  await client.request('initialize', {
    processId: process.pid,
    rootUri: workspaceFolders[0]?.uri,
    workspaceFolders,
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
  });
  const startMs = performance.now() - started;
  client.notify('initialized', {});
  client.notify('workspace/didChangeConfiguration', {
    settings: { yaml: { validate: true, schemas, schemaStore: { enable: false } } },
  });
  const cpuAtOpening = cpuMs(client.pid);
  const openedAt = performance.now();
  const opened = published();
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text: misspelt(count) } });
  await opened;
  const wallMs = performance.now() - openedAt;
  const openingMs = cpuMs(client.pid) - cpuAtOpening;
  await idle(client.pid);
  const opening = { startMs, wallMs, cpuMs: openingMs, residentMb: residentMb(client.pid) };
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let index = 0; index < keystrokes; index++) {
    const before = cpuMs(client.pid);
    const begun = performance.now();
    const answer = published();
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: index + 2 },
      contentChanges: [keystroke(count, index)],
    });
    await answer;
    wall.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 20));
    cpu.push(cpuMs(client.pid) - before);
  }
  client.close();
  return { wall, cpu, opening };
}

// Nanoseconds on a processor, the first number of schedstat, over all threads: the ticks of `stat` are too coarse for a keystroke.
function cpuMs(pid: number): number {
  const tasks = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(tasks).map((task) => {
    try {
      return Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ', 1)[0]);
    } catch {
      return 0; // A thread that ended meanwhile.
    }
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;
}

/** Until a server does nothing for a second: what it does after opening is not the keystroke's. */
async function idle(pid: number): Promise<void> {
  for (let before = -100, now = cpuMs(pid); now - before > 20; before = now, now = cpuMs(pid))
    await new Promise((resolve) => setTimeout(resolve, 1000));
}

function installYamlLs(): boolean {
  if (existsSync(yamlLsMain)) return true;
  mkdirSync(yamlLs, { recursive: true });
  spawnSync('npm', ['install', '--prefix', yamlLs, '--no-audit', '--no-fund', 'yaml-language-server@2.0.0'], {
    stdio: 'inherit',
  });
  return existsSync(yamlLsMain);
}

function at(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

function keystrokeRow({ name, count, figures }: Measured): readonly string[] {
  if (typeof figures === 'string') return [name, String(count), '-', figures];
  const both = (values: readonly number[]): string => `${at(values, 0.5).toFixed(1)} / ${at(values, 0.95).toFixed(1)}`;
  return [name, String(count), both(figures.cpu), both(figures.wall)];
}

function openingRow({ name, count, figures }: Measured): readonly (readonly string[])[] {
  if (typeof figures === 'string' || !figures.opening) return [];
  const { startMs, wallMs, cpuMs, residentMb } = figures.opening;
  return [[name, String(count), ...[startMs, wallMs, cpuMs, residentMb].map((figure) => figure.toFixed(0))]];
}

/** How many times the processor time of the smallest spec's keystroke the largest one's takes. */
function growthRow(name: string, measured: readonly Measured[]): readonly (readonly string[])[] {
  const medians = measured
    .filter((one) => one.name === name)
    .flatMap(({ figures }) => (typeof figures === 'string' ? [] : [at(figures.cpu, 0.5)]));
  const [smallest, largest] = [medians[0], medians.at(-1)];
  if (medians.length < 2 || smallest === undefined || largest === undefined) return [];
  return [[name, (largest / smallest).toFixed(1)]];
}

interface Measured {
  readonly name: string;
  readonly count: number;
  /** Or why there are none. */
  readonly figures: Figures | string;
}

async function measured(
  name: string,
  command: readonly string[],
  languageId: string,
  count: number,
): Promise<Measured> {
  try {
    return { name, count, figures: await server(command, languageId, count) };
  } catch (error) {
    return { name, count, figures: error instanceof Error ? error.message : String(error) };
  }
}

async function main(): Promise<void> {
  const all: Measured[] = [];
  const reference = installYamlLs();
  const ours = resolve(root, 'dist/server.js');
  for (const count of [20, 200, 5000]) {
    all.push({ name: 'Fairlead, core', count, figures: core(count) });
    if (existsSync(ours)) all.push(await measured('Fairlead, server over stdio', [ours], 'fairlead', count));
    if (reference) all.push(await measured('yaml-language-server over stdio', [yamlLsMain], 'yaml', count));
  }
  console.log(
    table(['keystroke to diagnostics', 'steps', 'CPU ms, p50 / p95', 'wall ms, p50 / p95'], all.map(keystrokeRow)),
  );
  console.log(
    table(
      ['opening', 'steps', 'start ms', 'text to diagnostics ms', 'CPU ms', 'resident MB, idle'],
      all.flatMap(openingRow),
    ),
  );
  const names = [...new Set(all.map(({ name }) => name))];
  console.log(
    table(
      ['a keystroke at 5,000 steps over one at 20', 'times'],
      names.flatMap((name) => growthRow(name, all)),
    ),
  );
}

void main();
