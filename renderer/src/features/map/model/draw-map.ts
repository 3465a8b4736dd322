/** Draws the map on a canvas: only what is in sight, and as much of it as can be read at the zoom. */
import type { Overview, OverviewGroup } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import type { Palette } from '../../lineage/canvas/palette.ts';
import type { Camera, Size } from '../../lineage/model/camera.ts';
import type { Rect } from '../../lineage/model/geometry.ts';
import type { Colours } from './colours.ts';
import { cellAt, type Spot } from './places.ts';
import { groupLabel } from './group-label.ts';

export interface MapScene {
  readonly map: Overview;
  readonly colours: Colours;
  readonly palette: Palette;
  /** By dataset: 1 where it is found; null: nothing is looked for. */
  readonly found: Uint8Array | null;
  readonly spot: Spot | null;
}

/** Cells lower than this on the screen are drawn as shares of their group. Pixels. */
const SHARES_BELOW = 3;
/** Names are written in cells from this zoom on. */
export const NAMES_FROM = 0.42;
/** Flows drawn at most, strongest first; those of the chosen group always. */
export const FLOWS_DRAWN = 400;

/** `moving`: flows are thin, as wide curves take longer than a frame; their widths come back once the map is still. */
export function drawMap(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  camera: Camera,
  size: Size,
  ratio: number,
  moving: boolean,
): void {
  const { map, palette } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, size.width, size.height);
  const { x, y, zoom } = camera;
  const sight: Rect = { x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom };
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  for (const frame of map.frames) {
    if (!meets(frame, sight)) continue;
    context.strokeStyle = palette.faded;
    context.lineWidth = 1.5 / zoom;
    context.strokeRect(frame.x, frame.y, frame.width, frame.height);
  }
  drawFlows(context, scene, zoom, sight, moving);
  const shown = map.groups.flatMap((group, at) => (meets(group, sight) ? [{ group, at }] : []));
  for (const { group } of shown) {
    context.fillStyle = palette.surface;
    context.fillRect(group.x, group.y, group.width, group.height);
    if (map.cell.height * zoom < SHARES_BELOW) drawShares(context, scene, group);
  }
  if (map.cell.height * zoom >= SHARES_BELOW) drawCells(context, scene, shown, zoom, sight);
  for (const { group, at } of shown) {
    const chosen = scene.spot?.group === at;
    context.strokeStyle = chosen ? palette.strong : palette.edge;
    context.lineWidth = (chosen ? 3 : 1) / zoom;
    context.strokeRect(group.x, group.y, group.width, group.height);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const { group } of shown) groupName(context, scene, group, camera);
  for (const frame of map.frames) if (meets(frame, sight)) frameName(context, scene, frame, camera);
}

const meets = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + b.width && a.x + a.width >= b.x && a.y <= b.y + b.height && a.y + a.height >= b.y;

/** Which flows are drawn: positions in the list of flows. */
export function flowsDrawn(map: Overview, spot: Spot | null): number[] {
  const { from, to } = map.flows;
  return from.flatMap((start, at) =>
    at < FLOWS_DRAWN || start === spot?.group || to[at] === spot?.group ? [at] : [],
  );
}

