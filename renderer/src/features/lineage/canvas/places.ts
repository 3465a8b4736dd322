/** From one picture to the next: where nodes start from, and where they are on the way. */
import type { LineageNode, LineageView } from '../../../../../contract/index.ts';
import type { Point } from '../model/geometry.ts';
import type { PositionOf } from '../model/routes.ts';

export interface Start {
  /** By how much the anchor lies elsewhere in the new picture; the camera jumps along. */
  readonly shift: Point;
  /** Where the nodes of the old picture are then seen, in the new one's units. */
  readonly places: ReadonlyMap<number, Point>;
}

/**
 * Where the nodes of an old picture start from, so that the anchor does not move on the screen. Null
 * when the anchor is not in both pictures. `dragged` is where nodes were put since.
 */
export function startingPlaces(
  before: LineageView,
  after: LineageView,
  anchor: number,
  dragged: ReadonlyMap<number, Point> = new Map(),
): Start | null {
  const held = before.nodes.find((node) => node.id === anchor);
  const placeOf = (node: LineageNode): Point => dragged.get(node.id) ?? node;
  const old = held && placeOf(held);
  const now = after.nodes.find((node) => node.id === anchor);
  if (!old || !now) return null;
  const shift = { x: now.x - old.x, y: now.y - old.y };
  return {
    shift,
    places: new Map(
      before.nodes.map((node) => {
        const { x, y } = placeOf(node);
        return [node.id, { x: x + shift.x, y: y + shift.y }];
      }),
    ),
  };
}

/** Positions the part `t` (0…1) of the way; new nodes are in their place from the beginning. */
export function between(places: ReadonlyMap<number, Point>, t: number): PositionOf {
  return (node: LineageNode) => {
    const start = places.get(node.id);
    if (!start) return node;
    return { x: start.x + (node.x - start.x) * t, y: start.y + (node.y - start.y) * t };
  };
}
