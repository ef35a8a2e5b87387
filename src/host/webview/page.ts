// The HTML of every page, and the content policy that every page lives under.

/** What a page is made of; all URIs as the page may load them. */
export interface Page {
  /** The name of the bundle; the script finds its place by it. */
  readonly panel: string;
  readonly title: string;
  readonly language: string;
  readonly script: string;
  readonly style: string;
  /** The page's own origin for files, as the editor names it. */
  readonly source: string;
  readonly nonce: string;
  /** What the page needs to find itself again after a reload. */
  readonly state: unknown;
}

/** Nothing is allowed but our own script, by its nonce, and our own style sheet; no connection leaves the page. */
export function contentPolicy(source: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
}

/** The document. */
export function pageHtml({ panel, title, language, script, style, source, nonce, state }: Page): string {
  const policy = escapeHtml(contentPolicy(source, nonce));
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="${escapeHtml(style)}" />
  </head>
  <body data-panel="${escapeHtml(panel)}">
    <div id="root" data-state="${escapeHtml(JSON.stringify(state))}"></div>
    <script nonce="${nonce}" src="${escapeHtml(script)}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
