// A page's two ties to the editor: the port for calls, and the state that the editor keeps over reloads.
import type { Port } from '../../src/protocol/rpc';

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** What main.tsx of a page starts from. */
export interface Page {
  readonly root: HTMLElement;
  readonly port: Port;
  /** Tells the editor that the page listens; what was sent before arrives now. */
  ready(): void;
  /** What `keep` was given last, over what the editor wrote into the page. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** Remembers `part` for the next time the page is opened or shown. */
  keep(part: Readonly<Record<string, unknown>>): void;
}

/** May be called once a page: the editor hands its interface out a single time. */
export function openPage(): Page {
  const editor = acquireVsCodeApi();
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root: it was not made by pageHtml');
  const written = toRecord(JSON.parse(root.dataset.state ?? 'null'));
  let kept: Readonly<Record<string, unknown>> = { ...toRecord(editor.getState()), ...written };
  editor.setState(kept);
  return {
    root,
    port: {
      post: (message) => editor.postMessage(message),
      listen(listener) {
        const onMessage = (event: MessageEvent): void => listener(event.data);
        window.addEventListener('message', onMessage);
        return { dispose: () => window.removeEventListener('message', onMessage) };
      },
    },
    ready: () => editor.postMessage('ready'),
    get kept() {
      return kept;
    },
    keep(part) {
      kept = { ...kept, ...part };
      editor.setState(kept);
    },
  };
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
