// The grammar of entries of `gates`, `models` and `deployments`: how a model is released.
import * as z from 'zod';
import type { KeyMeta } from './scalars';
import {
  duration,
  key,
  listOf,
  nameOf,
  number,
  oneOf,
  path,
  positiveCount,
  scalar,
  share,
  template,
  text,
} from './scalars';

const metricCondition = z.strictObject({
  metric: key(
    nameOf('metric', 'a metric'),
    'The metric judged, dotted: `evaluations.<name>.<metric>` or `steps.<name>.metrics.<metric>`.',
    'evaluations.test.auc',
  ),
  min: key(number, 'Smallest value that passes.', '0.70').optional(),
  max: key(number, 'Largest value that passes.').optional(),
  no_worse_than: key(text, 'An alias of the model; its value is the bar.', 'champion').optional(),
  tolerance: key(number, 'How much worse than the bar is still allowed.', '0.01').optional(),
  every: key(nameOf('column', 'a column'), 'Judges the metric in each segment of this column.', 'origin').optional(),
  max_gap: key(number, 'Largest difference allowed between two segments.', '0.10').optional(),
});

const approvalCondition = z.strictObject({
  approval: key(
    z.strictObject({
      by: key(listOf(text, 'addresses'), 'Who may approve.', '[risk@example.com]').optional(),
      count: key(positiveCount, 'How many approvals it takes. Default 1.', '1').optional(),
    }),
    'Persons have to approve.',
    '{ by: [risk@example.com], count: 1 }',
  ),
});

const datasetCondition = z.strictObject({
  dataset: key(nameOf('dataset', 'a dataset'), 'The dataset judged.', 'flights'),
  expectations: key(oneOf(['pass']), 'All expectations of the dataset hold.', 'pass'),
});

/** A gate: conditions that all have to hold. */
export const gateSchema = z
  .array(
    z
      .union([metricCondition, approvalCondition, datasetCondition])
      .meta({ words: 'a condition: metric, approval or dataset', typeName: 'condition' }),
  )
  .meta({ words: 'a list of conditions', typeName: 'list of conditions' });

/** A registered model: where it comes from and what it has to pass. */
export const modelSchema = z
  .strictObject({
    from: key(
      nameOf('output', 'a step or of its output'),
      'The output that is the model: `<step>` or `<step>.<output>`.',
      'select.model',
    ),
    description: key(text, 'What the model does.').optional(),
    gates: key(
      listOf(nameOf('gate', 'a gate'), 'names of gates'),
      'Gates it has to pass before it gets the alias.',
      '[quality]',
    ).optional(),
    alias: key(text, 'The alias a version gets when it passes.', 'challenger').optional(),
    card: key(path, 'Where the model card is kept.', 'docs/model-card.md').optional(),
  })
  .meta({ words: 'a mapping that describes a model', typeName: 'model' });

const percentage = z
  .number()
  .min(0)
  .max(100)
  .meta({ words: 'a percentage from 0 to 100', typeName: 'percentage' } satisfies KeyMeta);

const rollout = z
  .strictObject({
    strategy: key(oneOf(['canary', 'blue_green', 'all_at_once']), 'How a new revision takes over.', 'canary'),
    steps: key(listOf(percentage, 'percentages'), 'Percent of the traffic at each stage.', '[5, 25, 100]').optional(),
    every: key(duration, 'How long each stage lasts.', '10m').optional(),
    abort_when: key(
      listOf(text, 'conditions'),
      'Conditions that bring the old revision back.',
      '[error_rate > 0.02]',
    ).optional(),
  })
  .meta({ words: 'a mapping that describes a rollout', typeName: 'mapping' });

/** A deployment: a model that serves. */
export const deploymentSchema = z
  .strictObject({
    model: key(
      nameOf('model', 'a model'),
      'The model and the alias or version that serves: `name@alias`.',
      'flight-delays@champion',
    ),
    description: key(text, 'Who uses it and for what.').optional(),
    serve: key(
      template,
      'The command that starts one replica; `${{ model.path }}` and `${{ port }}` are filled in.',
      'python serve.py --model ${{ model.path }} --port ${{ port }}',
    ).optional(),
    protocol: key(
      oneOf(['mlflow', 'v2']),
      '`mlflow` (`/invocations`) or `v2` (Open Inference Protocol).',
      'mlflow',
    ).optional(),
    replicas: key(positiveCount, 'How many processes serve. Default 1.', '2').optional(),
    env: key(
      z.record(z.string(), scalar).meta({ words: 'a mapping of names to values', typeName: 'mapping' }),
      'Environment variables of the replicas.',
    ).optional(),
    secrets: key(listOf(text, 'names'), 'Names of secrets handed to the replicas.').optional(),
    rollout: key(
      rollout,
      'How a new revision takes over.',
      '{ strategy: canary, steps: [5, 25, 100], every: 10m }',
    ).optional(),
    shadow: key(
      nameOf('model', 'a model'),
      'A model that gets copies of the requests; its answers are only logged.',
      'flight-delays@challenger',
    ).optional(),
    log: key(
      z.strictObject({
        sample: key(share, 'Share of the requests that is logged.', '1.0').optional(),
        keep: key(duration, 'How long the log is kept.', '30d').optional(),
      }),
      'The request log, which monitors read.',
      '{ sample: 1.0, keep: 30d }',
    ).optional(),
  })
  .meta({ words: 'a mapping that describes a deployment', typeName: 'deployment' });
