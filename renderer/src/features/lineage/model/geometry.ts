/**
 * Sizes of the lineage picture in graph units (pixels at 100 % zoom). The engine lays out with the
 * same numbers (node width, header, row, footer), so changing one here means changing it there.
 */
import type { LineageNode } from '../../../../../contract/index.ts';
import type { Direction } from '../state/view-state.ts';
import { columnsHidden, columnsOf } from './nodes.ts';

export const NODE_WIDTH = 240;
export const HEADER_HEIGHT = 44;
export const ROW_HEIGHT = 22;
/** The row that says "… 14 more columns". */
export const FOOTER_HEIGHT = 20;

/** Width that a "+12" stub takes beside its node; edges end at its outer side. */
export const STUB_WIDTH = 38;

/** Below this zoom a node shows its name only, in large type. */
export const NAME_ONLY_ZOOM = 0.5;
/** Below this zoom nodes are boxes on the canvas and no node is mounted. */
export const BOX_ZOOM = 0.22;
export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2;

export type DetailLevel = 'full' | 'name' | 'box';

export function detailLevel(zoom: number): DetailLevel {
  if (zoom < BOX_ZOOM) return 'box';
  return zoom < NAME_ONLY_ZOOM ? 'name' : 'full';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** What stands beside a node: how many neighbours can be brought in, or that its step can be closed. */
export type Stub = { readonly kind: 'expand'; readonly count: number } | { readonly kind: 'collapse' };

export function stubOf(node: LineageNode, direction: Direction): Stub | null {
  const count = direction === 'upstream' ? node.hiddenUpstream : node.hiddenDownstream;
  if (count > 0) return { kind: 'expand', count };
  const expanded = direction === 'upstream' ? node.expandedUpstream : node.expandedDownstream;
  return expanded ? { kind: 'collapse' } : null;
}

/** Height at which a node's edges meet it, relative to its top. */
export const HEADER_ANCHOR = HEADER_HEIGHT / 2;

/**
 * Height of one column's row, relative to the node's top. A column that is not drawn is met at the
 * "… more" row, or at the header when the node shows no columns.
 */
export function columnAnchor(node: LineageNode, columnId: number): number {
  const columns = columnsOf(node);
  const index = columns.findIndex((column) => column.id === columnId);
  if (index >= 0) return HEADER_HEIGHT + ROW_HEIGHT * index + ROW_HEIGHT / 2;
  if (columns.length === 0) return HEADER_ANCHOR;
  return HEADER_HEIGHT + ROW_HEIGHT * columns.length + (columnsHidden(node) > 0 ? FOOTER_HEIGHT / 2 : 0);
}
