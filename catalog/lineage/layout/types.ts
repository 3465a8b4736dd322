/**
 * What the layout takes and gives: plain data, so that it passes through any message channel.
 *
 * This folder imports nothing from outside it: it is a pure function from sizes to positions.
 */

/** Pixels; x grows to the right, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayoutNode {
  readonly width: number;
  readonly height: number;
}

/** An edge between node positions in `LayoutInput.nodes`; loops and parallel edges are allowed. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
  /** Where it leaves, as distance from the node's top edge; half the height where left out. */
  readonly fromOffset?: number;
  /** Where it arrives, likewise. */
  readonly toOffset?: number;
}

export interface Spacing {
  /** Between the columns of nodes. */
  readonly rankGap: number;
  /** Between nodes of a column. */
  readonly nodeGap: number;
  /** Between edges that pass through a column side by side. */
  readonly edgeGap: number;
  /** Between parts of the drawing that no edge connects. */
  readonly componentGap: number;
  /** Between bands; frames and their titles stand in it. */
  readonly bandGap: number;
}

export const DEFAULT_SPACING: Spacing = {
  rankGap: 90,
  nodeGap: 18,
  edgeGap: 9,
  componentGap: 48,
  bandGap: 64,
};

export interface LayoutInput {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  readonly spacing?: Partial<Spacing>;
  /**
   * Nodes of one band (0, 1, …) stand together, in a stretch of rows that no other band enters within the
   * columns that the band takes. Null: in no band; such nodes share a stretch of their own.
   */
  readonly bands?: readonly (number | null)[];
  /** Moves the whole drawing so that this node's top left corner is exactly here. */
  readonly anchor?: { readonly node: number; readonly x: number; readonly y: number };
  /**
   * Where nodes stood before (top left), null for new ones. Nodes that share a column of a connected
   * part keep the order that they had; new ones find their place among them. Parts come in their
   * former order.
   */
  readonly previous?: readonly (Point | null)[];
}

export interface PlacedNode {
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
  /** Column, counted from 0 at the left of the node's connected part. */
  readonly rank: number;
}

export interface PlacedEdge {
  /**
   * From the source's right side to the target's left side. Straight lines between the points touch
   * no other node, unless `direct`.
   */
  readonly points: readonly Point[];
  /** `forward` runs left to right; `feedback` closes a cycle and runs back; `loop` stays at its node. */
  readonly course: 'forward' | 'feedback' | 'loop';
  /** Set on a long edge that was not led around other nodes, because there were too many such edges. */
  readonly direct?: true;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LayoutResult {
  /** By position in the input. */
  readonly nodes: readonly PlacedNode[];
  /** By position in the input. */
  readonly edges: readonly PlacedEdge[];
  /** Holds all nodes and all points of edges. */
  readonly bounds: Bounds;
}
