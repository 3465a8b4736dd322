/** Where the title of a group's frame stands, relative to the frame. Pure. */
import type { Rect } from './geometry.ts';

const EDGE = 8;
const TOP = 4;
/** Room that the title takes at least, in screen pixels. */
const LEAST_WIDTH = 160;
const HEIGHT = 24;
/** Titles grow against the zoom, but not beyond what the frame's head has room for. */
const LARGEST = 1.25;

/** Follows the sight to the right, so that it can be read wherever in the frame one is. */
export function titlePlace(
  frame: Rect,
  [x, , zoom]: readonly [number, number, number],
): { left: number; top: number; scale: number } {
  const scale = Math.min(LARGEST, Math.max(1, 1 / zoom));
  const sight = -x / zoom - frame.x + EDGE / zoom;
  const last = Math.max(EDGE, frame.width - LEAST_WIDTH * scale);
  return {
    left: Math.round(Math.min(last, Math.max(EDGE, sight))),
    top: scale * HEIGHT > HEIGHT + 2 * TOP ? 0 : TOP,
    scale,
  };
}
