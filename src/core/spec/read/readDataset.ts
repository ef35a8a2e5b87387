// The plain value of an entry of `datasets` or `executors` -> what the pipeline holds of it.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';
import type { Dataset, ExecutorConfig } from '../pipeline';
import { mapping, texts, textOf, textOrTexts, toTemplate } from './readJson';

/** Reads the entry `name` of `datasets`. */
export function readDataset(name: string, value: Json): Omit<Dataset, 'place'> {
  const dataset = mapping(value);
  const target = textOf(dataset.target);
  return {
    name,
    paths: textOrTexts(dataset.path).map(toTemplate),
    ...(target !== undefined && { target }),
    segments: texts(dataset.segments),
  };
}

/** Reads an entry of `executors`: its kind, and all else as that kind's options. */
export function readExecutor(value: Json): ExecutorConfig | undefined {
  if (!isJsonObject(value) || typeof value.kind !== 'string') return undefined;
  const { kind, ...options } = value;
  return { kind, options };
}
