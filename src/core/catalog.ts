import { executors } from './run/executors';
import type { Catalog } from './spec/catalog';

/** Which executors and drift methods this build knows; the composition roots hand it to the spec. */
export const catalog: Catalog = {
  executors: executors.map(({ kind, title }) => ({ name: kind, title })),
  driftMethods: [],
};
