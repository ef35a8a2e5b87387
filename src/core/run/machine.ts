// What this machine has, for scheduling.
import { readdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { attemptIo } from './ioFailure';
import type { Machine } from './resourcePool';

/** This machine; `jobs` defaults to a task per processor. GPUs are those that the environment leaves visible. */
export function thisMachine(env: Readonly<Record<string, string | undefined>>, jobs?: number): Machine {
  const cpus = availableParallelism();
  return { cpus, memoryBytes: totalmem(), gpus: visibleGpus(env.CUDA_VISIBLE_DEVICES), jobs: jobs ?? cpus };
}

/** The driver lists its devices in /proc; asking `nvidia-smi` would cost a process at each start. */
function visibleGpus(visible: string | undefined): readonly string[] {
  if (visible !== undefined)
    return visible
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== '-1');
  const devices = attemptIo('/proc', () => readdirSync('/proc/driver/nvidia/gpus'));
  return devices.ok ? devices.value.map((_, index) => String(index)) : [];
}
