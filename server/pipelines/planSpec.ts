// Plans one spec from the disk; where no plan can be made, says why and still gives the steps as far as they can be read.
import { catalog } from '../../src/core/catalog';
import { openDiskFiles } from '../../src/core/project/diskFiles';
import { openProject } from '../../src/core/project/openProject';
import type { ProjectFailure } from '../../src/core/project/project';
import { openSpec } from '../../src/core/spec/openSpec';
import type { Pipeline } from '../../src/core/spec/pipeline';
import { baseName, parentOf } from '../paths';
import type { Planned } from './planner';
import { problemText } from './problemText';

/** What planning the spec at an absolute path brings to light; undefined when there is no such file. */
export async function planSpec(specPath: string): Promise<Planned | undefined> {
  const project = openProject(parentOf(specPath), baseName(specPath));
  const planned = await project.plan({});
  if (planned.ok) return { pipeline: planned.value.pipeline, plan: planned.value.plan, errors: 0 };
  const failure = planned.error;
  if (failure.kind === 'spec-missing') return undefined;
  return { pipeline: readAnyway(specPath), problem: problemText(failure), errors: errorCount(failure) };
}

function errorCount(failure: ProjectFailure): number {
  if (failure.kind === 'plan-problems') return failure.problems.length;
  if (failure.kind !== 'spec-errors') return 1;
  return failure.diagnostics.filter(({ severity }) => severity === 'error').length;
}

/** A spec with errors still has steps worth showing. */
function readAnyway(specPath: string): Pipeline | undefined {
  const files = openDiskFiles(parentOf(specPath));
  const file = baseName(specPath);
  const text = files.read(file);
  return text === undefined ? undefined : openSpec(text, { file, files, catalog }).pipeline();
}
