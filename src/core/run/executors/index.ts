import type { Executor } from '../executor';
import { local } from './local';

/** Every executor this build knows; a new one is one file and one line here. */
export const executors: readonly Executor[] = [local];
