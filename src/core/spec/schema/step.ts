// The grammar of an entry of `steps`.
import * as z from 'zod';
import {
  count,
  duration,
  flag,
  key,
  listOf,
  nameOf,
  number,
  oneOf,
  path,
  pathTemplate,
  scalar,
  size,
  template,
  text,
} from './scalars';

/** The stages of a model's life, in their order. */
export const phases = ['gather', 'analyze', 'prepare', 'train', 'validate', 'deploy', 'monitor'] as const;

const outputDetails = z
  .strictObject({
    path: key(pathTemplate, 'Where the step writes it, relative to the project.', 'build/model.json'),
    cache: key(flag, 'Whether the content is kept in the cache. Default `true`.', 'false').optional(),
    persist: key(
      flag,
      'Whether the old content stays in place before the step runs, for steps that append to it. Default `false`.',
      'true',
    ).optional(),
  })
  .meta({ words: 'a mapping with path, cache and persist', typeName: 'mapping' });

const output = z.union([pathTemplate, outputDetails]);

const matrix = z
  .object({
    include: key(
      listOf(z.record(z.string(), z.unknown()), 'mappings'),
      'Extra combinations, or extra values for existing ones, as in GitHub Actions.',
      '[{ rate: 0.5, depth: 8 }]',
    ).optional(),
    exclude: key(
      listOf(z.record(z.string(), z.unknown()), 'mappings'),
      'Combinations to leave out, as in GitHub Actions.',
      '[{ rate: 0.1, depth: 8 }]',
    ).optional(),
  })
  .catchall(
    z.union([z.array(z.unknown()), template]).meta({
      words: 'a list of values, or an expression that gives one',
      typeName: 'list',
      template: true,
      description: 'An axis: the step runs once for each value, and for each combination of axes.',
      example: '[0.01, 0.1]',
    }),
  )
  .meta({ words: 'a mapping of axes to lists', typeName: 'mapping of axes' });

const pick = z
  .strictObject({
    from: key(nameOf('step', 'a step'), 'The matrix step to choose from.', 'train'),
    by: key(text, 'The metric that decides: `metrics.<name>`, dotted as in the metrics file.', 'metrics.auc'),
    best: key(oneOf(['min', 'max']), 'Whether the smallest or the largest value wins.', 'max'),
    output: key(
      nameOf('output', 'an output'),
      'The name of the output to copy. Not needed when the step has exactly one.',
      'model',
    ).optional(),
    as: key(pathTemplate, 'Where the chosen output is copied to.', 'build/model.json'),
  })
  .meta({ words: 'a mapping with from, by, best and as', typeName: 'mapping' });

const resources = z
  .strictObject({
    cpus: key(number.positive(), 'Processor cores the step keeps busy. Default 1.', '2').optional(),
    memory: key(size, 'Memory the step needs.', '4GiB').optional(),
    gpus: key(count, 'GPUs the step needs. Default 0.', '1').optional(),
  })
  .meta({ words: 'a mapping with cpus, memory and gpus', typeName: 'mapping' });

const retries = z
  .strictObject({
    times: key(count, 'How often a failed task is tried again. Default 0.', '2').optional(),
    backoff: key(
      duration,
      'How long to wait before the first retry; doubled each time. Default `1s`.',
      '5s',
    ).optional(),
  })
  .meta({ words: 'a mapping with times and backoff', typeName: 'mapping' });

/** A step: what it does, reads and makes. */
export const stepSchema = z
  .strictObject({
    description: key(text, 'What the step is for, in a sentence.').optional(),
    phase: key(oneOf(phases), "The stage of the model's life; groups steps in the views.", 'train').optional(),
    run: key(
      template,
      'The shell command. Values of expressions are quoted for the shell.',
      'python steps/train.py',
    ).optional(),
    pick: key(
      pick,
      'Chooses the best task of a matrix step by a metric and copies its output. A step has either `run` or `pick`.',
      '{ from: train, by: metrics.auc, best: max, as: build/model.json }',
    ).optional(),
    working_directory: key(
      path,
      'Where `run` starts, relative to the project. Paths of inputs and outputs stay relative to the project.',
      'services/api',
    ).optional(),
    matrix: key(
      matrix,
      'Runs the step once for each combination of the values of its axes.',
      '{ rate: [0.01, 0.1] }',
    ).optional(),
    inputs: key(
      z
        .union([listOf(pathTemplate, 'paths'), z.record(z.string(), pathTemplate)])
        .meta({ words: 'a list of paths, or a mapping of names to paths', typeName: 'paths' }),
      'Files, directories or globs that the step reads. The step is stale when one of them changes. An address such as `s3://…` is handed to the command as it is; what lies there is not watched.',
      '[steps/train.py, build/train.csv]',
    ).optional(),
    outputs: key(
      z
        .union([listOf(output, 'paths'), z.record(z.string(), output)])
        .meta({ words: 'a list of paths, or a mapping of names to paths', typeName: 'paths' }),
      'Files or directories that the step makes. Kept in the cache and published whole or not at all.',
      '{ model: build/model.json }',
    ).optional(),
    metrics: key(
      listOf(pathTemplate, 'paths'),
      'Metrics files (JSON, YAML or TOML) that the step writes.',
      '[build/metrics.json]',
    ).optional(),
    params: key(
      listOf(nameOf('param', 'a param'), 'names of params'),
      'Params that the step depends on, dotted; a name stands for everything below it.',
      '[prepare, train.rate]',
    ).optional(),
    needs: key(
      listOf(nameOf('step', 'a step'), 'names of steps'),
      'Steps that come first although no file says so.',
      '[select]',
    ).optional(),
    resources: key(
      resources,
      'What the step needs; steps run side by side as far as the machine allows.',
      '{ cpus: 2, memory: 4GiB }',
    ).optional(),
    timeout: key(duration, 'The step and all its processes are ended after this time.', '10m').optional(),
    retries: key(retries, 'How a failed task is tried again.', '{ times: 2, backoff: 5s }').optional(),
    env: key(
      z.record(z.string(), scalar).meta({ words: 'a mapping of names to values', typeName: 'mapping' }),
      'Environment variables of the step.',
      '{ OMP_NUM_THREADS: "2" }',
    ).optional(),
    secrets: key(
      listOf(text, 'names'),
      "Names of secrets; their values come from the editor's secret store or the environment.",
      '[HF_TOKEN]',
    ).optional(),
    executor: key(
      nameOf('executor', 'an executor'),
      'Where the step runs: `local` or a name from `executors`. Default `local`.',
      'local',
    ).optional(),
    frozen: key(flag, 'The step never runs again although its inputs changed. Default `false`.', 'true').optional(),
    always_changed: key(flag, 'The step runs every time. Default `false`.', 'true').optional(),
  })
  .meta({ words: 'a mapping that describes a step', typeName: 'step' });
