/**
 * Where the parts of the map stand. A box is a grid of equal cells, one a dataset; boxes are packed into columns in the
 * order of the flow, so that what feeds others stands to their left. Pure, deterministic, without overlaps.
 */

/** Sizes in units of the map; at a zoom of 1 they are screen pixels. */
export const CELL = { width: 168, height: 30, gap: 8 } as const;
export const BOX = { padding: 16, head: 40, gap: 48 } as const;
const FRAME = { padding: 40, head: 72, gap: 120 } as const;
/** Width to height of a box, and of the map as a whole. */
const BOX_RATIO = 1.4;
const MAP_RATIO = 1.6;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BoxPlace extends Place {
  /** Cells side by side. */
  readonly columns: number;
}

/** Size of a box with so many datasets. */
function boxOf(count: number): { readonly width: number; readonly height: number; readonly columns: number } {
  const [across, down] = [CELL.width + CELL.gap, CELL.height + CELL.gap];
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * down * BOX_RATIO) / across))));
  const rows = Math.ceil(count / columns);
  return {
    columns,
    width: columns * across - CELL.gap + 2 * BOX.padding,
    height: rows * down - CELL.gap + BOX.padding + BOX.head,
  };
}

interface Sized {
  readonly width: number;
  readonly height: number;
}

/** Fills columns from the top, one after the other, in the order given. */
function pack<Item extends Sized>(items: readonly Item[], gap: number, ratio: number) {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const tallest = items.reduce((most, { height }) => Math.max(most, height), 0);
  const room = Math.max(tallest, Math.sqrt(area / ratio));
  let [x, y, widest, height] = [0, 0, 0, 0];
  const placed = items.map((item) => {
    if (y > 0 && y + item.height > room) {
      x += widest + gap;
      [y, widest] = [0, 0];
    }
    const at = { ...item, x, y };
    y += item.height + gap;
    widest = Math.max(widest, item.width);
    height = Math.max(height, at.y + item.height);
    return at;
  });
  return { placed, width: x + widest, height };
}

export interface GroupToPlace {
  readonly count: number;
  /** Of the frame around it; -1 for none. */
  readonly frame: number;
  /** How far down the flow it lies, on average. */
  readonly depth: number;
}

export interface OverviewLayout {
  readonly boxes: readonly BoxPlace[];
  readonly frames: readonly Place[];
  readonly bounds: Place;
}

/** Places of groups and frames, in the order given. Groups of one call are all within frames, or none is. */
export function placeOverview(groups: readonly GroupToPlace[], frameCount: number): OverviewLayout {
  const order = groups
    .map(({ count, depth, frame }, index) => ({ index, depth, frame, count, ...boxOf(count) }))
    .sort((a, b) => a.depth - b.depth || b.count - a.count || a.index - b.index);
  const boxes: BoxPlace[] = [];
  const settle = (box: (typeof order)[number] & { x: number; y: number }, dx: number, dy: number) => {
    const { columns, width, height } = box;
    boxes[box.index] = { x: box.x + dx, y: box.y + dy, width, height, columns };
  };
  if (frameCount === 0) {
    const { placed, width, height } = pack(order, BOX.gap, MAP_RATIO);
    for (const box of placed) settle(box, 0, 0);
    return { boxes, frames: [], bounds: { x: 0, y: 0, width, height } };
  }
  const inside = Array.from({ length: frameCount }, (): typeof order => []);
  for (const box of order) inside[box.frame]?.push(box);
  const sized = inside.map((own, index) => {
    const packed = pack(own, BOX.gap, BOX_RATIO);
    const total = own.reduce((sum, { count }) => sum + count, 0);
    return {
      index,
      packed,
      depth: own.reduce((sum, { depth, count }) => sum + depth * count, 0) / Math.max(1, total),
      width: packed.width + 2 * FRAME.padding,
      height: packed.height + FRAME.padding + FRAME.head,
    };
  });
  const all = pack(
    sized.sort((a, b) => a.depth - b.depth || a.index - b.index),
    FRAME.gap,
    MAP_RATIO,
  );
  const frames: Place[] = [];
  for (const { index, packed, x, y, width, height } of all.placed) {
    frames[index] = { x, y, width, height };
    for (const box of packed.placed) settle(box, x + FRAME.padding, y + FRAME.head);
  }
  return { boxes, frames, bounds: { x: 0, y: 0, width: all.width, height: all.height } };
}
