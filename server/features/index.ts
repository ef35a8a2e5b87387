// Every request the server answers about a spec; a new feature is one file and one line here.
import type { Feature } from '../feature';
import { callHierarchy, callHierarchyCalls } from './callHierarchy';
import { codeActions } from './codeActions';
import { codeLens } from './codeLens';
import { completion } from './completion';
import { definition } from './definition';
import { documentHighlight } from './documentHighlight';
import { documentLinks } from './documentLinks';
import { documentSymbols } from './documentSymbols';
import { folding } from './folding';
import { formatting, onTypeFormatting, rangeFormatting } from './formatting';
import { hover } from './hover';
import { references } from './references';
import { inlayHints } from './inlayHints';
import { prepareRename, rename } from './rename';
import { selectionRanges } from './selectionRanges';
import { semanticTokens, semanticTokensInRange } from './semanticTokens';
import { workspaceSymbols } from './workspaceSymbols';

/** The registry: announced at `initialize`, connected right after. */
export const features: readonly Feature[] = [
  callHierarchy,
  callHierarchyCalls,
  codeActions,
  codeLens,
  completion,
  definition,
  documentHighlight,
  documentLinks,
  documentSymbols,
  folding,
  formatting,
  hover,
  onTypeFormatting,
  rangeFormatting,
  inlayHints,
  prepareRename,
  references,
  rename,
  selectionRanges,
  semanticTokens,
  semanticTokensInRange,
  workspaceSymbols,
];
