/** Where the picture is looked at from: pure arithmetic on viewports `{ x, y, zoom }`. */
import type { LineageView } from '../../../../../contract/index.ts';
import { MAX_ZOOM, MIN_ZOOM, type Point, type Rect } from './geometry.ts';

export interface Camera extends Point {
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room left around a picture that is fitted, in screen pixels; stubs and panels stand in it. */
const PADDING = 56;
/** The second line of a node is readable without effort from here on. */
const READABLE_ZOOM = 0.85;

export function centreOn(point: Point, zoom: number, size: Size): Camera {
  return { x: size.width / 2 - point.x * zoom, y: size.height / 2 - point.y * zoom, zoom };
}

const middle = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** Shows all of a rectangle, never larger than 100 %. */
export function fit(rect: Rect, size: Size, largest = 1): Camera {
  const room = {
    width: Math.max(1, size.width - 2 * PADDING),
    height: Math.max(1, size.height - 2 * PADDING),
  };
  const scale = Math.min(room.width / Math.max(1, rect.width), room.height / Math.max(1, rect.height));
  return centreOn(middle(rect), Math.min(largest, MAX_ZOOM, Math.max(MIN_ZOOM, scale)), size);
}

/** First look: everything when it stays readable, else the first root and what lies around it at a readable size. */
export function firstLook(view: LineageView, size: Size): Camera {
  const all = fit(view.bounds, size);
  const root = view.nodes.find((node) => node.side === 'root') ?? view.nodes[0];
  if (all.zoom >= READABLE_ZOOM || !root) return all;
  const centred = centreOn(
    { x: root.x + root.width / 2, y: root.y + Math.min(root.height, 300) / 2 },
    READABLE_ZOOM,
    size,
  );
  return within(centred, view.bounds, size);
}

/** Shifts a camera so that it spends no room beyond the picture while other parts of it are cut off. */
function within(camera: Camera, bounds: Rect, size: Size): Camera {
  const along = (offset: number, start: number, length: number, room: number) => {
    const drawn = length * camera.zoom;
    if (drawn <= room - 2 * PADDING) return (room - drawn) / 2 - start * camera.zoom;
    const most = PADDING - start * camera.zoom;
    return Math.min(most, Math.max(most - (drawn + 2 * PADDING - room), offset));
  };
  return {
    ...camera,
    x: along(camera.x, bounds.x, bounds.width, size.width),
    y: along(camera.y, bounds.y, bounds.height, size.height),
  };
}

/** Moves as little as needed to bring a rectangle into sight; the same camera when it is. */
export function reveal(camera: Camera, rect: Rect, size: Size, smallestZoom = MIN_ZOOM): Camera {
  if (camera.zoom < smallestZoom) return centreOn(middle(rect), smallestZoom, size);
  const shift = (start: number, length: number, room: number) => {
    const margin = Math.min(PADDING, room / 8);
    if (start < margin || length > room - 2 * margin) return margin - start;
    return Math.min(0, room - margin - (start + length));
  };
  const [left, top] = [rect.x * camera.zoom + camera.x, rect.y * camera.zoom + camera.y];
  const dx = shift(left, rect.width * camera.zoom, size.width);
  const dy = shift(top, rect.height * camera.zoom, size.height);
  return dx === 0 && dy === 0 ? camera : { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** In a map even a single node stays small, so that it reads as a map. */
const LARGEST_MAP_ZOOM = 0.12;

/** Scale and offset that map the whole picture into a small map of the given size. */
export function mapScale(bounds: Rect, size: Size): Camera {
  const room =
    Math.min(size.width / Math.max(1, bounds.width), size.height / Math.max(1, bounds.height)) * 0.92;
  const zoom = Math.min(LARGEST_MAP_ZOOM, room);
  return centreOn(middle(bounds), zoom, size);
}
