// Who is told which diagnostics. A file can get some from several specs (an include that two specs share), so each
// spec's share is remembered, and taken back when the spec closes or no longer includes the file.
import { DiagnosticSeverity, type Diagnostic, type PublishDiagnosticsParams } from 'vscode-languageserver';
import { diagnosticsByUri } from './features/diagnostics';
import type { Snapshot } from './snapshot';
import type { TaskProblem } from './taskProblems';

/** More than this of one file nobody reads, VS Code does not show, and would have to be sent with every keystroke. */
const MOST_PER_FILE = 1000;

/** Sends diagnostics to the editor. */
export class Publisher {
  readonly #send: (params: PublishDiagnosticsParams) => void;
  /** Spec -> file -> what the spec found there. */
  readonly #shares = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();

  constructor(send: (params: PublishDiagnosticsParams) => void) {
    this.#send = send;
  }

  /** Publishes what a spec finds now: its own file always, with its version; other files only when they changed. */
  publish(snapshot: Snapshot, tasks: readonly TaskProblem[]): void {
    const before = this.#shares.get(snapshot.uri) ?? new Map<string, readonly Diagnostic[]>();
    const now = diagnosticsByUri(snapshot, tasks);
    this.#shares.set(snapshot.uri, now);
    this.#sendFile(snapshot.uri, snapshot.version);
    for (const uri of new Set([...before.keys(), ...now.keys()])) {
      if (uri !== snapshot.uri && !sameDiagnostics(before.get(uri), now.get(uri))) this.#sendFile(uri);
    }
  }

  /** Takes back everything that a spec found: it was closed, or is a part of another one. */
  withdraw(specUri: string): void {
    const before = this.#shares.get(specUri);
    if (!this.#shares.delete(specUri)) return;
    for (const uri of before?.keys() ?? []) this.#sendFile(uri);
  }

  #sendFile(uri: string, version?: number): void {
    const diagnostics = mostSevere([...this.#shares.values()].flatMap((share) => share.get(uri) ?? []));
    this.#send(version === undefined ? { uri, diagnostics } : { uri, version, diagnostics });
  }
}

/** All, or the most severe ones with a word about the others. */
function mostSevere(all: readonly Diagnostic[]): Diagnostic[] {
  if (all.length <= MOST_PER_FILE) return [...all];
  const shown = [...all].sort((a, b) => (a.severity ?? 1) - (b.severity ?? 1)).slice(0, MOST_PER_FILE - 1);
  const start = { line: 0, character: 0 };
  const message = `${all.length - shown.length} more problems of this file are not shown: \`fairlead check\` prints all of them.`;
  return [
    ...shown,
    { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: 'fairlead', message },
  ];
}

function sameDiagnostics(a: readonly Diagnostic[] = [], b: readonly Diagnostic[] = []): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
