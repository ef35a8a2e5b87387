// Small pipelines of `sh` steps that the tests run.

/** prepare -> train; each depends on a param of its own. */
export const twoSteps = `fairlead: 1
name: demo
params:
  rows: 3
  rate: 0.1
steps:
  prepare:
    run: seq \${{ params.rows }} > build/rows.txt
    params: [rows]
    outputs: [build/rows.txt]
  train:
    run: (cat build/rows.txt; echo rate \${{ params.rate }}) > build/model.txt
    params: [rate]
    inputs: [build/rows.txt]
    outputs: [build/model.txt]
`;

/** A step that says so and waits until the test writes the file \`go\`. */
export const waiting = `fairlead: 1
name: waiting
steps:
  wait:
    run: echo ready > ready; mkfifo gate 2>/dev/null; cat gate > build/out.txt
    outputs: [build/out.txt]
  after:
    run: cp build/out.txt build/after.txt
    inputs: [build/out.txt]
    outputs: [build/after.txt]
`;

/** What differs from run to run, in words: durations, ids, times. */
export function stable(text: string): string {
  return text
    .replace(/\d+(\.\d)? m?s\b/g, 'N s')
    .replace(/pid \d+/g, 'pid N')
    .replace(/since \d\d:\d\d/g, 'since HH:MM');
}
