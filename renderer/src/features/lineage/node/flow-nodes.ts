/** From answered nodes to React Flow's. Sizes are declared, so that nothing needs measuring. */
import type { Node } from '@xyflow/react';
import type { LineageNode } from '../../../../../contract/index.ts';
import type { PositionOf } from '../model/routes.ts';

export interface NodeFlags {
  readonly selected: boolean;
  readonly faded: boolean;
  /** Found by the find box; `current` is the one that the arrows are at. */
  readonly match: 'none' | 'match' | 'current';
  /** The one node that Tab stops at. */
  readonly tabStop: boolean;
}

export interface DatasetNodeData extends Record<string, unknown> {
  readonly node: LineageNode;
  readonly flags: NodeFlags;
}

export type FlowNode = Node<DatasetNodeData, 'dataset'>;

const sameFlags = (a: NodeFlags, b: NodeFlags) =>
  a.selected === b.selected && a.faded === b.faded && a.match === b.match && a.tabStop === b.tabStop;

/**
 * Makes React Flow's nodes and keeps the objects of those that did not change, since a node renders
 * again only when its `data` is another object.
 *
 * Edges are drawn on the canvas, so the nodes carry no handles.
 */
export function toFlowNodes(
  nodes: readonly LineageNode[],
  positionOf: PositionOf,
  flagsOf: (id: number) => NodeFlags,
  before: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  return nodes.map((node) => {
    const id = String(node.id);
    const flags = flagsOf(node.id);
    const { x, y } = positionOf(node);
    const known = before.get(id);
    const sameData = known !== undefined && known.data.node === node && sameFlags(known.data.flags, flags);
    if (sameData && known.position.x === x && known.position.y === y) return known;
    const { width, height } = node;
    return {
      id,
      type: 'dataset',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      handles: [],
      data: sameData ? known.data : { node, flags },
    };
  });
}
