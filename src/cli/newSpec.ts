// The text of a new spec: a first one that runs as it is, or what a DVC pipeline becomes.
import { relative } from 'node:path';
import { convertDvc } from '../core/dvc/convertDvc';
import { openDiskFiles } from '../core/project/diskFiles';
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
