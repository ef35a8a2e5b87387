// Aliases that look like a slip of one that is declared or usual. An alias can be given to a version by hand, so one that nothing here
// declares may well exist: only what is nearly another name is spoken of, and quietly.
import { distance } from 'fastest-levenshtein';
import type { Json } from '../../../base/json';
import { isJsonObject } from '../../../base/json';
import { mapping } from '../../read/readJson';
import type { Extent } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { keys } from '../provisions';
import { changeTo, partOf, textPlace } from './places';

const usual = ['champion', 'challenger'];

/** FL062 in `model` and `shadow` of a deployment. */
export function servedAliases(look: Look, entry: EntryFacts): readonly Problem[] {
  return ['model', 'shadow'].flatMap((key): readonly Problem[] => {
    const written = mapping(entry.value)[key];
    const extent = textPlace(look, entry, [key]);
    if (typeof written !== 'string' || !extent) return [];
    const at = written.indexOf('@') + 1;
    if (at === 0) return [];
    const alias = written.slice(at);
    return slip(look, alias, [written.slice(0, at - 1)], partOf(look, extent, written, at, written.length));
  });
}

/** FL062 in `no_worse_than` of a gate, which any model may have. */
export function gateAliases(look: Look, entry: EntryFacts): readonly Problem[] {
  if (!Array.isArray(entry.value)) return [];
  return (entry.value as readonly Json[]).flatMap((condition, index): readonly Problem[] => {
    const alias = mapping(condition).no_worse_than;
    const extent = textPlace(look, entry, [index, 'no_worse_than']);
    if (typeof alias !== 'string' || !extent) return [];
    look.watched.add(keys.names('models'));
    return slip(look, alias, look.knowledge.names('models'), extent);
  });
}

function slip(look: Look, alias: string, models: readonly string[], extent: Extent): readonly Problem[] {
  const known = [...usual, ...models.flatMap((model) => declaredAlias(look, model))];
  if (alias.includes('${{') || known.includes(alias)) return [];
  const close = known.find((name) => isSlip(alias, name));
  if (close === undefined) return [];
  return [
    {
      code: 'FL062',
      message: `No model gets the alias '${alias}' here. Did you mean '${close}'?`,
      start: extent.start,
      end: extent.end,
      ...changeTo(extent, close),
    },
  ];
}

function declaredAlias(look: Look, model: string): readonly string[] {
  look.watched.add(keys.entry('models', model));
  const value = look.knowledge.get(keys.entry('models', model))[0]?.entry?.value;
  return isJsonObject(value) && typeof value.alias === 'string' ? [value.alias] : [];
}

// Two letters apart, in a long word; `champion2` and `champion-eu` are names of their own.
function isSlip(alias: string, name: string): boolean {
  const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');
  if (alias.length < 6 || alias.startsWith(name) || letters(alias) !== alias || letters(name) !== name) return false;
  return distance(alias, name) <= 2;
}
