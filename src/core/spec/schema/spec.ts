// The grammar of a whole spec: the one source of checks, completion, hover, the JSON schema and the reference.
import * as z from 'zod';
import { datasetSchema, evaluationSchema } from './data';
import { deploymentSchema, gateSchema, modelSchema } from './release';
import { key, listOf, money, path, text } from './scalars';
import { stepSchema } from './step';
import { monitorSchema, triggerSchema } from './watch';

function entriesOf<T extends z.ZodType>(entry: T, words: string): z.ZodRecord<z.ZodString, T> {
  return z.record(z.string(), entry).meta({ words: `a mapping of ${words}`, typeName: `mapping of ${words}` });
}

const executorSchema = z
  .looseObject({ kind: key(text, 'Which executor it is, e.g. `local`, `slurm`.', 'slurm') })
  .meta({ words: 'a mapping with kind and the options of that kind', typeName: 'executor' });

/** Everything a `fairlead.yaml` may hold. Keys that begin with `x-` are the user's own and are added by the readers of this schema. */
export const specSchema = z.strictObject({
  fairlead: key(z.literal(1).meta({ words: '1', typeName: '1' }), 'The version of the grammar.', '1'),
  name: key(
    text,
    'The name of the project in views and records. Default: the name of its folder.',
    'flight-delays',
  ).optional(),
  description: key(text, 'What the project is for, in a sentence.').optional(),
  owner: key(text, 'Who answers for it.', 'ml@example.com').optional(),
  include: key(listOf(path, 'paths'), 'Other files of this spec: paths or globs.', '[specs/*.yaml]').optional(),
  tracking: key(
    z.strictObject({
      uri: key(text, 'An MLflow server. Default: the store in the project.', 'https://mlflow.example.com').optional(),
      experiment: key(
        text,
        'The experiment that runs are recorded in. Default: the name of the project.',
        'flight-delays',
      ).optional(),
    }),
    'Where runs are recorded.',
    '{ experiment: flight-delays }',
  ).optional(),
  params: key(
    z
      .union([path, listOf(path, 'paths'), z.record(z.string(), z.unknown())])
      .meta({ words: 'a file, a list of files or a mapping', typeName: 'path | list of paths | mapping' }),
    'What can be tuned: a file, a list of files, or a mapping written here.',
    'params.yaml',
  ).optional(),
  datasets: key(entriesOf(datasetSchema, 'datasets'), 'Data the project works with.').optional(),
  steps: key(entriesOf(stepSchema, 'steps'), 'How the model is made.').optional(),
  evaluations: key(entriesOf(evaluationSchema, 'evaluations'), 'How predictions are judged.').optional(),
  gates: key(entriesOf(gateSchema, 'gates'), 'What a model has to pass.').optional(),
  models: key(entriesOf(modelSchema, 'models'), 'Models that are registered.').optional(),
  deployments: key(entriesOf(deploymentSchema, 'deployments'), 'Models that serve.').optional(),
  monitors: key(entriesOf(monitorSchema, 'monitors'), 'What is watched in use.').optional(),
  triggers: key(entriesOf(triggerSchema, 'triggers'), 'When steps run by themselves.').optional(),
  executors: key(
    entriesOf(executorSchema, 'executors'),
    'Places where steps can run, by name.',
    '{ cluster: { kind: slurm, partition: gpu } }',
  ).optional(),
  budget: key(
    z.strictObject({
      prices: key(path, 'The price file.', 'prices.yaml').optional(),
      per_run: key(money, 'What one run may cost.', '5 USD').optional(),
    }),
    'What running may cost.',
    '{ prices: prices.yaml, per_run: 5 USD }',
  ).optional(),
});

/** A top-level key of the grammar. */
export type SectionName = keyof typeof specSchema.shape;

/** Sections whose entries are cut apart and read one by one. */
export const containers = [
  'params',
  'datasets',
  'steps',
  'evaluations',
  'gates',
  'models',
  'deployments',
  'monitors',
  'triggers',
  'executors',
] as const;

/** A section whose value is a mapping of named entries. */
export type Container = (typeof containers)[number];

/** Whether a top-level key holds named entries. */
export function isContainer(section: string): section is Container {
  return (containers as readonly string[]).includes(section);
}
