// Secrets that stand in the text, where every clone and every log of a diff shows them. Told by the name of a variable, by the form of well-known
// tokens, or by a password in an address.
import { isJsonObject } from '../../../base/json';
import type { Json } from '../../../base/json';
import { mapping, texts } from '../../read/readJson';
import type { SpecNode } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { sourceExtent } from '../textExtent';
import { eachText } from './eachText';
import { keyPlace, textPlace } from './places';

/** FL080 for variables of a step or a deployment whose name says that they are secret. */
export function secretEnv(look: Look, entry: EntryFacts): readonly Problem[] {
  const value = mapping(entry.value);
  return Object.entries(mapping(value.env)).flatMap(([name, text]): readonly Problem[] => {
    if (!isSecretName(name) || !isSecretValue(text) || tokenIn(text)) return [];
    const extent = textPlace(look, entry, ['env', name]);
    if (!extent) return [];
    const message = `'${name}' looks like a secret, and its value stands in the file: write \`secrets: [${name}]\` instead, and keep the value in the editor's secret store or the environment. Replace the value if the file was shared.`;
    return [{ code: 'FL080', message, ...extent, ...toSecrets(look, entry, value, name) }];
  });
}

interface Found {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

// The issuers publish these forms, so that such texts can be found.
const tokens: readonly (readonly [what: string, form: RegExp])[] = [
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})/],
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}\b/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20,}/],
  ['a Slack webhook', /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]{20,}/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['a Databricks token', /\bdapi[0-9a-f]{32}\b/],
  ['an API key', /\bsk-(?:[A-Za-z]+-)*[A-Za-z0-9_-]{40,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
];

// The password of `https://user:password@host`; not one that an expression or the shell fills in.
const password = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]*:([^\s/@'"${}<>*]{3,})@/i;

/** Whether a text can have any of these: a quick look that spares the walk. */
export function mayHoldSecrets(text: string): boolean {
  return /gh[pousr]_|github_pat_|hf_|AKIA|ASIA|glpat-|xox[abprs]-|hooks\.slack\.com|AIza|dapi|sk-|PRIVATE KEY|:\/\/[^\s/]*@/.test(
    text,
  );
}

/** FL080 for tokens and passwords in any text below `node`. */
export function secretTexts(look: Look, node: SpecNode, path: readonly (string | number)[]): readonly Problem[] {
  const problems: Problem[] = [];
  eachText(node, path, ({ scalar, text }) => {
    const found = tokenIn(text);
    if (!found) return;
    problems.push({
      code: 'FL080',
      message: `This looks like ${found.what}: take it out of the file, name it under \`secrets\`, and replace it if the file was shared.`,
      ...sourceExtent(look.chunk.text, scalar, found),
    });
  });
  return problems;
}

function tokenIn(text: string): Found | undefined {
  for (const [what, form] of tokens) {
    const match = form.exec(text);
    // Documentation's own examples say so.
    if (match && !/example|xxxx/i.test(match[0]))
      return { what, start: match.index, end: match.index + match[0].length };
  }
  const match = password.exec(text);
  if (!match?.[1] || isPlaceholder(match[1])) return undefined;
  const end = match.index + match[0].length - 1;
  return { what: 'a password in an address', start: end - match[1].length, end };
}

// `MAX_TOKENS` counts, `PAD_TOKEN` and the like are words of a vocabulary, `KEY` alone may sort.
function isSecretName(name: string): boolean {
  return (
    /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY)$/i.test(name) &&
    !/(?:^|_)(?:PAD|EOS|BOS|UNK|MASK|CLS|SEP|SPECIAL|START|END|STOP|IMAGE|AUDIO|PROMPT|USE|HAS|NEEDS|DISABLE|ENABLE|PUBLIC)_[A-Z_]*$/i.test(
      name,
    )
  );
}

function isSecretValue(value: Json): value is string {
  return typeof value === 'string' && value.length >= 6 && !/^[\d.]+$/.test(value) && !isPlaceholder(value);
}

// Filled in elsewhere, a path to the secret, or a word that says that it is none.
function isPlaceholder(value: string): boolean {
  return (
    /\$\{|\$\(|^\$|^<.*>$|^\{.*\}$|^\*+$|^[./~]|^[A-Za-z]:[\\/]|^(.)\1*$/.test(value) ||
    /^(?:true|false|none|null|unset|dummy|example|placeholder|password|secret|token|change_?me|your[-_].*|env:.*|file:.*)$/i.test(
      value,
    )
  );
}

// Only where nothing else has to move: `env` holds this one alone, and there are no `secrets` yet.
function toSecrets(
  look: Look,
  entry: EntryFacts,
  value: Readonly<Record<string, Json>>,
  name: string,
): Pick<Problem, 'fixes'> {
  const key = keyPlace(look, entry, ['env']);
  const node = look.facts.values.locate(entry.node, ['env'])?.node;
  const alone = isJsonObject(value.env) && Object.keys(value.env).length === 1 && node?.kind === 'map';
  if (!key || !alone || 'secrets' in value || node.entries.length !== 1 || texts(value.secrets).length > 0) return {};
  const end = endOf(look, node);
  const edits = [{ start: key.start, end, newText: `secrets: [${name}]` }];
  return { fixes: [{ title: `Name it under 'secrets' instead`, edits }] };
}

// A block mapping ends behind its last value; what follows on the line is a comment and stays.
function endOf(look: Look, node: SpecNode): number {
  const text = look.chunk.text.slice(node.start, node.end);
  return node.start + text.trimEnd().length;
}
