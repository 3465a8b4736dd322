import { useMemo } from 'react';
import type { DatasetRef } from '../../../../../contract/index.ts';
import { NO_EMPHASIS, type Emphasis } from '../canvas/edge-style.ts';
import { alongPath, alongTrace, lineOf, type ViewIndex } from '../model/view-index.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Find } from './use-find.ts';

interface Sources {
  readonly index: ViewIndex | undefined;
  readonly state: ViewState;
  readonly path: readonly DatasetRef[] | null;
  readonly find: Find;
}

/** What is lit: a column trace, else a path, else what is found, else the line of the selected node. */
export function useEmphasis({ index, state, path, find }: Sources): Emphasis {
  const { trace, selection } = state;
  const { matches } = find;
  const dimmed = useMemo(
    () => new Set((index?.view.nodes ?? []).flatMap((node) => (node.dimmed ? [node.id] : []))),
    [index],
  );
  const lit = useMemo(() => {
    if (!index) return NO_EMPHASIS;
    const edge =
      selection?.on === 'edge'
        ? index.outgoing.get(selection.from)?.find((other) => other.to === selection.to)
        : undefined;
    const selectedEdge = edge?.id ?? null;
    const traced = trace ? alongTrace(index) : null;
    if (traced && traced.nodes.size > 0)
      return { highlight: traced, fade: true, tracing: true, selectedEdge };
    if (path) {
      return {
        highlight: alongPath(
          index,
          path.map((node) => node.id),
        ),
        fade: true,
        tracing: false,
        selectedEdge,
      };
    }
    if (matches.length > 0) {
      const found = { nodes: new Set(matches.map((node) => node.id)), edges: new Set<string>() };
      return { highlight: found, fade: true, tracing: false, selectedEdge };
    }
    const highlight =
      selection?.on === 'node' && index.nodes.has(selection.id) ? lineOf(index, selection.id) : null;
    return { highlight, fade: false, tracing: false, selectedEdge };
  }, [index, trace, selection, path, matches]);
  return useMemo(() => ({ ...lit, dimmed }), [lit, dimmed]);
}
