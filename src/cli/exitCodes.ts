// Every exit code of the terminal program: the one table behind the code, `fairlead --help` and docs/cli.md.

/** What a code says; scripts may rely on it. */
export interface ExitMeaning {
  readonly code: number;
  readonly meaning: string;
}

/** The codes by name. */
export const exitCodes = {
  done: { code: 0, meaning: 'Done; nothing is wrong.' },
  failed: { code: 1, meaning: 'A step failed, or `check` found errors.' },
  usage: { code: 2, meaning: 'The command line is wrong: an unknown option, step, task or run.' },
  spec: { code: 3, meaning: 'The spec (or its lock file) is missing, cannot be read or has errors; nothing ran.' },
  busy: { code: 4, meaning: 'Another run holds the pipeline; nothing ran. `--wait` waits for it.' },
  disk: { code: 5, meaning: 'The disk refused: it is full, read-only or not permitted.' },
  nodeTooOld: { code: 6, meaning: 'This Node is too old and no newer one came with the program.' },
  bug: { code: 70, meaning: 'Fairlead itself broke; please report it.' },
  cancelled: { code: 130, meaning: 'Stopped by Ctrl-C or a signal; what was finished stays.' },
} as const satisfies Record<string, ExitMeaning>;

/** One of the codes above. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]['code'];

/** The table as the help shows it. */
export function exitCodesHelp(): string {
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padEnd(4)}${meaning}`);
  return `Exit codes:\n${rows.join('\n')}`;
}
