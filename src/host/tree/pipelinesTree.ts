// The view Pipelines: hands the rows of toTree to the editor, and redraws those that changed.
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import type { Pipelines } from '../pipelines/pipelines';
import { viewIds } from '../contributions';
import { elapsedText } from '../pipelines/look';
import { Seconds } from '../seconds';
import { progressText } from '../statusText';
import { changedRows } from './changedRows';
import { toTree, type TreeRow } from './toTree';

/** A row's handle: the editor remembers handles by identity, so one is kept for each id while the row changes. */
export interface RowHandle {
  readonly id: string;
  row: TreeRow;
}

/** Shows the view until disposed. */
export function openPipelinesTree(pipelines: Pipelines): Disposable {
  const scope = new Scope();
  const provider = scope.own(new RowProvider());
  const view = scope.own(
    vscode.window.createTreeView(viewIds.pipelines, { treeDataProvider: provider, showCollapseAll: true }),
  );
  const seconds = scope.own(new Seconds(() => provider.countOn()));
  const count = (): void => seconds.run(view.visible && provider.counts);
  const redraw = (): void => {
    provider.show(toTree(pipelines.all()));
    count();
    view.badge = badge(pipelines);
    view.description = progressText(pipelines.all());
    view.message = restrictedMessage(pipelines);
  };
  scope.own(pipelines.onDidChange(redraw));
  scope.own(view.onDidChangeVisibility(count));
  scope.own(vscode.workspace.onDidGrantWorkspaceTrust(redraw));
  redraw();
  return scope;
}

/** Said above the rows alone: a message in an empty view would stand in place of its welcome text. */
function restrictedMessage(pipelines: Pipelines): string | undefined {
  if (vscode.workspace.isTrusted || pipelines.all().length === 0) return undefined;
  return vscode.l10n.t('Restricted Mode: everything is shown, nothing is run.');
}

/** Failed steps, on the icon in the activity bar. */
function badge(pipelines: Pipelines): vscode.ViewBadge | undefined {
  const failed = pipelines.all().flatMap(({ steps }) => steps.filter(({ state }) => state === 'failed')).length;
  return failed === 0 ? undefined : { value: failed, tooltip: vscode.l10n.t('{0} failed steps', failed) };
}

class RowProvider implements vscode.TreeDataProvider<RowHandle> {
  readonly #changed = new vscode.EventEmitter<RowHandle | RowHandle[] | undefined>();
  readonly #handles = new Map<string, RowHandle>();
  readonly #parents = new Map<string, string>();
  #roots: readonly TreeRow[] = [];
  #running: readonly RowHandle[] = [];
  readonly onDidChangeTreeData = this.#changed.event;

  show(roots: readonly TreeRow[]): void {
    const changed = changedRows(this.#roots, roots);
    this.#roots = roots;
    this.#index(roots);
    if (changed === 'all') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed.map((id) => this.#handle(id)));
  }

  /** Whether any row shows how long it has been running. */
  get counts(): boolean {
    return this.#running.length > 0;
  }

  /** Redraws the rows that run, alone. */
  countOn(): void {
    this.#changed.fire([...this.#running]);
  }

  getChildren(parent?: RowHandle): RowHandle[] {
    return (parent ? parent.row.children : this.#roots).map(({ id }) => this.#handle(id));
  }

  getParent(handle: RowHandle): RowHandle | undefined {
    const parent = this.#parents.get(handle.id);
    return parent === undefined ? undefined : this.#handle(parent);
  }

  getTreeItem({ row }: RowHandle): vscode.TreeItem {
    const item = new vscode.TreeItem(row.label, collapsible[row.open]);
    item.id = row.id;
    item.description = description(row);
    item.tooltip = new vscode.MarkdownString(row.tooltip);
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
    );
    item.contextValue = row.context;
    item.accessibilityInformation = { label: row.spoken };
    if (row.open === 'leaf') item.command = { command: 'fairlead.revealStep', title: '', arguments: [{ row }] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #index(roots: readonly TreeRow[]): void {
    const seen = new Set<string>();
    this.#parents.clear();
    const visit = (row: TreeRow, parent: string | undefined): void => {
      seen.add(row.id);
      const handle = this.#handles.get(row.id);
      if (handle) handle.row = row;
      else this.#handles.set(row.id, { id: row.id, row });
      if (parent !== undefined) this.#parents.set(row.id, parent);
      for (const child of row.children) visit(child, row.id);
    };
    for (const root of roots) visit(root, undefined);
    for (const id of this.#handles.keys()) if (!seen.has(id)) this.#handles.delete(id);
    this.#running = [...this.#handles.values()].filter(({ row }) => row.runningSince !== undefined);
  }

  #handle(id: string): RowHandle {
    const handle = this.#handles.get(id);
    if (!handle) throw new Error(`no row ${id}: rows are asked for by ids that show() has indexed`);
    return handle;
  }
}

/** `running 12 s`: counted here, so that the rows themselves stay the same from second to second. */
function description({ description: text, runningSince }: TreeRow): string {
  return runningSince === undefined ? text : `${text} ${elapsedText(Date.now() - runningSince)}`;
}

const collapsible = {
  leaf: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  opened: vscode.TreeItemCollapsibleState.Expanded,
} as const;
