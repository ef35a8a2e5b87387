// Where a name is defined: in the spec, its includes, or for params in their files.
import type { Location } from '../../base/text';
import type { Analysis } from '../check/analysis';
import type { ProjectFiles } from '../projectFiles';
import { findParam } from '../read/paramsFile';
import type { SpecName } from '../spec';
import { placesOf } from './find';

/** All definitions of a name. */
export function definitions(analysis: Analysis, name: SpecName, files: ProjectFiles): readonly Location[] {
  const own = placesOf(analysis, name, 'definition');
  if (name.kind !== 'param') return own;
  const path = name.name.split('.');
  const inFiles = analysis.knowledge.params.files.flatMap((file): readonly Location[] => {
    const text = files.read(file.path);
    const range = text === undefined ? undefined : findParam(file.path, text, path);
    return range ? [{ file: file.path, range }] : [];
  });
  return [...own, ...inFiles];
}
