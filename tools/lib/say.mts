// How the tools speak: short lines, the same on a terminal and in a log.
const color = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code: number, text: string): string => (color ? `\u001b[${String(code)}m${text}\u001b[0m` : text);

export const bold = (text: string): string => paint(1, text);
export const green = (text: string): string => paint(32, text);
export const red = (text: string): string => paint(31, text);
export const yellow = (text: string): string => paint(33, text);
export const dim = (text: string): string => paint(2, text);

/** One line. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A line that the next `say` or `progress` replaces; nothing where there is no terminal. */
export function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
}

/** Removes the progress line. */
export function clearProgress(): void {
  progress('');
}

/** `0.8 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${String(Math.floor(ms / 60_000))} min ${String(Math.round((ms % 60_000) / 1000))} s`;
}

/** An end that a person must act on: its message is all there is to say, no stack. */
export class Stop extends Error {}