function drawFlows(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  zoom: number,
  sight: Rect,
  moving: boolean,
): void {
  const { map, palette, spot } = scene;
  const { from, to, count } = map.flows;
  for (const at of flowsDrawn(map, spot)) {
    const [start, end] = [map.groups[from[at]!]!, map.groups[to[at]!]!];
    const [x1, y1] = [start.x + start.width, start.y + start.height / 2];
    const [x2, y2] = [end.x, end.y + end.height / 2];
    const reach = Math.max(60, Math.abs(x2 - x1) / 2);
    const box = {
      x: Math.min(x1, x2) - reach,
      y: Math.min(y1, y2),
      width: Math.abs(x2 - x1) + 2 * reach,
      height: Math.abs(y2 - y1),
    };
    if (!meets(box, sight)) continue;
    const own = spot !== null && (from[at] === spot.group || to[at] === spot.group);
    context.globalAlpha = own ? 0.95 : spot === null ? 0.45 : 0.15;
    context.strokeStyle = own ? palette.strong : palette.edge;
    context.lineWidth = (moving && !own ? 1 : 1 + Math.min(6, Math.log2(count[at]!))) / zoom;
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo(x1 + reach, y1, x2 - reach, y2, x2, y2);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Far out: how much of a group is of each colour. */
function drawShares(context: CanvasRenderingContext2D, scene: MapScene, group: OverviewGroup): void {
  const { colours, found, palette } = scene;
  const counts = colours.classes.map(() => 0);
  let faded = 0;
  for (let i = group.first; i < group.first + group.count; i++) {
    if (found && found[i] === 0) faded++;
    else counts[colours.of[i]!]!++;
  }
  let { x } = group;
  const part = (colour: string, count: number) => {
    if (count === 0) return;
    const width = (group.width * count) / group.count;
    context.fillStyle = colour;
    context.fillRect(x, group.y, width, group.height);
    x += width;
  };
  colours.classes.forEach(({ colour }, at) => part(colour, counts[at]!));
  part(palette.boxFaded, faded);
}

interface Shown {
  readonly group: OverviewGroup;
  readonly at: number;
}

function drawCells(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  shown: readonly Shown[],
  zoom: number,
  sight: Rect,
): void {
  const { map, colours, found, palette, spot } = scene;
  const named = zoom >= NAMES_FROM;
  // One path a colour: thousands of cells are a dozen fills.
  const paths = [...colours.classes.map(() => new Path2D()), new Path2D()];
  const faded = colours.classes.length;
  const names: { readonly cell: Rect; readonly dataset: number }[] = [];
  const { height, gap, head } = map.cell;
  for (const { group } of shown) {
    const first = Math.max(0, Math.floor((sight.y - group.y - head) / (height + gap)));
    const last = Math.ceil((sight.y + sight.height - group.y - head) / (height + gap));
    for (let i = first * group.columns; i < Math.min(group.count, last * group.columns); i++) {
      const cell = cellAt(map, group, i);
      if (cell.x > sight.x + sight.width || cell.x + cell.width < sight.x) continue;
      const dataset = group.first + i;
      const look = found && found[dataset] === 0 ? faded : colours.of[dataset]!;
      paths[look]!.rect(cell.x, cell.y, named ? 6 : cell.width, cell.height);
      if (named) names.push({ cell, dataset });
    }
  }
  if (named) nameCells(context, scene, names);
  paths.forEach((path, look) => {
    context.fillStyle = colours.classes[look]?.colour ?? palette.boxFaded;
    context.fill(path);
  });
  const chosen = spot && map.groups[spot.group];
  if (!chosen || spot.dataset === null) return;
  const cell = cellAt(map, chosen, spot.dataset - chosen.first);
  context.strokeStyle = palette.strong;
  context.lineWidth = 3 / zoom;
  context.strokeRect(cell.x, cell.y, cell.width, cell.height);
}

function nameCells(
  context: CanvasRenderingContext2D,
  { map, palette, found }: MapScene,
  cells: readonly { readonly cell: Rect; readonly dataset: number }[],
): void {
  context.font = '13px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.strokeStyle = palette.faded;
  context.lineWidth = 1;
  for (const { cell, dataset } of cells) {
    const lit = found?.[dataset] === 1;
    if (lit) {
      context.fillStyle = palette.match;
      context.fillRect(cell.x - 3, cell.y - 3, cell.width + 6, cell.height + 6);
    }
    context.fillStyle = palette.surface;
    context.fillRect(cell.x, cell.y, cell.width, cell.height);
    context.strokeRect(cell.x, cell.y, cell.width, cell.height);
    context.fillStyle = found && !lit ? palette.edge : palette.text;
    context.fillText(
      shortened(map.datasets.titles[dataset]!, 22),
      cell.x + 12,
      cell.y + cell.height / 2,
      cell.width - 18,
    );
  }
}

/** The end of a name tells more than its middle. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 2) - 1;
  return `${text.slice(0, most - tail - 1)}…${text.slice(-tail)}`;
}

/** Names are written at one size on the screen, where they have room. */
function groupName(
  context: CanvasRenderingContext2D,
  { palette, map }: MapScene,
  group: OverviewGroup,
  { x, y, zoom }: Camera,
): void {
  const width = group.width * zoom;
  if (width < 44 || group.height * zoom < 16) return;
  const text = shortened(groupLabel(group), Math.floor((width - 12) / 7));
  const size = ` ${count(group.count)}`;
  context.font = '600 12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  const [left, head] = [Math.max(4, group.x * zoom + x + 4), map.cell.head * zoom];
  const top = group.y * zoom + y + Math.max(9, head / 2);
  const line = (text + size).length * 7 < width ? text + size : text;
  if (head < 18) {
    context.fillStyle = palette.surface;
    context.globalAlpha = 0.88;
    context.fillRect(left - 2, top - 8, Math.min(width - 6, context.measureText(line).width + 6), 16);
    context.globalAlpha = 1;
  }
  context.fillStyle = palette.text;
  context.fillText(line, left + 1, top, Math.max(20, width - 10));
}

function frameName(
  context: CanvasRenderingContext2D,
  { palette }: MapScene,
  frame: Overview['frames'][number],
  { x, y, zoom }: Camera,
): void {
  const width = frame.width * zoom;
  if (width < 60) return;
  context.font = '700 13px system-ui, sans-serif';
  context.textBaseline = 'bottom';
  context.fillStyle = palette.text;
  const text = `${frame.label} · ${frame.detail}`;
  const line = shortened(text, Math.max(6, Math.floor(width / 8.4)));
  const top = frame.y * zoom + y;
  context.fillText(line, Math.max(4, frame.x * zoom + x + 6), top + Math.max(-3, Math.min(24, 64 * zoom)));
}
