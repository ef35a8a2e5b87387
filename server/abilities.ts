// What the connected editor can do, read once from its `initialize`.
import type { ClientCapabilities } from 'vscode-languageserver';
import type { ClientAbilities } from './snapshot';

/** The abilities this server asks about; what is not announced is not there. */
export function toAbilities({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false,
    pullsConfiguration: workspace?.configuration ?? false,
    registersDocuments: textDocument?.synchronization?.dynamicRegistration ?? false,
    registersReferences: textDocument?.references?.dynamicRegistration ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
  };
}
