/** What the spec must complete and check by name but may not import: handed down from the composition roots. */
export interface Catalog {
  readonly executors: readonly CatalogEntry[];
  readonly driftMethods: readonly CatalogEntry[];
}

export interface CatalogEntry {
  /** The word written in the spec, e.g. `local`, `slurm`, `psi`. */
  readonly name: string;
  /** One line for completion and hover. */
  readonly title: string;
}
