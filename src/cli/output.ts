// The two streams of the program: whether they are a terminal, whether they take colour, and what happens when the
// reader goes away.
import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

/** A word for a look; what it stands for on the terminal is decided here alone. */
export type Style = 'good' | 'bad' | 'warning' | 'quiet' | 'strong' | 'accent';

/** A stream to write text to. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks at it and lines may be redrawn: a terminal, not a CI log, not TERM=dumb. */
  readonly live: boolean;
  readonly columns: number;
  readonly rows: number;
  onResize(listener: () => void): () => void;
  /** The text in a style, or as it is where colour is not wanted. */
  readonly paint: (style: Style, text: string) => string;
  /** Aborts when nobody reads any more (`fairlead logs -f | head`). */
  readonly closed: AbortSignal;
}

/** What decides about colour and redrawing, besides the stream itself. */
export interface OutputOptions {
  /** `--no-color` was given. */
  readonly noColor: boolean;
  readonly env: NodeJS.ProcessEnv;
}

const formats = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  quiet: 'dim',
  strong: 'bold',
  accent: 'cyan',
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>;

/** Wraps a standard stream. A reader that went away is silence, not an error: `fairlead plan | head` just ends. */
export function openOutput(stream: NodeJS.WriteStream, options: OutputOptions): Output {
  const closed = new AbortController();
  stream.on('error', () => closed.abort());
  const color = wantsColor(stream, options);
  return {
    write(text) {
      if (!closed.signal.aborted) stream.write(text);
    },
    live: stream.isTTY && options.env.TERM !== 'dumb' && !options.env.CI,
    get columns() {
      return size(stream).columns;
    },
    get rows() {
      return size(stream).rows;
    },
    onResize(listener) {
      stream.on('resize', listener);
      return () => stream.off('resize', listener);
    },
    paint: (style, text) => (color ? styleText(formats[style], text, { validateStream: false }) : text),
    closed: closed.signal,
  };
}

/** https://no-color.org and https://force-color.org: set and not empty; the flag wins over both. */
function wantsColor(stream: NodeJS.WriteStream, { noColor, env }: OutputOptions): boolean {
  if (noColor) return false;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY && env.TERM !== 'dumb';
}

/** A pipe has no size, and a terminal without one (some CI pseudo terminals) says 0. */
function size(stream: Partial<Pick<WriteStream, 'columns' | 'rows'>>): { columns: number; rows: number } {
  const { columns = 0, rows = 0 } = stream;
  return { columns: columns === 0 ? 80 : columns, rows: rows === 0 ? 24 : rows };
}
