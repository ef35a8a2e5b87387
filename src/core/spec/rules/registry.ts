import type { RuleCode } from '../diagnostic';
import { dataRules } from './dataRules';
import { expressionRules } from './expressionRules';
import { nameRules } from './nameRules';
import { pathRules } from './pathRules';
import { releaseRules } from './releaseRules';
import type { Rule } from './rule';
import { safetyRules } from './safetyRules';
import { shapeRules } from './shapeRules';
import { syntaxRules } from './syntaxRules';

/** Every rule, by code. A new one is an entry of one of these lists. */
export const rules: readonly Rule[] = [
  ...syntaxRules,
  ...shapeRules,
  ...nameRules,
  ...pathRules,
  ...expressionRules,
  ...releaseRules,
  ...dataRules,
  ...safetyRules,
];

const byCode: ReadonlyMap<RuleCode, Rule> = new Map(rules.map((rule) => [rule.code, rule]));

/** The rule with a code. */
export function ruleOf(code: RuleCode): Rule {
  const rule = byCode.get(code);
  if (!rule) throw new Error(`no rule ${code}`);
  return rule;
}

/** Where a rule is explained, relative to the root of the repository and of its web pages. */
export function rulePage(code: RuleCode): string {
  return `docs/reference/rules/${code}.md`;
}
