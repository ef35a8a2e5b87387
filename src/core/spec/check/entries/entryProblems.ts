// What the entries of each section are checked for beyond their shape and their names: one file a question, one line here. Each looks up what
// it needs of other entries through the index, so that typing in one entry checks no other.
import type { SpecNode } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { absolutePaths, mayHoldAbsolutePaths } from './absolutePaths';
import { datasetColumns, evaluationColumns, monitorColumns } from './columns';
import { driftMethod } from './driftMethod';
import { gateMetrics, gateSegments } from './gateMetrics';
import { leakage } from './leakage';
import { gateAliases, servedAliases } from './modelAliases';
import { rollout } from './rollout';
import { schedules } from './schedules';
import { mayHoldSecrets, secretEnv, secretTexts } from './secrets';

type EntryCheck = (look: Look, entry: EntryFacts) => readonly Problem[];
type TextCheck = (look: Look, node: SpecNode, path: readonly (string | number)[]) => readonly Problem[];

const bySection: Readonly<Record<string, readonly EntryCheck[]>> = {
  datasets: [datasetColumns],
  steps: [leakage, secretEnv],
  evaluations: [evaluationColumns],
  gates: [gateMetrics, gateSegments, gateAliases],
  deployments: [servedAliases, rollout, secretEnv],
  monitors: [driftMethod, monitorColumns],
  triggers: [schedules],
};

/** Problems of a chunk that its values show, together with those of the entries that they name. */
export function entryProblems(look: Look): readonly Problem[] {
  const { section, entries } = look.facts;
  const texts = textChecks(look);
  // `tracking`, `include` … hold no entries.
  if (section && entries.length === 0) return texts.flatMap((check) => check(look, section.node, [section.name]));
  return entriesWrittenHere(look).flatMap((entry): readonly Problem[] => {
    // Params are the user's own, and so are entries of his own name.
    if (entry.section === 'params' || entry.name.startsWith('x-')) return [];
    return [
      ...texts.flatMap((check) => check(look, entry.node, [entry.section, entry.name])),
      ...(bySection[entry.section] ?? []).flatMap((check) => check(look, entry)),
    ];
  });
}

// Walking every text is worth it only where the chunk has something of the kind at all, which few have.
function textChecks({ chunk }: Look): readonly TextCheck[] {
  return [
    ...(mayHoldAbsolutePaths(chunk.text) ? [absolutePaths] : []),
    ...(mayHoldSecrets(chunk.text) ? [secretTexts] : []),
  ];
}

// An entry that a merge key brings in is checked where it is written.
function entriesWrittenHere({ facts }: Look): readonly EntryFacts[] {
  const node = facts.section?.node;
  if (!node || (node.kind === 'map' && node.entries.every(({ key }) => key !== '<<'))) return facts.entries;
  const own = new Set(node.kind === 'map' ? node.entries.map(({ value }) => value) : []);
  return facts.entries.filter((entry) => own.has(entry.node));
}
