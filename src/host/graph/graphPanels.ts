// The Pipeline graph panels: one for each pipeline, kept in step with what the server says.
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import type { GraphHost, GraphModel, GraphStepState, GraphView } from '../../protocol/graph';
import { connect, serve, type Remote } from '../../protocol/rpc';
import type { Pipelines } from '../pipelines/pipelines';
import { panelIds } from '../contributions';
import { Seconds } from '../seconds';
import { fillPanel } from '../webview/panel';
import type { Layouts } from './layouts';
import { toDot } from './toDot';
import { changedStates, problemOf, toGraph, toStates } from './toGraph';

/** What panels are made of. */
export interface GraphOptions {
  readonly pipelines: Pipelines;
  readonly layouts: Layouts;
  readonly extensionUri: vscode.Uri;
}

/** Opens, finds and restores panels. */
export class GraphPanels implements Disposable {
  readonly #options: GraphOptions;
  readonly #scope = new Scope();
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(options: GraphOptions) {
    this.#options = options;
    this.#scope.own(
      vscode.window.registerWebviewPanelSerializer(panelIds.graph, {
        deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
      }),
    );
  }

  /** Shows the pipeline's panel, a new one beside the editor. */
  show(uri: string): void {
    const open = this.#panels.get(uri);
    if (open) {
      open.reveal();
      return;
    }
    const beside = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    this.#fill(vscode.window.createWebviewPanel(panelIds.graph, '', beside), uri);
  }

  #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = typeof state === 'object' && state !== null && 'uri' in state ? state.uri : undefined;
    if (typeof uri === 'string') this.#fill(panel, uri);
    else panel.dispose();
    return Promise.resolve();
  }

  #fill(panel: vscode.WebviewPanel, uri: string): void {
    const { pipelines, extensionUri } = this.#options;
    const scope = new Scope();
    this.#panels.set(uri, panel);
    const name = pipelines.get(uri)?.name ?? nameOf(uri);
    const title = vscode.l10n.t('{0} graph', name);
    const port = fillPanel(panel, {
      extensionUri,
      page: 'pipelineGraph',
      title,
      icon: 'graph',
      state: { uri },
    });
    const view = scope.own(connect<GraphView>(port)).remote;
    const graph = new ShownGraph(uri, this.#options, view);
    scope.own(serve<GraphHost>(port, handlers(uri, graph)));
    const seconds = scope.own(new Seconds(() => void graph.countOn()));
    const follow = (): void => {
      seconds.run(panel.visible && pipelines.get(uri)?.running !== undefined);
      if (panel.visible) void graph.update();
    };
    scope.own(pipelines.onDidChange(follow));
    scope.own(panel.onDidChangeViewState(follow));
    follow();
    panel.onDidDispose(() => {
      this.#panels.delete(uri);
      scope.dispose();
    });
  }

  dispose(): void {
    this.#scope.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }
}

/** What one page shows now, so that only differences are sent. */
class ShownGraph {
  readonly #uri: string;
  readonly #options: GraphOptions;
  readonly #view: Remote<GraphView>;
  #dot = '';
  #problem: string | undefined;
  #states: readonly GraphStepState[] = [];

  constructor(uri: string, options: GraphOptions, view: Remote<GraphView>) {
    this.#uri = uri;
    this.#options = options;
    this.#view = view;
  }

  /** Everything, for a page that has just opened. */
  async load(): Promise<GraphModel | undefined> {
    const pipeline = this.#options.pipelines.get(this.#uri);
    if (!pipeline) return undefined;
    const dot = toDot(pipeline);
    const layout = await this.#options.layouts.layout(dot);
    // A failed layout leaves the table, which needs none.
    const model = layout.ok
      ? toGraph(pipeline, layout.value, Date.now())
      : {
          ...toGraph(pipeline, empty, Date.now()),
          problem: `The graph could not be laid out: ${layout.error}`,
        };
    this.#dot = dot;
    this.#problem = problemOf(pipeline);
    this.#states = model.states;
    return model;
  }

  /** Sends what changed. A page that is closed meanwhile rejects, which concerns nobody any more. */
  async update(): Promise<void> {
    try {
      await this.#send();
    } catch {
      return;
    }
  }

  /** Sends the steps that run, whose seconds have changed. */
  async countOn(): Promise<void> {
    const running = this.#options.pipelines.get(this.#uri)?.steps.filter(({ state }) => state === 'running') ?? [];
    const changed = changedStates(this.#states, toStates(running, Date.now()));
    if (changed.length === 0) return;
    const news = new Map(changed.map((state) => [state.step, state]));
    this.#states = this.#states.map((state) => news.get(state.step) ?? state);
    await this.#view.statesChanged(changed).catch(() => undefined); // The page is closed: nobody counts any more.
  }

  async #send(): Promise<void> {
    const pipeline = this.#options.pipelines.get(this.#uri);
    if (!pipeline) return;
    const states = toStates(pipeline.steps, Date.now());
    if (toDot(pipeline) === this.#dot && problemOf(pipeline) === this.#problem) {
      const changed = changedStates(this.#states, states);
      this.#states = states;
      if (changed.length > 0) await this.#view.statesChanged(changed);
      return;
    }
    const model = await this.load();
    if (model) await this.#view.graphChanged(model);
  }
}

const empty = { width: 0, height: 0, nodes: [], edges: [] };

function handlers(uri: string, graph: ShownGraph): Parameters<typeof serve<GraphHost>>[1] {
  const run = (command: string) => async (step?: unknown) => {
    await vscode.commands.executeCommand(command, uri, typeof step === 'string' ? step : undefined);
  };
  return {
    load: () => graph.load(),
    revealStep: run('fairlead.revealStep'),
    runStep: run('fairlead.runStep'),
    runPipeline: run('fairlead.runPipeline'),
    stopPipeline: run('fairlead.stop'),
    explainStep: run('fairlead.explainStep'),
  };
}

/** Before the server has answered, after a reload: the folder's name. */
function nameOf(uri: string): string {
  return vscode.Uri.parse(uri).path.split('/').at(-2) ?? 'Pipeline';
}
