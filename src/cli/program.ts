// The command line: which commands and options there are. Each command's code is loaded when it is called, so that a
// short one never pays for a long one.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exitCodes, exitCodesHelp, type ExitCode } from './exitCodes';
import type { Command as Run, Shell } from './shell';

/** Reads the command line and runs its command. */
export async function runProgram(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done.code;
  const program = describeProgram(shell, (code) => (exitCode = code));
  try {
    refuseUnknownHelp(program, args);
    await program.parseAsync(bareForce(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its message or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done.code : exitCodes.usage.code;
    throw error;
  }
}

/** Commander would answer `help nothing` with the whole help and no word about what is wrong. */
function refuseUnknownHelp(program: Command, [first, topic]: readonly string[]): void {
  if (first !== 'help' || topic === undefined || topic.startsWith('-')) return;
  if (!program.commands.some((command) => command.name() === topic)) program.error(`error: unknown command '${topic}'`);
}

/** The program's description, for running and for the generated page; `end` receives a command's exit code. */
export function describeProgram(shell: Shell, end: (code: ExitCode) => void): Command {
  /** Loads a command's module and runs it with the options that commander collected. */
  const action =
    <Options>(load: () => Promise<Run<Options>>) =>
    async (options: Options) =>
      end(await (await load())(options, shell));

  const program = new Command('fairlead')
    .description('Makes, judges and ships models as fairlead.yaml says.')
    .helpCommand('help [command]', 'explain a command')
    .option('--no-color', 'no colour (also: NO_COLOR=1; FORCE_COLOR=1 for colour in a pipe)')
    .addHelpText('after', `\n${exitCodesHelp()}`)
    .version(FAIRLEAD_VERSION, '-V, --version', 'print the version')
    .showSuggestionAfterError()
    .showHelpAfterError('("fairlead --help" or "fairlead <command> --help" explains more)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => shell.out.write(text), writeErr: (text) => shell.err.write(text) });

  const command = (nameAndArgs: string, description: string) =>
    program.command(nameAndArgs).description(description).option('--no-color', 'no colour');
  const file = (flags = '-f, --file <spec>') =>
    new Option(flags, 'the spec, or its folder (default: the nearest fairlead.yaml upward)');
  const json = (what: string) => new Option('--json', what);

  command('init', 'write a first fairlead.yaml, from dvc.yaml where there is one')
    .addOption(
      new Option(
        '-f, --file <spec>',
        'the spec to write (default: fairlead.yaml, beside the DVC pipeline where one is named)',
      ),
    )
    .option('--name <name>', 'the name of the pipeline (default: the folder’s)')
    .option('--from-dvc [dvc.yaml]', 'convert this DVC pipeline')
    .option('--force', 'overwrite a spec that exists')
    .addOption(json('print what was written as JSON'))
    .action(action(async () => (await import('./commands/init')).init));

  command('check', 'check the spec and print every problem')
    .addOption(file())
    .addOption(json('print the problems as JSON'))
    .action(action(async () => (await import('./commands/check')).check));

  selection(command('plan [steps...]', 'say what a run would do, and why').addOption(file()))
    .option('--all', 'each task with each reason, fresh ones too')
    .addOption(json('print the plan as JSON'))
    .action((steps: string[], options: object) =>
      action(async () => (await import('./commands/plan')).plan)({ ...options, steps }),
    );

  selection(
    command('run [steps...]', 'run what is not fresh: everything, or these steps and what they need').addOption(file()),
  )
    .option('-j, --jobs <number>', 'how many tasks run at once (default: as many as there are CPUs)', positiveInteger)
    .option('-k, --keep-going', 'after a failure go on with what does not depend on it')
    .option('-n, --dry-run', 'say what would run, and run nothing')
    .option('-w, --wait', 'wait for another run of this pipeline to end')
    .option('--hardlinks', 'outputs from the cache are read-only links to it instead of copies: for large data')
    .addOption(json('print every event as a line of JSON'))
    .action((steps: string[], options: object) =>
      action(async () => (await import('./commands/run')).run)({ ...options, steps }),
    );

  command('runs', 'list the recorded runs, newest first')
    .addOption(file())
    .option('--step <step>', 'only the runs of this step')
    .option('--failed', 'only the runs that did not end well')
    .option('--executions', 'whole executions instead of their tasks')
    .option('-n, --limit <number>', 'at most this many', positiveInteger, 20)
    .addOption(new Option('--csv', 'print the runs as CSV, with every param and metric').conflicts('json'))
    .addOption(json('print the runs as JSON'))
    .action(action(async () => (await import('./commands/runs')).runs));

  command('logs <step>', 'print the last log of a step or task')
    // -f follows, as it does in every other program that prints logs.
    .addOption(file('--file <spec>'))
    .option('-f, --follow', 'keep printing while it grows')
    .addOption(json('print where the log is, as JSON'))
    .action((step: string, options: object) =>
      action(async () => (await import('./commands/logs')).logs)({ ...options, step }),
    );

  command('diff [from] [to]', 'what changed between two runs, or between a run and the workspace')
    .addOption(file())
    .addOption(json('print the differences as JSON'))
    .addHelpText(
      'after',
      '\nA run is named by its id, the beginning of it, or a step (its last run). Without [to]: the workspace.',
    )
    .action((from: string | undefined, to: string | undefined, options: object) =>
      action(async () => (await import('./commands/diff')).diff)({ ...options, from, to }),
    );

  command('gc', 'remove cached outputs that neither a lock file nor the last runs of this folder name')
    .addOption(file())
    .option('--keep <number>', 'what this many of the last runs made stays restorable', wholeNumber, 10)
    .option('-n, --dry-run', 'say what would be removed, and remove nothing')
    .addOption(json('print what was removed as JSON'))
    .action(action(async () => (await import('./commands/gc')).gc));

  command('version', 'print the version and what runs it')
    .addOption(json('print it as JSON'))
    .action(action(async () => (await import('./commands/version')).version));

  return program;
}

/** The options by which `plan` and `run` choose tasks. */
function selection(command: Command): Command {
  return command
    .option('--only <steps>', 'these steps alone, nothing they need', someNames)
    .option('--from <steps>', 'these steps and everything that depends on them', someNames)
    .option('--until <steps>', 'these steps and everything they need (as naming them does)', someNames)
    .option('--force [steps]', 'run although fresh: everything selected, or --force=<steps>', names)
    .addHelpText(
      'after',
      '\nSteps are separated by commas; a task of a matrix is named in quotes: "train[rate=0.1,depth=3]".' +
        '\n--from and --until together: what lies between them. --only adds to what the others select.',
    );
}

/** An empty name, such as that of an unset shell variable, must not come to mean everything. */
function someNames(value: string, previous: readonly string[] | undefined): readonly string[] {
  const all = names(value, previous);
  if (all.length === (previous?.length ?? 0)) throw new InvalidArgumentError('It must name a step.');
  return all;
}

/** `a,b` and repeated options add up; a comma inside the brackets of a task id does not split. */
function names(value: string, previous: readonly string[] | boolean | undefined): readonly string[] {
  const listed = value.split(/,(?![^[]*\])/).map((name) => name.trim());
  return [...(Array.isArray(previous) ? (previous as readonly string[]) : []), ...listed.filter((name) => name !== '')];
}

function positiveInteger(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

/** `run --force train` means "train, although fresh": commander would take the next word as the option's value. */
function bareForce(args: readonly string[]): string[] {
  const selects = args[0] === 'run' || args[0] === 'plan';
  return args.map((word) => (selects && word === '--force' ? '--force=' : word));
}
