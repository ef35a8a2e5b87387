// The text of a new spec: a first one that runs as it is, or what a DVC pipeline becomes.
import { basename, dirname } from 'node:path';
import { convertDvc } from '../core/dvc/convertDvc';
import { openDiskFiles } from '../core/project/diskFiles';
import { readParamsFile } from '../core/spec/read/paramsFile';
import { err, ok, type Result } from '../core/base/result';

/** A spec to be written, and what the user should know about it. */
export interface NewSpec {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Two steps that run anywhere, so that the first `fairlead run` shows what freshness means. */
export function firstSpec(name: string): NewSpec {
  const text = `# How this model is made: each step says what it runs, what it reads and what it writes.
fairlead: 1
name: ${JSON.stringify(name)}

params:
  greeting: hello

steps:
  prepare:
    run: echo \${{ params.greeting }} > build/data.txt
    params: [greeting]
    outputs: [build/data.txt]

  train:
    # Replace it by your own: python train.py --data build/data.txt --out build/model.json
    run: cp build/data.txt build/model.txt
    inputs: [build/data.txt]
    outputs: [build/model.txt]
`;
  return { text, notes: ['It has two small steps to be replaced by your own.'] };
}

/**
 * What `dvcFile` (absolute) becomes in a spec beside it: the paths of both are relative to their folder. The conversion
 * itself never fails; a pipeline that is no YAML would become an empty spec, so that is said instead.
 */
export function convertedSpec(dvcFile: string, name: string | undefined): Result<NewSpec, string> {
  const files = openDiskFiles(dirname(dvcFile));
  const file = basename(dvcFile);
  const read = readParamsFile('dvc.yaml', files.read(file));
  if (read.kind === 'missing') return err(`${file} cannot be read; it has to be a text in UTF-8.`);
  if (read.kind === 'invalid') return err(`${file} cannot be read: ${read.message}.`);
  return ok(convertDvc(files, file, name));
}
