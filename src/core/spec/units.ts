// Figures that carry a unit: durations (`10m`), sizes (`4GiB`) and money (`5 USD`). A figure without its unit is refused, since
// nobody can tell whether `timeout: 10` means seconds or minutes.

const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const bytes = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
} as const;

/** What a duration looks like; `h` and `m` may be combined: `1h30m`. */
export const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;
/** What a size looks like. */
export const sizePattern = /^\d+(?:\.\d+)? ?(?:B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/;
/** What an amount of money looks like: a figure, a space, an ISO 4217 code. */
export const moneyPattern = /^\d+(?:\.\d+)? [A-Z]{3}$/;

/** Milliseconds of `250ms`, `10m`, `1h30m`, `45d`. */
export function parseDuration(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined;
  let total = 0;
  for (const [, figure, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    // The pattern lets nothing but the table's own units through.
    total += Number(figure) * milliseconds[unit as keyof typeof milliseconds];
  }
  return total;
}

/** Bytes of `512MB`, `4GiB`. */
export function parseSize(text: string): number | undefined {
  if (!sizePattern.test(text)) return undefined;
  const [, figure, unit] = /^([\d.]+) ?(\w+)$/.exec(text) ?? [];
  // The pattern lets nothing but the table's own units through.
  return Number(figure) * bytes[unit as keyof typeof bytes];
}
