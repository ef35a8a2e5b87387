// Tasks of type `fairlead`: one for each pipeline and each step, and those that a tasks.json names.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PipelineView } from '../../protocol/pipelines';
import type { Pipelines } from '../pipelines/pipelines';
import { offeredTasks, toFairleadTask, type FairleadTask } from './definition';
import { makeTask, toDefinition, type TaskContext } from './makeTask';

/** Makes tasks; `cli` is the absolute path of the terminal program. */
export class FairleadTasks implements vscode.TaskProvider {
  readonly #pipelines: Pipelines;
  readonly #cli: string;

  constructor(pipelines: Pipelines, cli: string) {
    this.#pipelines = pipelines;
    this.#cli = cli;
  }

  /** What the server knows now. Asked before it has answered, the list is short rather than late. */
  provideTasks(): vscode.Task[] {
    if (!vscode.workspace.isTrusted) return [];
    return this.#pipelines
      .all()
      .flatMap((pipeline) =>
        offeredTasks(pipeline, specName(pipeline)).map((task) => this.forPipeline(pipeline, task)),
      );
  }

  /** A task of tasks.json: its definition names the spec relative to the folder. */
  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (!folder) return undefined;
    const wanted = toFairleadTask(task.definition);
    const specPath = path.resolve(folder.uri.fsPath, wanted.spec ?? 'fairlead.yaml');
    const pipelineName = path.basename(path.dirname(specPath));
    return makeTask(wanted, { cli: this.#cli, folder, specPath, pipelineName, several: false }, task.definition);
  }

  /** A task for a pipeline that the server knows. */
  forPipeline(pipeline: PipelineView, task: Omit<FairleadTask, 'type' | 'spec'>): vscode.Task {
    const context: TaskContext = {
      cli: this.#cli,
      folder: folderOf(pipeline),
      specPath: pipeline.specPath,
      pipelineName: pipeline.name,
      several: this.#pipelines.all().length > 1,
    };
    const full: FairleadTask = { ...task, type: 'fairlead', spec: specName(pipeline) };
    return makeTask(full, context, toDefinition(full));
  }
}

function folderOf(pipeline: PipelineView): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(pipeline.uri));
}

/** The spec as a tasks.json would name it: relative to its folder, with `/` on every system. */
function specName(pipeline: PipelineView): string {
  const folder = folderOf(pipeline);
  if (!folder) return pipeline.specPath;
  return path.relative(folder.uri.fsPath, pipeline.specPath).split(path.sep).join('/');
}
