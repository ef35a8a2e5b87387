// The graph of steps as a call hierarchy: what feeds a step (incoming) and what it feeds (outgoing), each with the places that say so.
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  SymbolKind,
  type CallHierarchyItem,
  type Range,
} from 'vscode-languageserver';
import type { SpecDocument, SpecFeed } from '../../src/core/spec/spec';
import { feature, type Feature } from '../feature';
import { feedPlaces } from '../hierarchy/feedPlaces';
import type { Snapshot } from '../snapshot';

/** `textDocument/prepareCallHierarchy`. */
export const callHierarchy = feature({
  request: CallHierarchyPrepareRequest.type,
  capability: { callHierarchyProvider: true },
  handle(snapshot, { position }) {
    const step = stepAt(snapshot.document, position);
    const item = step === undefined ? undefined : itemOf(snapshot, step);
    return item === undefined ? null : [item];
  },
});

/** `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`. They are about an item, so they connect by themselves. */
export const callHierarchyCalls: Feature = {
  capability: {},
  connect(connection, guard, snapshot) {
    connection.onRequest(CallHierarchyIncomingCallsRequest.type, ({ item }, token) =>
      guard.request('callHierarchy/incomingCalls', token, () => {
        const open = snapshot(specOf(item));
        if (open === undefined) return null;
        return neighbours(open, ({ to }) => to === item.name, 'from').map(({ other, ranges }) => {
          return { from: other, fromRanges: ranges(other) };
        });
      }),
    );
    connection.onRequest(CallHierarchyOutgoingCallsRequest.type, ({ item }, token) =>
      guard.request('callHierarchy/outgoingCalls', token, () => {
        const open = snapshot(specOf(item));
        if (open === undefined) return null;
        return neighbours(open, ({ from }) => from === item.name, 'to').map(({ other, ranges }) => {
          return { to: other, fromRanges: ranges(item) };
        });
      }),
    );
  },
};

interface Neighbour {
  readonly other: CallHierarchyItem;
  /** The places that say so, which the protocol wants in the file of one of the two items. */
  readonly ranges: (item: CallHierarchyItem) => Range[];
}

/** The steps at the other end of some edges, each once. */
function neighbours(snapshot: Snapshot, takes: (feed: SpecFeed) => boolean, end: 'from' | 'to'): readonly Neighbour[] {
  const byName = new Map<string, SpecFeed[]>();
  for (const feed of snapshot.document.feeds().filter(takes)) {
    const known = byName.get(feed[end]);
    if (known === undefined) byName.set(feed[end], [feed]);
    else known.push(feed);
  }
  return [...byName].flatMap(([name, edges]) => {
    const other = itemOf(snapshot, name, [...new Set(edges.map(({ because }) => because))].join(', '));
    if (other === undefined) return [];
    const places = unique(edges.flatMap((feed) => feedPlaces(snapshot.document, feed)));
    const ranges = ({ uri, selectionRange }: CallHierarchyItem) =>
      uri === snapshot.uri && places.length > 0 ? places : [selectionRange];
    return [{ other, ranges }];
  });
}

/** The step whose name is under the cursor, else the one that the cursor is in. */
function stepAt(document: SpecDocument, position: Range['start']): string | undefined {
  const named = document.nameAt(position)?.name;
  if (named?.kind === 'step') return named.name;
  const context = document.contextAt(position);
  const path = context.kind === 'comment' || context.kind === 'none' ? [] : context.path;
  return path[0] === 'steps' && typeof path[1] === 'string' ? path[1] : undefined;
}

function itemOf(snapshot: Snapshot, step: string, detail?: string): CallHierarchyItem | undefined {
  const { document } = snapshot;
  const [definition] = document.definitions({ kind: 'step', name: step });
  if (definition === undefined) return undefined;
  const { file, range } = definition;
  const end = file === document.file ? document.find(['steps', step])?.value?.end : undefined;
  return {
    name: step,
    kind: SymbolKind.Function,
    ...(detail !== undefined && { detail }),
    uri: snapshot.toUri(file),
    range: { start: range.start, end: end ?? range.end },
    selectionRange: range,
    data: { specUri: snapshot.uri },
  };
}

/** The spec that an item was made from; its own file can be an include. */
function specOf({ uri, data }: CallHierarchyItem): string {
  // The protocol hands `data` back as it was given, but a client is anybody.
  const { specUri } = (data ?? {}) as { readonly specUri?: unknown };
  return typeof specUri === 'string' ? specUri : uri;
}

function unique(ranges: readonly Range[]): Range[] {
  return [...new Map(ranges.map((range) => [JSON.stringify(range), range])).values()];
}
