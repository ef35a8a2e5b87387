// All stages, in the order in which they run: the quick ones first, and what is built before what uses it.
import { checks } from './checks.mts';
import { editor } from './editor.mts';
import { build, pack } from './product.mts';
import type { Stage } from './stage.mts';
import { ui } from './ui.mts';
import { vitestStages } from './vitest.mts';

export const stages: readonly Stage[] = [...checks, build, ...vitestStages, pack, editor, ui];
