/** Changes of the view that are about nodes of the picture, which may stand for several datasets. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { datasetsOf } from '../model/nodes.ts';
import { collapse, expand, hide, isolate, type Direction, type ViewState } from './view-state.ts';

/** Opens a step beyond every dataset that the node stands for. */
export function expandNode(
  state: ViewState,
  node: LineageNode,
  direction: Direction,
  all: boolean,
): ViewState {
  return datasetsOf(node).reduce((next, id) => expand(next, { id, direction, all }), state);
}

/** Takes back what was opened beyond the node's datasets, or else closes that side of all of them. */
export function collapseNode(state: ViewState, node: LineageNode, direction: Direction): ViewState {
  const ids = datasetsOf(node);
  const opened = ids.filter((id) =>
    state.expanded.some((step) => step.id === id && step.direction === direction),
  );
  return (opened.length > 0 ? opened : ids).reduce((next, id) => collapse(next, { id, direction }), state);
}

const allDatasetsOf = (nodes: readonly LineageNode[]): number[] => [
  ...new Set(nodes.flatMap((node) => datasetsOf(node))),
];

/** Hides the datasets of nodes. Jobs go with their datasets, so hiding one by itself does nothing. */
export function hideNodes(state: ViewState, nodes: readonly LineageNode[]): ViewState {
  return hide(state, allDatasetsOf(nodes));
}

/** Shows the datasets of nodes alone, with the paths between them. */
export function isolateNodes(state: ViewState, nodes: readonly LineageNode[]): ViewState {
  return isolate(state, allDatasetsOf(nodes));
}
