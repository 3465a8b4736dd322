/** From answered nodes to React Flow's. Sizes are declared, so that nothing needs measuring. */
import type { Node } from '@xyflow/react';
import type { LineageFrame, LineageNode } from '../../../../../contract/index.ts';
import type { PositionOf } from '../model/routes.ts';

export interface NodeFlags {
  readonly selected: boolean;
  /** One of several that are chosen together. */
  readonly picked: boolean;
  readonly faded: boolean;
  /** Found by the find box; `current` is the one that the arrows are at. */
  readonly match: 'none' | 'match' | 'current';
  /** The one node that Tab stops at. */
  readonly tabStop: boolean;
}

export interface NodeData extends Record<string, unknown> {
  readonly node: LineageNode;
  readonly flags: NodeFlags;
}

export type FlowNode = Node<NodeData, `lineage-${LineageNode['what']}`>;
export type FlowFrame = Node<{ readonly frame: LineageFrame }, 'lineage-frame'>;
export type AnyFlowNode = FlowNode | FlowFrame;

const sameFlags = (a: NodeFlags, b: NodeFlags) =>
  a.selected === b.selected &&
  a.picked === b.picked &&
  a.faded === b.faded &&
  a.match === b.match &&
  a.tabStop === b.tabStop;

/**
 * Makes React Flow's nodes and keeps the objects of those that did not change, since a node renders
 * again only when its `data` is another object.
 *
 * Edges are drawn on the canvas, so the nodes carry no handles.
 */
export function toFlowNodes(
  nodes: readonly LineageNode[],
  positionOf: PositionOf,
  flagsOf: (node: LineageNode) => NodeFlags,
  before: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  return nodes.map((node) => {
    const id = String(node.id);
    const flags = flagsOf(node);
    const { x, y } = positionOf(node);
    const known = before.get(id);
    const sameData = known !== undefined && known.data.node === node && sameFlags(known.data.flags, flags);
    if (sameData && known.position.x === x && known.position.y === y) return known;
    const { width, height } = node;
    return {
      id,
      type: `lineage-${node.what}`,
      position: { x, y },
      width,
      height,
      measured: { width, height },
      handles: [],
      // Nodes that are picked are dragged together.
      selected: flags.picked,
      data: sameData ? known.data : { node, flags },
    };
  });
}

/** Frames lie under the nodes and cannot be dragged. */
export function toFlowFrames(frames: readonly LineageFrame[]): FlowFrame[] {
  return frames.map((frame) => {
    const { width, height } = frame;
    return {
      id: `frame ${frame.key}`,
      type: 'lineage-frame',
      position: { x: frame.x, y: frame.y },
      width,
      height,
      measured: { width, height },
      handles: [],
      draggable: false,
      selectable: false,
      zIndex: -1,
      style: { pointerEvents: 'none' },
      data: { frame },
    };
  });
}
