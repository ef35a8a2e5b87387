// The page of a rule and the list of all of them.
import type { Rule } from '../rules/rule';

/** The page of one rule. */
export function ruleText(rule: Rule): string {
  return [
    `# ${rule.code}: ${rule.title}`,
    `Severity: ${rule.severity}. Setting: \`"fairlead.diagnostics.severity": { "${rule.code}": "off" }\`. In the file: \`# fairlead-ignore ${rule.code}\` on the line or the line above.`,
    rule.why,
    ...filesText(rule),
    '## Bad',
    fenced('yaml', rule.bad),
    '## Good',
    fenced('yaml', rule.good),
    '## What to do',
    rule.fix,
  ]
    .join('\n\n')
    .concat('\n');
}

/** The list of all rules. */
export function ruleIndex(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| [${rule.code}](rules/${rule.code}.md) | ${rule.title} | ${rule.severity} |`);
  return [
    '# Rules',
    'What the check of a spec can say. A diagnostic appears only for what can be known offline. Each rule can be silenced by a setting (`fairlead.diagnostics.severity`) or by a comment:',
    fenced('yaml', 'inputs: [data/later.csv] # fairlead-ignore FL032\n'),
    ['| Code | Rule | Severity |', '| --- | --- | --- |', ...rows].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function filesText(rule: Rule): readonly string[] {
  return Object.entries(rule.files ?? {}).flatMap(([path, text]) => [
    `With \`${path}\`:`,
    fenced(path.split('.').at(-1) ?? '', text),
  ]);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
