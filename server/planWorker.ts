// The thread that plans: everything that reads, parses and digests whole pipelines, away from typing.
import { parentPort } from 'node:worker_threads';
import { followExecutions } from '../src/core/project/followExecutions';
import { projectPaths, type ProjectPaths } from '../src/core/base/paths';
import { lockHolder } from '../src/core/run/writerLock';
import { baseName, parentOf } from './paths';
import { findSpecs } from './pipelines/findSpecs';
import type { ToPlanWorker } from './pipelines/messages';
import { Planner } from './pipelines/planner';
import { planSpec } from './pipelines/planSpec';

const port = parentPort;
if (port === null) throw new Error('planWorker.js is started by server.js as a worker thread');

const planner = new Planner({
  findSpecs,
  plan: planSpec,
  follow: (specPath, listener) => followExecutions(pathsOf(specPath), listener),
  isExecuting: (specPath) => lockHolder(pathsOf(specPath).writerLock) !== undefined,
  post: (message) => port.postMessage(message),
});

// Only the server's own `Pipelines` posts to this port.
port.on('message', (message: ToPlanWorker) => planner.receive(message));

function pathsOf(specPath: string): ProjectPaths {
  return projectPaths(parentOf(specPath), baseName(specPath));
}
