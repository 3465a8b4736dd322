/** Gives every node its place: the layout, what was moved by hand, and the frames of open groups. */
import { enclosing } from '../../lineage/layout/bounds.ts';
import { layout } from '../../lineage/layout/layout.ts';
import type { Bounds, PlacedEdge, Point } from '../../lineage/layout/types.ts';
import type { Grouped } from './grouping.ts';
import type { Link } from './links.ts';
import { groupNodeId } from './node-ids.ts';
import type { UnplacedNode } from './nodes.ts';
import { GEOMETRY, type Picture, type PictureFrame, type PictureRequest } from './types.ts';

/** Around the nodes of an open group, in pixels; the title stands in `top`. */
const FRAME = { side: 46, top: 34, bottom: 14 } as const;
/** Room for the "+12" stubs on both sides. */
const RANK_GAP = 140;

export interface Placed {
  readonly at: readonly Point[];
  readonly edges: readonly Pick<PlacedEdge, 'points' | 'course'>[];
  readonly frames: readonly PictureFrame[];
  readonly bounds: Picture['bounds'];
}

/** Nodes, links and frames in the order given; nodes moved by hand stand where they were put. */
export function place(
  request: PictureRequest,
  nodes: readonly UnplacedNode[],
  links: readonly Link[],
  grouped: Grouped,
): Placed {
  const position = new Map(nodes.map((node, i) => [node.id, i]));
  const pins = request.pins ?? {};
  const before = (node: UnplacedNode): Point | null =>
    pins[String(node.id)] ?? request.previous[String(node.id)] ?? null;
  const keys = [...new Set(nodes.flatMap((node) => node.group ?? []))];
  const band = new Map(keys.map((key, i) => [key, i]));
  const held = anchorOf(request, nodes, before);
  const placed = layout({
    nodes: nodes.map(({ width, height }) => ({ width, height })),
    edges: links.map(({ from, to }) => ({
      from: position.get(from)!,
      to: position.get(to)!,
      fromOffset: GEOMETRY.header / 2,
      toOffset: GEOMETRY.header / 2,
    })),
    spacing: { rankGap: RANK_GAP, bandGap: FRAME.top + FRAME.bottom + 18 },
    previous: nodes.map(before),
    ...(keys.length > 0 ? { bands: nodes.map((node) => band.get(node.group ?? '') ?? null) } : {}),
    ...(held ? { anchor: held } : {}),
  });
  const pinned = new Set(nodes.filter((node) => Object.hasOwn(pins, String(node.id))).map((node) => node.id));
  const at = nodes.map((node, i) => pins[String(node.id)] ?? placed.nodes[i]!);
  const frames = framesOf(keys, nodes, at, grouped);
  return {
    at,
    // The way that the layout found leads to where a moved node is no more.
    edges: placed.edges.map((edge, i) =>
      pinned.has(links[i]!.from) || pinned.has(links[i]!.to) ? { ...edge, points: [] } : edge,
    ),
    frames,
    bounds:
      pinned.size + frames.length === 0
        ? placed.bounds
        : around(nodes, at, frames, placed.edges, pinned.size > 0),
  };
}

/** What must not move: the node of the last action, else a root that was moved by hand. */
function anchorOf(
  { anchor, pins = {} }: PictureRequest,
  nodes: readonly UnplacedNode[],
  before: (node: UnplacedNode) => Point | null,
): { node: number; x: number; y: number } | null {
  const acted = nodes.findIndex((node) => node.id === anchor);
  const pinned = nodes.findIndex((node) => node.side === 'root' && Object.hasOwn(pins, String(node.id)));
  for (const node of [acted, pinned]) {
    const point = node < 0 ? null : before(nodes[node]!);
    if (point) return { node, x: point.x, y: point.y };
  }
  return null;
}

function framesOf(
  keys: readonly string[],
  nodes: readonly UnplacedNode[],
  at: readonly Point[],
  grouped: Grouped,
): PictureFrame[] {
  const groups = new Map([...grouped.groupOf.values()].map((group) => [group.key, group]));
  return keys.map((key) => {
    const inside = nodes.flatMap((node, i) => (node.group === key ? [{ ...node, ...at[i]! }] : []));
    const box = enclosing(inside);
    const group = groups.get(key)!;
    return {
      key,
      id: groupNodeId(key),
      label: group.label,
      detail: group.detail,
      members: inside.length,
      x: box.x - FRAME.side,
      y: box.y - FRAME.top,
      width: box.width + 2 * FRAME.side,
      height: box.height + FRAME.top + FRAME.bottom,
    };
  });
}

function around(
  nodes: readonly UnplacedNode[],
  at: readonly Point[],
  frames: readonly Bounds[],
  edges: readonly PlacedEdge[],
  moved: boolean,
): Bounds {
  const points = moved ? [] : edges.flatMap((edge) => edge.points);
  return enclosing([
    ...nodes.map(({ width, height }, i) => ({ width, height, ...at[i]! })),
    ...frames,
    ...points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })),
  ]);
}
