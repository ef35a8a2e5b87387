// Rules about names that are used but not defined.
import type { Rule } from './rule';

const train = 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    outputs: { model: model.json }\n';

/** FL020 to FL028. */
export const nameRules: readonly Rule[] = [
  {
    code: 'FL020',
    title: 'Unknown step',
    severity: 'error',
    why: 'The step named here does not exist in this spec or its includes.',
    bad: `${train}  validate:\n    run: python validate.py\n    needs: [trian]\n`,
    good: `${train}  validate:\n    run: python validate.py\n    needs: [train]\n`,
    fix: 'Correct the name, or add the step.',
  },
  {
    code: 'FL021',
    title: 'Unknown executor',
    severity: 'error',
    why: 'A step runs where its executor says: `local`, or a name from `executors`.',
    bad: `${train}    executor: clutser\nexecutors:\n  cluster: { kind: slurm }\n`,
    good: `${train}    executor: cluster\nexecutors:\n  cluster: { kind: slurm }\n`,
    fix: 'Correct the name, or add it to `executors`.',
  },
  {
    code: 'FL022',
    title: 'Unknown dataset',
    severity: 'error',
    why: 'The dataset named here does not exist.',
    bad: 'fairlead: 1\ngates:\n  release:\n    - { dataset: flihgts, expectations: pass }\ndatasets:\n  flights: { path: flights.csv }\n',
    good: 'fairlead: 1\ngates:\n  release:\n    - { dataset: flights, expectations: pass }\ndatasets:\n  flights: { path: flights.csv }\n',
    fix: 'Correct the name, or add it to `datasets`.',
  },
  {
    code: 'FL023',
    title: 'Unknown gate',
    severity: 'error',
    why: 'A model that names a gate that does not exist could never pass it.',
    bad: `${train}gates:\n  quality: [{ metric: auc, min: 0.7 }]\nmodels:\n  flights: { from: train.model, gates: [qualty] }\n`,
    good: `${train}gates:\n  quality: [{ metric: auc, min: 0.7 }]\nmodels:\n  flights: { from: train.model, gates: [quality] }\n`,
    fix: 'Correct the name, or add it to `gates`.',
  },
  {
    code: 'FL024',
    title: 'Unknown model',
    severity: 'error',
    why: 'A deployment serves a model of `models`, as `name@alias`.',
    bad: `${train}models:\n  flights: { from: train.model }\ndeployments:\n  prod: { model: flight@champion }\n`,
    good: `${train}models:\n  flights: { from: train.model }\ndeployments:\n  prod: { model: flights@champion }\n`,
    fix: 'Correct the name, or add it to `models`.',
  },
  {
    code: 'FL025',
    title: 'Unknown evaluation',
    severity: 'error',
    why: 'A gate that reads a metric of an evaluation that does not exist could never pass.',
    bad: 'fairlead: 1\nevaluations:\n  test: { predictions: p.csv, task: binary, label: late }\ngates:\n  quality: [{ metric: evaluations.tset.auc, min: 0.7 }]\n',
    good: 'fairlead: 1\nevaluations:\n  test: { predictions: p.csv, task: binary, label: late }\ngates:\n  quality: [{ metric: evaluations.test.auc, min: 0.7 }]\n',
    fix: 'Correct the name, or add it to `evaluations`.',
  },
  {
    code: 'FL026',
    title: 'Unknown deployment',
    severity: 'error',
    why: 'A monitor watches a deployment (its request log) or a dataset.',
    bad: 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\nmonitors:\n  features: { watch: flihgts }\n',
    good: 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\nmonitors:\n  features: { watch: flights }\n',
    fix: 'Correct the name, or add it to `deployments` or `datasets`.',
  },
  {
    code: 'FL027',
    title: 'Unknown monitor',
    severity: 'error',
    why: 'A trigger that waits for a monitor that does not exist never fires.',
    bad: 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\nmonitors:\n  features: { watch: flights }\ntriggers:\n  retrain: { on: [{ alert: feature }], run: all }\n',
    good: 'fairlead: 1\ndatasets:\n  flights: { path: flights.csv }\nmonitors:\n  features: { watch: flights }\ntriggers:\n  retrain: { on: [{ alert: features }], run: all }\n',
    fix: 'Correct the name, or add it to `monitors`.',
  },
  {
    code: 'FL028',
    title: 'Unknown output',
    severity: 'error',
    why: 'The step has no output of this name.',
    bad: `${train}models:\n  flights: { from: train.modle }\n`,
    good: `${train}models:\n  flights: { from: train.model }\n`,
    fix: "Correct the name, or give the step's output this name.",
  },
];
