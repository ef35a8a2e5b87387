// What a spec means: its entries as one Pipeline. Of entries with one name the first counts, as the check says.
import type { Analysis } from '../check/analysis';
import type { Chunk } from '../check/chunk';
import type { EntryFacts } from '../check/facts';
import type { Dataset, ExecutorConfig, Pipeline, Place, Step } from '../pipeline';
import { readDataset, readExecutor } from './readDataset';
import { textOf } from './readJson';
import { placeStep } from './readStep';

/** Reads the pipeline of a spec. */
export function readPipeline(analysis: Analysis, file: string): Pipeline {
  const reading: Reading = { steps: new Map(), datasets: {}, executors: {}, texts: {} };
  for (const one of analysis.files) for (const chunk of one.chunks) readChunk(analysis, chunk, reading);
  const { knowledge } = analysis;
  const { name, description, owner } = reading.texts;
  return {
    name: name ?? file.replace(/^.*\//, '').replace(/(?:\.fairlead)?\.ya?ml$/, ''),
    ...(description !== undefined && { description }),
    ...(owner !== undefined && { owner }),
    params: knowledge.values,
    paramsFiles: [...new Set(knowledge.params.files.map((params) => params.path))],
    datasets: reading.datasets,
    steps: [...reading.steps.values()],
    executors: reading.executors,
    files: analysis.files.map((one) => one.home.file),
  };
}

interface Reading {
  readonly steps: Map<string, Step>;
  readonly datasets: Record<string, Dataset>;
  readonly executors: Record<string, ExecutorConfig>;
  readonly texts: { name?: string; description?: string; owner?: string };
}

function readChunk(analysis: Analysis, chunk: Chunk, reading: Reading): void {
  const facts = analysis.factsOf(chunk);
  if (!facts) return;
  const { section } = facts;
  if (section && (section.name === 'name' || section.name === 'description' || section.name === 'owner'))
    reading.texts[section.name] ??= textOf(section.value);
  for (const entry of facts.entries) readEntry(chunk, entry, reading);
}

function readEntry(chunk: Chunk, entry: EntryFacts, reading: Reading): void {
  const { name, section } = entry;
  if (name.startsWith('x-')) return;
  const place: Place = { file: chunk.home.file, ...chunk.position(entry.keyExtent.start) };
  if (entry.step && !reading.steps.has(name)) reading.steps.set(name, placeStep(entry.step, place));
  if (section === 'datasets' && !Object.hasOwn(reading.datasets, name))
    reading.datasets[name] = { ...readDataset(name, entry.value), place };
  const executor =
    section === 'executors' && !Object.hasOwn(reading.executors, name) ? readExecutor(entry.value) : undefined;
  if (executor) reading.executors[name] = executor;
}
