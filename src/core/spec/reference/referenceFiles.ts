// The files that are derived from the grammar and the rules; tools/generate-reference.mjs writes them.
import { jsonSchema } from './jsonSchema';
import { ruleIndex, ruleText } from './ruleText';
import { rules } from '../rules/registry';
import { specReference } from './specReference';

/** Path -> text of every derived file. */
export function referenceFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schemas/fairlead.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`],
    ['docs/reference/spec.md', specReference()],
    ['docs/reference/rules.md', ruleIndex(rules)],
    ...rules.map((rule) => [`docs/reference/rules/${rule.code}.md`, ruleText(rule)] as const),
  ]);
}
