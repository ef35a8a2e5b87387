// Every rule's own examples: the bad one is reported under the rule's code and nothing else, the good one is clean.
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/core/spec/rules/registry';
import { applyEdits, open, show } from './support';

describe.each(rules.filter((rule) => rule.untested === undefined))('$code $title', (rule) => {
  // Sources that examples name; those of the rule itself win.
  const files = { 'flights.csv': '', 'p.csv': '', ...rule.files };

  it('reports its bad example, and nothing else', () => {
    const codes = open(rule.bad, files)
      .diagnostics()
      .map((one) => `${one.code} ${one.severity}`);
    expect([...new Set(codes)]).toEqual([`${rule.code} ${rule.severity}`]);
  });

  it('is silent about its good example', () => {
    expect(open(rule.good, files).diagnostics().map(show)).toEqual([]);
  });

  it('can be suppressed by a comment, and by a setting', () => {
    const document = open(rule.bad, files, { severities: { [rule.code]: 'off' } });
    expect(document.diagnostics().map(show)).toEqual([]);
    const lines = rule.bad.split('\n');
    const marked = open(rule.bad, files)
      .diagnostics()
      .map((one) => one.range.start.line);
    for (const line of [...new Set(marked)].reverse()) lines.splice(line, 0, `# fairlead-ignore ${rule.code}`);
    expect(open(lines.join('\n'), files).diagnostics().map(show)).toEqual([]);
  });

  it('has fixes that take it away and bring nothing new', () => {
    for (const diagnostic of open(rule.bad, files).diagnostics()) {
      for (const fix of diagnostic.fixes ?? []) {
        const fixed = applyEdits(rule.bad, fix.edits);
        const after = open(fixed, files).diagnostics();
        expect(after.map(show), fixed).toEqual([]);
      }
    }
  });
});

it('gives every rule a code of its own', () => {
  expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
});
