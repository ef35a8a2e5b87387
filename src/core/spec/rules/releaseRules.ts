// Rules about what judges, serves and watches a model: figures, aliases, stages, times.
import type { Rule } from './rule';

const test = 'fairlead: 1\nevaluations:\n  test:\n    predictions: p.csv\n    task: binary\n    label: late\n';
const segmented = `${test}    segments: [origin]\n`;
const model =
  'fairlead: 1\nsteps:\n  train: { run: python train.py, outputs: { model: model.json } }\nmodels:\n  flights: { from: train.model, alias: challenger }\n';
const dataset = 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\n';

/** FL060 to FL065. */
export const releaseRules: readonly Rule[] = [
  {
    code: 'FL060',
    title: 'Metric that nothing produces',
    severity: 'error',
    why: 'A gate on a figure that does not exist never passes. Reported are metrics of another task than that of the evaluation, misspelt ones, and names that lack a part. Metrics that a step logs by itself are known only after it has run: they are never reported.',
    bad: `${test}gates:\n  quality: [{ metric: evaluations.test.acuracy, min: 0.7 }]\n`,
    good: `${test}gates:\n  quality: [{ metric: evaluations.test.accuracy, min: 0.7 }]\n`,
    fix: 'Write `evaluations.<name>.<metric>` with a metric of its task, or `steps.<name>.metrics.<metric>`.',
  },
  {
    code: 'FL061',
    title: 'Segment that is not computed',
    severity: 'error',
    why: 'A gate that judges `every` segment needs an evaluation that is computed by that column: the evaluation names it under `segments`, or a dataset does.',
    bad: `${segmented}gates:\n  fairness: [{ metric: evaluations.test.recall, every: carrier, max_gap: 0.1 }]\n`,
    good: `${segmented}gates:\n  fairness: [{ metric: evaluations.test.recall, every: origin, max_gap: 0.1 }]\n`,
    fix: 'Correct the name, or add it to `segments` of the evaluation.',
  },
  {
    code: 'FL062',
    title: 'Alias that looks misspelt',
    severity: 'hint',
    why: 'An alias points to a version of a model. Here it is nearly, but not quite, one that a model declares, or `champion` or `challenger`. Any other alias may have been given by hand and is never reported.',
    bad: `${model}deployments:\n  prod: { model: flights@chalenger }\n`,
    good: `${model}deployments:\n  prod: { model: flights@challenger }\n`,
    fix: 'Correct the alias, or declare it as `alias` of the model.',
  },
  {
    code: 'FL063',
    title: 'Rollout whose stages do not rise',
    severity: 'error',
    why: 'Each stage of a canary gives the new revision more of the traffic. A stage that is not above the one before would take traffic back, or wait for nothing.',
    bad: `${model}deployments:\n  prod:\n    model: flights@champion\n    rollout: { strategy: canary, steps: [25, 5, 100] }\n`,
    good: `${model}deployments:\n  prod:\n    model: flights@champion\n    rollout: { strategy: canary, steps: [5, 25, 100] }\n`,
    fix: 'Write the stages in rising order.',
  },
  {
    code: 'FL064',
    title: 'Schedule that is no cron expression',
    severity: 'error',
    why: 'A trigger whose schedule cannot be read, or whose date no month has, never fires.',
    bad: 'fairlead: 1\ntriggers:\n  retrain: { on: [{ schedule: "0 25 * * 1" }], run: all }\n',
    good: 'fairlead: 1\ntriggers:\n  retrain: { on: [{ schedule: "0 3 * * 1" }], run: all }\n',
    fix: 'Five fields: minute (0–59), hour (0–23), day (1–31), month (1–12 or `jan`–`dec`), weekday (0–7 or `sun`–`sat`). Each is `*`, a number, a list `1,15`, a range `1-5` or a step `*/10`. `@hourly`, `@daily`, `@weekly`, `@monthly` and `@yearly` work too.',
  },
  {
    code: 'FL065',
    title: 'Unknown drift method',
    severity: 'error',
    why: 'Drift is measured by a method that exists, or by `auto`, which chooses one for each column.',
    bad: `${dataset}monitors:\n  features: { watch: flights, drift: { method: pis } }\n`,
    good: `${dataset}monitors:\n  features: { watch: flights, drift: { method: psi } }\n`,
    fix: 'Correct the name, or write `auto`.',
  },
];
