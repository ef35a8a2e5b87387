// A webview panel with a page in it and a port to that page: the only place where panels are set up.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { queued, type Port } from '../../protocol/rpc';
import { pageHtml } from './page';

/** What to show. */
export interface PanelOptions {
  readonly extensionUri: vscode.Uri;
  /** The bundle's name: dist/webviews/<page>.js and .css. */
  readonly page: string;
  readonly title: string;
  /** media/<icon>-light.svg and -dark.svg. */
  readonly icon: string;
  /** Given back by the editor when it restores the panel. */
  readonly state: unknown;
}

/** Fills a panel, new or restored. What is sent before the page listens is kept until it does. */
export function fillPanel(panel: vscode.WebviewPanel, options: PanelOptions): Port {
  const { extensionUri, page, title, icon, state } = options;
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webviews');
  const { webview } = panel;
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const media = (theme: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', `${icon}-${theme}.svg`);
  panel.iconPath = { light: media('light'), dark: media('dark') };
  panel.title = title;
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const port = queued({
    post: (message) => void webview.postMessage(message),
    listen: (listener) => webview.onDidReceiveMessage(listener),
  });
  // The page's first word is that it listens.
  webview.onDidReceiveMessage((message: unknown) => {
    if (message === 'ready') port.open();
  });
  webview.html = pageHtml({
    panel: page,
    title,
    language: vscode.env.language,
    script: file(`${page}.js`),
    style: file(`${page}.css`),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    state,
  });
  return port;
}
