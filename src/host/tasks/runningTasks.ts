// The runs that this window started, so that they can be stopped as Ctrl-C would: outputs put back, journal closed.
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import { taskType } from '../contributions';

interface Running {
  readonly execution: vscode.TaskExecution;
  readonly pid: number;
  asked: boolean;
}

/** Follows the editor's own task events. */
export class RunningTasks implements Disposable {
  readonly #scope = new Scope();
  readonly #running = new Map<vscode.TaskExecution, Running>();

  constructor() {
    this.#scope.own(
      vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => {
        if (execution.task.definition.type !== taskType) return;
        this.#running.set(execution, { execution, pid: processId, asked: false });
      }),
    );
    this.#scope.own(vscode.tasks.onDidEndTaskProcess(({ execution }) => this.#running.delete(execution)));
  }

  /** Asks every run whose task passes `matches` to stop; asked a second time, a run is ended at once. How many there were. */
  stop(matches: (task: vscode.Task) => boolean): number {
    const stopping = [...this.#running.values()].filter(({ execution }) => matches(execution.task));
    for (const run of stopping) this.#stopOne(run);
    return stopping.length;
  }

  #stopOne(run: Running): void {
    // Windows has no signals: there, ending the terminal is what closes the console, which the program takes as a stop.
    if (run.asked || process.platform === 'win32' || !interrupt(run.pid)) run.execution.terminate();
    run.asked = true;
  }

  dispose(): void {
    this.#scope.dispose();
  }
}

function interrupt(pid: number): boolean {
  try {
    process.kill(pid, 'SIGINT');
    return true;
  } catch {
    return false; // It has just ended by itself.
  }
}
