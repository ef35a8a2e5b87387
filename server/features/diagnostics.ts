// Diagnostics: what the core found, in the protocol's words. Pushed, not pulled, so that they follow the keystroke
// without a request; `publisher.ts` sends them.
import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic, Severity } from '../../src/core/spec/diagnostic';
import type { Snapshot } from '../snapshot';
import type { TaskProblem } from '../taskProblems';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics of a spec and of its includes, by the URI of the file they stand in. */
export function diagnosticsByUri(
  snapshot: Snapshot,
  tasks: readonly TaskProblem[],
): ReadonlyMap<string, readonly LspDiagnostic[]> {
  const byUri = new Map<string, LspDiagnostic[]>([[snapshot.uri, []]]);
  const add = (file: string, diagnostic: LspDiagnostic) => {
    const uri = snapshot.toUri(file);
    const list = byUri.get(uri);
    if (list === undefined) byUri.set(uri, [diagnostic]);
    else list.push(diagnostic);
  };
  for (const diagnostic of snapshot.document.diagnostics()) add(diagnostic.file, toLsp(diagnostic, snapshot));
  for (const { step, file, message } of tasks) {
    const range = snapshot.document.find(['steps', step])?.key;
    if (range !== undefined) add(file, { range, severity: DiagnosticSeverity.Error, source: 'fairlead', message });
  }
  return byUri;
}

function toLsp(diagnostic: Diagnostic, snapshot: Snapshot): LspDiagnostic {
  const { code, message, range, related } = diagnostic;
  const page = snapshot.rulePage(code);
  return {
    range,
    severity: severities[diagnostic.severity],
    code,
    codeDescription: page === undefined ? undefined : { href: page },
    source: 'fairlead',
    message,
    relatedInformation: related?.map((place) => ({
      location: { uri: snapshot.toUri(place.file), range: place.range },
      message: place.message,
    })),
  };
}
