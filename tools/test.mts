// `npm test`: every stage, a line each; `npm test -- unit` one of them, `-- check` and `-- e2e` a group. What follows a stage's name goes to it.
import { forgetVsix } from './lib/build.mts';
import { main } from './lib/main.mts';
import { bold, clearProgress, dim, duration, green, progress, red, say, Stop, yellow } from './lib/say.mts';
import { stages } from './stages/index.mts';
import { clip, type Outcome, type Stage } from './stages/stage.mts';

/** A log that is read by people: a stage's failures get so many characters. */
const failureLimit = 5000;

await main(async (args) => {
  const [name, ...rest] = args;
  const begun = Date.now();
  const outcomes: Outcome[] = [];
  forgetVsix();
  for (const stage of choose(name)) outcomes.push(await runStage(stage, rest));
  const sum = (count: (outcome: Outcome) => number): number => outcomes.map(count).reduce((a, b) => a + b, 0);
  const failed = sum((outcome) => outcome.failed);
  const skipped = sum((outcome) => outcome.skipped);
  say(dim(`All stages: ${duration(Date.now() - begun)}`));
  say(
    `${String(sum((outcome) => outcome.passed))} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`,
  );
  return failed === 0 ? 0 : 1;
});

function choose(name: string | undefined): readonly Stage[] {
  if (name === undefined) return stages;
  const chosen = stages.filter((stage) => stage.name === name || stage.groups.includes(name));
  if (chosen.length > 0) return chosen;
  throw new Stop(
    `No stage is called '${name}'. There are: ${stages.map((stage) => stage.name).join(', ')}; groups: check, e2e.`,
  );
}

async function runStage(stage: Stage, args: readonly string[]): Promise<Outcome> {
  const begun = Date.now();
  const label = `${stage.name.padEnd(10)} ${stage.title}`;
  const ticking = setInterval(() => progress(`${label} … ${duration(Date.now() - begun)}`), 1000);
  const outcome = await stage.run(args).finally(() => clearInterval(ticking));
  clearProgress();
  say(
    `${mark(outcome)} ${bold(stage.name.padEnd(10))} ${stage.title}: ${words(outcome)} ${dim(`(${duration(Date.now() - begun)})`)}`,
  );
  if (outcome.failures.length > 0) say(clip(outcome.failures.join('\n\n'), failureLimit));
  return outcome;
}

function mark(outcome: Outcome): string {
  if (outcome.failed > 0) return red('✗');
  return outcome.passed === 0 ? yellow('-') : green('✓');
}

function words({ passed, failed, skipped, note }: Outcome): string {
  const counts = [
    ...(passed > 0 ? [`${String(passed)} passed`] : []),
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
  ];
  return counts.join(', ') + (note ? ` (${note})` : '');
}
