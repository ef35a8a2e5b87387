import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `condition` holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}
