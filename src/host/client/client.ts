// The language server's process and the connection to it. Starting never blocks: what the server knows arrives by events.
import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from 'vscode-languageclient/node';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import type { PipelineView, PipelinesNotifications, PipelinesRequests } from '../../protocol/pipelines';
import type { Pipelines } from '../pipelines/pipelines';
import { contextKeys, languageId } from '../contributions';

/** What the connection is made of. */
export interface ClientOptions {
  /** Absolute path of dist/server.js. */
  readonly serverPath: string;
  readonly output: vscode.LogOutputChannel;
  readonly pipelines: Pipelines;
}

/** The server as the rest of the editor sees it. */
export class Client implements Disposable {
  readonly #options: ClientOptions;
  readonly #scope = new Scope();
  readonly #client: LanguageClient;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#client = makeClient(options);
    this.#scope.own(
      this.#client.onNotification(
        'fairlead/pipelinesChanged',
        (change: Parameters<PipelinesNotifications['pipelinesChanged']>[0]) => options.pipelines.apply(change),
      ),
    );
    // Also after a crash, when the client starts the server again by itself.
    this.#scope.own(
      this.#client.onDidChangeState(
        ({ newState }) => void (newState === State.Running && this.#load('fairlead/pipelines')),
      ),
    );
  }

  /** Starts the server; a failure is shown in the view and told in the log. */
  async start(): Promise<void> {
    await showState('starting');
    try {
      await this.#client.start();
    } catch (error) {
      this.#options.output.error('The language server did not start.', error);
      await showState('failed');
    }
  }

  async restart(): Promise<void> {
    await showState('starting');
    try {
      await this.#client.restart();
    } catch (error) {
      this.#options.output.error('The language server did not start again.', error);
      await showState('failed');
    }
  }

  /** Asks the server to look at the disk again. */
  async refresh(uri: string): Promise<void> {
    const view = await this.#client.sendRequest<ReturnType<PipelinesRequests['refresh']>>('fairlead/refresh', uri);
    this.#options.pipelines.apply(view ? { changed: [view], removed: [] } : { changed: [], removed: [uri] });
  }

  /** Asks the server to look for specs again. */
  searchAgain(): Promise<void> {
    return this.#load('fairlead/search');
  }

  async #load(request: 'fairlead/pipelines' | 'fairlead/search'): Promise<void> {
    try {
      const all = await this.#client.sendRequest<readonly PipelineView[]>(request);
      this.#options.pipelines.replaceAll(all);
      await showState('ready');
    } catch (error) {
      this.#options.output.error('The language server did not say which pipelines there are.', error);
      await showState('failed');
    }
  }

  dispose(): void {
    this.#scope.dispose();
    // The process ends with the connection; waiting for it would hold up the window's closing.
    void this.#client.dispose(2000).catch(() => undefined);
  }
}

function makeClient({ serverPath, output }: ClientOptions): LanguageClient {
  // Without `command` the client forks the module with the editor's own Node: nobody has to have one.
  const server = { module: serverPath, transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  return new LanguageClient(
    'fairlead',
    'Fairlead',
    { run: server, debug },
    {
      documentSelector: ['file', 'untitled'].map((scheme) => ({ scheme, language: languageId })),
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      // No `synchronize`: the server registers for the files and settings that it needs, and would hear of each twice.
    },
  );
}

async function showState(state: 'starting' | 'ready' | 'failed'): Promise<void> {
  await vscode.commands.executeCommand('setContext', contextKeys.server, state);
}
