// Metrics files: JSON, YAML or TOML, whatever their nesting, as flat numbers with dotted names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../base/result';

/** Numbers by dotted name, NaN and infinities included. */
export type Metrics = Readonly<Record<string, number>>;

/** Reads the metrics files at `paths` (relative to `root`); of names in several files the last counts. */
export async function readMetrics(root: string, paths: readonly string[]): Promise<Result<Metrics, string>> {
  const metrics: Record<string, number> = {};
  for (const path of paths) {
    try {
      collect(await parseMetrics(path, readFileSync(join(root, path), 'utf8')), '', metrics);
    } catch (error) {
      return err(`no metrics can be read from ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return ok(metrics);
}

/** Metrics that can be recorded, and the names of those that are no finite number. */
export function finiteMetrics(metrics: Metrics): { readonly finite: Metrics; readonly others: readonly string[] } {
  const entries = Object.entries(metrics);
  return {
    finite: Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value))),
    others: entries.flatMap(([name, value]) => (Number.isFinite(value) ? [] : [`${name} = ${String(value)}`])),
  };
}

/** The parsers are loaded when they are needed: a run that finds everything fresh does not pay for them. */
async function parseMetrics(path: string, text: string): Promise<unknown> {
  if (/\.ya?ml$/i.test(path)) return (await import('yaml')).parse(text);
  if (/\.toml$/i.test(path)) return (await import('smol-toml')).parse(text);
  return parsePythonJson(text);
}

/** JSON as Python's `json` writes it: NaN and infinities stand bare. They become the texts that `collect` knows. */
function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (word) =>
      word.startsWith('"') ? word : JSON.stringify({ [bareNumber]: word }),
    );
    if (quoted === text) throw error;
    return JSON.parse(quoted);
  }
}

/** No metric has such a name. */
const bareNumber = '\u0000number';

/** Numbers alone: lists are curves, not metrics, and texts and truth values are no numbers. */
function collect(value: unknown, name: string, into: Record<string, number>): void {
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (name !== '') into[name] = Number(value);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)) {
    for (const [key, below] of Object.entries(value)) {
      if (key === bareNumber) into[name] = Number(below);
      else collect(below, name === '' ? key : `${name}.${key}`, into);
    }
  }
}
