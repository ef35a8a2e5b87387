// Figures with their unit: once a figure is typed, each unit is one choice; before, a few usual values.
import { CompletionItemKind } from 'vscode-languageserver';
import type { Candidate } from './values';

const units: Readonly<
  Record<string, { readonly names: Readonly<Record<string, string>>; readonly usual: readonly string[] }>
> = {
  duration: {
    names: { ms: 'milliseconds', s: 'seconds', m: 'minutes', h: 'hours', d: 'days', w: 'weeks' },
    usual: ['30s', '10m', '1h', '1d'],
  },
  size: {
    names: { MiB: '1024 × 1024 bytes', GiB: '1024 MiB', MB: 'a million bytes', GB: 'a thousand MB' },
    usual: ['512MiB', '2GiB', '8GiB'],
  },
};

/** The values of a type that carries a unit. */
export function unitValues(type: string | undefined, typed: string): readonly Candidate[] {
  const unit = type === undefined ? undefined : units[type];
  if (unit === undefined) return [];
  const figure = /^\d+(?:\.\d+)?/.exec(typed)?.[0];
  if (figure === undefined) return unit.usual.map((text) => ({ text, kind: CompletionItemKind.Unit }));
  return Object.entries(unit.names).map(([name, detail]) => ({
    text: `${figure}${name}`,
    kind: CompletionItemKind.Unit,
    detail,
  }));
}
