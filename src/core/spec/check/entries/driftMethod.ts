// Drift methods that this build does not have.
import { closeName } from '../../expression/closeName';
import { mapping } from '../../read/readJson';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { changeTo, textPlace } from './places';

/** Named conventions: they choose a method for each column. */
const conventions = ['auto', 'evidently', 'nannyml', 'psi10'];

/** FL065; silent in a build that knows no methods at all. */
export function driftMethod(look: Look, entry: EntryFacts): readonly Problem[] {
  const { method } = mapping(mapping(entry.value).drift);
  const known = look.knowledge.catalog.driftMethods.map(({ name }) => name);
  const extent = textPlace(look, entry, ['drift', 'method']);
  if (typeof method !== 'string' || method === '' || known.length === 0 || !extent) return [];
  const all = [...conventions, ...known];
  if (all.includes(method)) return [];
  const close = closeName(method, all);
  const remedy = close === undefined ? ` Known: ${all.join(', ')}.` : ` Did you mean '${close}'?`;
  return [
    {
      code: 'FL065',
      message: `There is no drift method '${method}'.${remedy}`,
      ...extent,
      ...(close !== undefined && changeTo(extent, close)),
    },
  ];
}
