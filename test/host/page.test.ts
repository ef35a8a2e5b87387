// The HTML of pages and its content policy.
import { expect, test } from 'vitest';
import { contentPolicy, pageHtml } from '../../src/host/webview/page';

const page = {
  panel: 'pipelineGraph',
  title: 'a <b> & "c"',
  language: 'en',
  script: 'https://x/graph.js',
  style: 'https://x/graph.css',
  source: 'https://x',
  nonce: 'N0nce+/=',
  state: { uri: 'file:///w/"><script>alert(1)</script>.yaml' },
};

test('nothing is allowed that is not named', () => {
  const policy = contentPolicy('https://x', 'n');
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).toContain(`script-src 'nonce-n'`);
  expect(policy).not.toMatch(/unsafe|connect-src|\*/);
});

test('what users name cannot leave its attribute', () => {
  const html = pageHtml(page);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<title>a &lt;b&gt; &amp; &quot;c&quot;</title>');
});

test('the only script carries the nonce, and there is no inline style', () => {
  const html = pageHtml(page);
  expect(html).toContain('<script nonce="N0nce+/=" src="https://x/graph.js">');
  expect(html).not.toMatch(/<style|style="/);
});
