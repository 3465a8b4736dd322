/** What is drawn: plain data, the same for a screen, a file and a report; and how large it will be. */
import type { LayoutInput, LayoutNode, Point } from '../layout/types.ts';
import type { Tone } from './palette.ts';
import { clip, textWidth } from './text.ts';

export interface Badge {
  readonly text: string;
  readonly tone?: Tone;
}

export interface DrawnColumn {
  readonly name: string;
  readonly badges?: readonly Badge[];
}

export interface DrawnNode {
  readonly name: string;
  /** As shown: `table`, `view`, `dbt model` … */
  readonly kind: string;
  /** Second line: the namespace or the schema. */
  readonly detail?: string;
  readonly badges?: readonly Badge[];
  readonly columns?: readonly DrawnColumn[];
  /** Columns that are not listed; drawn as `… 14 more`. */
  readonly moreColumns?: number;
  /** What the drawing is about. */
  readonly root?: boolean;
  /** No longer stated by any source; drawn hollow. */
  readonly retired?: boolean;
  /** Lineage stops here although it should go on. */
  readonly gap?: boolean;
  /** Position in `Drawing.groups` of the open group that it stands in. */
  readonly group?: number;
  /** Neighbours that are not in the drawing; drawn as `+12`. */
  readonly hiddenUpstream?: number;
  readonly hiddenDownstream?: number;
}

/**
 * Between tables an edge is observed in a run, only declared, or inferred from code or by a rule; between columns
 * direct or indirect.
 */
export type EdgeStyle = 'observed' | 'declared' | 'inferred' | 'direct' | 'indirect';

export interface DrawnEdge {
  /** Positions in `Drawing.nodes`. */
  readonly from: number;
  readonly to: number;
  readonly style: EdgeStyle;
  /** Positions in the `columns` of either node. */
  readonly fromColumn?: number;
  readonly toColumn?: number;
  /** Shown where a pointer rests on it: the job, the transformation. */
  readonly title?: string;
  /** Stands on the line: how well it is verified. */
  readonly label?: string;
}

/** The frame of an open group. */
export interface DrawnGroup {
  readonly label: string;
  readonly detail: string;
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly groups?: readonly DrawnGroup[];
  /** Top left corners of the nodes, where they were put in their places; otherwise they are laid out. */
  readonly places?: readonly Point[];
}

/** Room around the nodes of an open group; its name stands in `top`. */
export const FRAME = { side: 26, top: 32, bottom: 14 } as const;

/** Width of a node's box: as wide as its texts need, within these. */
export const NODE_WIDTH = 240;
const WIDEST_NODE = 960;
export const HEADER_HEIGHT = 44;
export const BADGES_HEIGHT = 22;
export const ROW_HEIGHT = 20;
const BOTTOM = 6;
/** Distance of text from the sides of the box. */
export const PADDING = 10;
export const NAME_SIZE = 13;
export const SMALL = 11;
/** Semibold letters are wider by so much. */
export const BOLD = 1.1;
export const BADGE_SIZE = 10;
export const BADGE_GAP = 4;
/** Widths are not measured beyond so many characters: nothing that long fits. */
const MEASURED = 200;

export const badgeWidth = (badge: Badge): number =>
  Math.min(110, textWidth(clip(badge.text, 60), BADGE_SIZE) + 10);

export const badgesWidth = (badges: readonly Badge[]): number =>
  badges.reduce((sum, badge) => sum + badgeWidth(badge), 0) + BADGE_GAP * Math.max(0, badges.length - 1);

/** Size of a node's box in pixels. */
export function nodeSize(node: DrawnNode): LayoutNode {
  const rows = (node.columns?.length ?? 0) + (node.moreColumns ? 1 : 0);
  return { width: nodeWidth(node), height: rowTop(node, rows) + (rows > 0 ? BOTTOM : 0) };
}

function nodeWidth({ name, detail = '', kind, badges = [], columns = [] }: DrawnNode): number {
  const small = (text: string): number => textWidth(text.slice(0, MEASURED), SMALL);
  const wanted = Math.max(
    textWidth(name.slice(0, MEASURED), NAME_SIZE) * BOLD + 1,
    small(detail) + small(kind) + PADDING + 1,
    badgesWidth(badges),
    ...columns.map((column) => small(column.name) + badgesWidth(column.badges ?? []) + BADGE_GAP + 1),
  );
  return Math.ceil(Math.min(WIDEST_NODE, Math.max(NODE_WIDTH, wanted + 2 * PADDING)));
}

/** Top of a column's row as distance from the top of the box. */
export function rowTop(node: DrawnNode, row: number): number {
  return HEADER_HEIGHT + (node.badges?.length ? BADGES_HEIGHT : 0) + row * ROW_HEIGHT;
}

/** The layout's input for a drawing: sizes, edges that end at their columns, and open groups as bands. */
export function layoutInput({ nodes, edges, groups = [] }: Drawing): LayoutInput {
  const framed = {
    spacing: { rankGap: 90 + 2 * FRAME.side, bandGap: FRAME.top + FRAME.bottom + 18 },
    bands: nodes.map(({ group }) => group ?? null),
  };
  return {
    ...(groups.length > 0 ? framed : {}),
    nodes: nodes.map(nodeSize),
    edges: edges.map(({ from, to, fromColumn, toColumn }) => ({
      from,
      to,
      fromOffset: portOffset(nodes[from], fromColumn),
      toOffset: portOffset(nodes[to], toColumn),
    })),
  };
}

/** Middle of the column's row; of the header where there is no such column. */
export function portOffset(node: DrawnNode | undefined, column: number | undefined): number {
  if (!node || column === undefined || !node.columns?.[column]) return HEADER_HEIGHT / 2;
  return rowTop(node, column) + ROW_HEIGHT / 2;
}
