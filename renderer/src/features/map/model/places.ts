/** Where things are on the map, and what lies where: arithmetic in units of the map. */
import type { Overview, OverviewGroup } from '../../../../../contract/index.ts';
import type { Camera, Size } from '../../lineage/model/camera.ts';
import type { Point, Rect } from '../../lineage/model/geometry.ts';

/** What is chosen: a group, and in it perhaps a dataset (its position in the list of all). */
export interface Spot {
  readonly group: number;
  readonly dataset: number | null;
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export const LARGEST_ZOOM = 1.5;

export function cellAt(map: Overview, group: OverviewGroup, within: number): Rect {
  const { width, height, gap, padding, head } = map.cell;
  return {
    x: group.x + padding + (within % group.columns) * (width + gap),
    y: group.y + head + Math.floor(within / group.columns) * (height + gap),
    width,
    height,
  };
}

/** What lies at a point; datasets only where they are large enough to be meant. */
export function spotAt(map: Overview, { x, y }: Point, datasets: boolean): Spot | null {
  const at = map.groups.findIndex(
    (group) => x >= group.x && x <= group.x + group.width && y >= group.y && y <= group.y + group.height,
  );
  const group = map.groups[at];
  if (!group) return null;
  const { width, height, gap, padding, head } = map.cell;
  const column = Math.floor((x - group.x - padding) / (width + gap));
  const row = Math.floor((y - group.y - head) / (height + gap));
  const within = row * group.columns + column;
  const inGrid = column >= 0 && column < group.columns && row >= 0 && within < group.count;
  return { group: at, dataset: datasets && inGrid ? group.first + within : null };
}

const middle = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The group where walking begins: the one at the upper left. */
export function firstGroup(map: Overview): number {
  return map.groups.reduce((best, { x, y }, at) => {
    const least = map.groups[best]!;
    return x + y < least.x + least.y ? at : best;
  }, 0);
}

/** The next group in a direction: near, and rather straight ahead than aside. The same where there is none. */
export function nextGroup(map: Overview, from: number, arrow: Arrow): number {
  const start = map.groups[from];
  if (!start) return firstGroup(map);
  const here = middle(start);
  let [best, least] = [from, Infinity];
  map.groups.forEach((group, at) => {
    const there = middle(group);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const across = arrow === 'ArrowLeft' || arrow === 'ArrowRight';
    const ahead = across ? dx : dy;
    const aside = Math.abs(across ? dy : dx);
    const forward = arrow === 'ArrowLeft' || arrow === 'ArrowUp' ? -ahead : ahead;
    const far = forward + 2 * aside;
    if (at !== from && forward > 0 && far < least) [best, least] = [at, far];
  });
  return best;
}

/** The next dataset of a group in a direction; the same at its border. */
export function nextDataset(group: OverviewGroup, dataset: number, arrow: Arrow): number {
  const within = dataset - group.first;
  const column = within % group.columns;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -group.columns, ArrowDown: group.columns }[arrow];
  if (arrow === 'ArrowLeft' && column === 0) return dataset;
  if (arrow === 'ArrowRight' && column === group.columns - 1) return dataset;
  const next = within + step;
  return next < 0 || next >= group.count ? dataset : group.first + next;
}

/** Shows all of a rectangle, as large as fits. */
export function fitRect(rect: Rect, size: Size, largest = 1): Camera {
  const room = { width: Math.max(1, size.width - 48), height: Math.max(1, size.height - 48) };
  const zoom = Math.min(
    largest,
    room.width / Math.max(1, rect.width),
    room.height / Math.max(1, rect.height),
  );
  const { x, y } = middle(rect);
  return { x: size.width / 2 - x * zoom, y: size.height / 2 - y * zoom, zoom };
}

/** Zooms around a point of the screen, between the whole map and {@link LARGEST_ZOOM}. */
export function zoomAround(camera: Camera, factor: number, at: Point, smallest: number): Camera {
  const zoom = Math.min(LARGEST_ZOOM, Math.max(smallest, camera.zoom * factor));
  const ratio = zoom / camera.zoom;
  return { zoom, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio };
}
