// What exists once an editor has introduced itself, and how it reacts to what the editor tells: texts, files, settings and
// folders go to the workspace and the pipelines, diagnostics go back.
import {
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ReferencesRequest,
  TextDocumentSyncKind,
  type Connection,
  type DidChangeTextDocumentParams,
  type InitializeParams,
  type TextDocumentItem,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { toAbilities } from './abilities';
import type { Guard } from './guard';
import { baseName, isOwnState, isSpecName, uriToPath } from './paths';
import { findSpecs } from './pipelines/findSpecs';
import type { WatchPattern } from './pipelines/messages';
import { Pipelines, type StartPlanWorker } from './pipelines/pipelines';
import { Publisher } from './publisher';
import { settingSections, toSettings } from './settings';
import type { ClientAbilities, Snapshot } from './snapshot';
import { TaskProblems } from './taskProblems';
import { Throttle } from './throttle';
import { Watching } from './watching';
import { Workspace, type WorkspaceParts } from './workspace';
import { WorkspaceSpecs } from './workspaceSpecs';

/** What the server is made of; only `main.ts` and tests choose. */
export interface ServerParts extends Omit<WorkspaceParts, 'step'> {
  readonly startPlanWorker: StartPlanWorker;
}

/** Texts that a spec may read: the editor is asked for them too, so that an unsaved params file counts. */
const readableTexts = ['yaml', 'json', 'jsonc', 'toml'].map((language) => ({ language, scheme: 'file' }));

/** Changes on the disk come in swarms (a checkout, a run): specs are checked again at most this often because of them. */
const DISK_INTERVAL_MS = 200;

/** One editor's session. */
export class Session {
  readonly workspace: Workspace;
  readonly pipelines: Pipelines;
  /** Every spec of the open folders, also those that no editor has open. */
  readonly specs: WorkspaceSpecs;
  readonly #connection: Connection;
  readonly #guard: Guard;
  readonly #client: ClientAbilities;
  readonly #publisher: Publisher;
  readonly #folders: Set<string>;
  readonly #disk: Throttle<string>;
  readonly #tasks: TaskProblems;
  readonly #watching: Watching;
  #exclude: readonly string[] = [];

  constructor(connection: Connection, guard: Guard, parts: ServerParts, params: InitializeParams) {
    this.#connection = connection;
    this.#guard = guard;
    this.#client = toAbilities(params.capabilities);
    this.#folders = new Set((params.workspaceFolders ?? []).flatMap(({ uri }) => uriToPath(uri) ?? []));
    this.#publisher = new Publisher((diagnostics) => void connection.sendDiagnostics(diagnostics));
    this.#disk = new Throttle(DISK_INTERVAL_MS, (paths) => guard.turn('files changed', () => this.#recheck(paths)));
    this.#tasks = new TaskProblems((uri) => guard.turn('tasks', () => this.#lookAtTasks(uri)));
    this.#watching = new Watching(connection, guard, this.#client);
    this.pipelines = new Pipelines({
      startWorker: parts.startPlanWorker,
      log: connection.console,
      changed: (change) => {
        void connection.sendNotification('fairlead/pipelinesChanged', change);
        this.#refreshHints();
      },
      watch: (patterns: readonly WatchPattern[]) => this.#watching.watch(patterns),
    });
    const workspaceParts = { ...parts, step: (uri: string, name: string) => this.pipelines.step(uri, name) };
    this.workspace = new Workspace(workspaceParts, this.#client, [...this.#folders][0]);
    this.specs = new WorkspaceSpecs({
      find: () => findSpecs([...this.#folders], this.#exclude),
      diskFiles: parts.diskFiles,
      open: () => this.workspace.specs(),
    });
  }

  /** After `initialized`: only now may the server ask things of the editor. */
  start(): void {
    this.#watching.watch([]); // A first spec may be made at any time; what it reads follows once it is planned.
    this.pipelines.search([...this.#folders], this.#exclude);
    this.#guard.later('register for texts', () => this.#registerTexts());
    this.#guard.later('register for references', () => this.#registerReferences());
    this.#guard.later('register for settings', () => this.#registerSettings());
  }

  opened({ uri, languageId, version, text }: TextDocumentItem): void {
    const touched = this.workspace.open(uri, languageId, version, text);
    this.#publish(touched);
    if (this.workspace.snapshot(uri) !== undefined) this.pipelines.start();
  }

  changed({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    this.#publish(this.workspace.change(textDocument.uri, textDocument.version, contentChanges));
  }

  closed(uri: string): void {
    const touched = this.workspace.close(uri);
    this.#publisher.withdraw(uri);
    this.#tasks.forget(uri);
    // What it included stands on its own again.
    this.#publish([
      ...touched,
      ...this.workspace.specs().filter((spec) => !touched.some((one) => one.uri === spec.uri)),
    ]);
  }

  /** Files were saved, made, changed or removed. */
  filesChanged(uris: readonly string[]): void {
    const paths = uris.flatMap((uri) => uriToPath(uri) ?? []).filter((path) => !isOwnState(path));
    if (paths.length === 0) return;
    this.pipelines.filesChanged(paths);
    if (paths.some((path) => isSpecName(baseName(path)))) this.specs.filesChanged();
    for (const path of paths) this.#disk.ask(path);
  }

  foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
    for (const { uri } of removed) this.#folders.delete(uriToPath(uri) ?? '');
    for (const { uri } of added) this.#folders.add(uriToPath(uri) ?? '');
    this.#folders.delete('');
    this.specs.filesChanged();
    this.pipelines.search([...this.#folders], this.#exclude);
  }

  /** Asks the editor for the settings and applies them. */
  async readSettings(): Promise<void> {
    if (!this.#client.pullsConfiguration) return;
    const items = settingSections.map((section) => ({ section }));
    const settings = toSettings(await this.#connection.workspace.getConfiguration(items));
    this.#guard.turn('settings', () => this.#publish(this.workspace.setSeverities(settings.severities)));
    this.workspace.hints = settings.hints;
    this.#refreshHints();
    this.#exclude = settings.exclude;
    this.specs.filesChanged();
    this.pipelines.search([...this.#folders], this.#exclude);
  }

  dispose(): void {
    this.#disk.dispose();
    this.#tasks.dispose();
    this.pipelines.dispose();
  }

  #recheck(paths: readonly string[]): void {
    this.#publish(this.workspace.diskChanged(paths));
  }

  #publish(snapshots: readonly Snapshot[]): void {
    for (const snapshot of snapshots) {
      if (!snapshot.part) this.#publisher.publish(snapshot, this.#tasks.of(snapshot.uri));
      this.#tasks.changed(snapshot.uri);
    }
    this.#withdrawParts();
  }

  /** A spec that another one includes is checked as a part of that one. */
  #withdrawParts(): void {
    for (const { uri, part } of this.workspace.specs()) if (part) this.#publisher.withdraw(uri);
  }

  #lookAtTasks(uri: string): void {
    const snapshot = this.workspace.snapshot(uri);
    if (snapshot !== undefined && !snapshot.part && this.#tasks.find(uri, snapshot.document))
      this.#publisher.publish(snapshot, this.#tasks.of(uri));
  }

  /** Hints show states of steps, which change without a keystroke. */
  #refreshHints(): void {
    if (!this.#client.refreshesHints) return;
    this.#guard.later('refresh hints', () => this.#connection.languages.inlayHint.refresh());
  }

  async #registerTexts(): Promise<void> {
    if (!this.#client.registersDocuments) return;
    const { client } = this.#connection;
    const documentSelector = readableTexts;
    // Changes and closings first: a text must not be opened here and then change unheard.
    await client.register(DidChangeTextDocumentNotification.type, {
      documentSelector,
      syncKind: TextDocumentSyncKind.Incremental,
    });
    await client.register(DidCloseTextDocumentNotification.type, { documentSelector });
    await client.register(DidOpenTextDocumentNotification.type, { documentSelector });
  }

  /** The editor asks about specs by itself; a params file has to be told of. */
  async #registerReferences(): Promise<void> {
    if (!this.#client.registersReferences) return;
    await this.#connection.client.register(ReferencesRequest.type, { documentSelector: readableTexts });
  }

  async #registerSettings(): Promise<void> {
    if (!this.#client.pullsConfiguration) return;
    await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: [...settingSections] });
    await this.readSettings();
  }
}
