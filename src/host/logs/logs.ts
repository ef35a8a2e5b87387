// Logs of tasks as read-only documents that grow with their files. The files themselves would not do: the editor is told of changes
// in new folders late or never, names the tab after the file, and refuses to hand large files to extensions.
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import { followEnd } from './followEnd';
import { readTail } from './readTail';

const scheme = 'fairlead-log';
const mostBytes = 4 * 1024 * 1024;
const lookMs = 300;

/** Opens logs and follows them while they are open. */
export class Logs implements Disposable {
  readonly #scope = new Scope();
  readonly #changed = this.#scope.own(new vscode.EventEmitter<vscode.Uri>());
  readonly #followed = new Map<string, Scope>();

  constructor() {
    const provider = {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri: vscode.Uri) => readTail(fileOf(uri), mostBytes),
    };
    this.#scope.own(vscode.workspace.registerTextDocumentContentProvider(scheme, provider));
    this.#scope.own(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#followed.get(uri.toString())?.dispose();
        this.#followed.delete(uri.toString());
      }),
    );
  }

  /** Shows the log at `file` under a name; opened again, the tab that shows it comes to the front. */
  async open(name: string, file: vscode.Uri): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '-')}.log`, query: file.fsPath });
    const editor = await vscode.window.showTextDocument(uri, { preview: true });
    if (this.#followed.has(uri.toString())) return;
    const scope = new Scope();
    this.#followed.set(uri.toString(), scope);
    scope.own(followEnd(editor));
    scope.own(this.#watch(uri));
  }

  /** Asks for the file's size instead of watching it: that works on every file system, and costs nothing worth counting. */
  #watch(uri: vscode.Uri): Disposable {
    let seen = '';
    const look = async (): Promise<void> => {
      const { size, mtimeMs } = await stat(fileOf(uri));
      const now = `${size} ${mtimeMs}`;
      if (now !== seen) this.#changed.fire(uri);
      seen = now;
    };
    // A log that `fairlead gc` has removed keeps its last text on the screen.
    const timer = setInterval(() => void look().catch(() => undefined), lookMs);
    return { dispose: () => clearInterval(timer) };
  }

  dispose(): void {
    for (const scope of this.#followed.values()) scope.dispose();
    this.#scope.dispose();
  }
}

function fileOf(uri: vscode.Uri): string {
  return uri.query;
}
