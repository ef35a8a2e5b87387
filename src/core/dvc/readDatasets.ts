// `.dvc` files, by which DVC tracks data, -> datasets.
import { readParamsFile } from '../spec/read/paramsFile';
import type { ProjectFiles } from '../spec/projectFiles';
import { listOf, objectOf } from './dvcFile';
import { folderOf, joinPath } from './dvcPaths';
import type { ConvertedDataset } from './writeSpec';

/** Every `.dvc` file below the folder as a dataset, named after the file. */
export function readDatasets(files: ProjectFiles, folder: string): readonly ConvertedDataset[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const taken = new Set<string>();
  return files.glob(`${prefix}**/*.dvc`).flatMap((file) => {
    // `.dvc/` is DVC's own directory.
    if (/(?:^|\/)\.dvc(?:\/|$)/.test(file)) return [];
    const read = readParamsFile('tracked.yaml', files.read(file));
    if (read.kind !== 'read') return [];
    const directory = joinPath(
      folderOf(file.slice(prefix.length)),
      typeof read.values.wdir === 'string' ? read.values.wdir : '.',
    );
    const paths = listOf(read.values.outs).flatMap((out) => {
      const { path } = objectOf(out);
      return typeof path === 'string' ? [joinPath(directory, path)] : [];
    });
    if (paths.length === 0) return [];
    const imported =
      read.values.deps !== undefined ? [`${file} imports this data: go on fetching it with 'dvc update ${file}'.`] : [];
    const description = typeof read.values.desc === 'string' ? { description: read.values.desc } : {};
    return [{ name: nameOf(file, taken), paths, notes: imported, ...description }];
  });
}

/** `data/train set.csv.dvc` -> `train_set`. */
function nameOf(file: string, taken: Set<string>): string {
  const base = file.slice(file.lastIndexOf('/') + 1, -'.dvc'.length).replace(/\.[A-Za-z0-9]+$/, '');
  const name = base.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, 'data_');
  let unique = name;
  for (let copy = 2; taken.has(unique); copy++) unique = `${name}_${String(copy)}`;
  taken.add(unique);
  return unique;
}
