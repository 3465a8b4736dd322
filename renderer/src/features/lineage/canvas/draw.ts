/**
 * Draws a lineage picture on a 2-D canvas: all edges, and the nodes too while they are too small to
 * be mounted. One stroke per style, so that ten thousand edges cost a dozen calls.
 */
import type { LineageNode } from '../../../../../contract/index.ts';
import { BOX_ZOOM, NAME_ONLY_ZOOM, type Rect } from '../model/geometry.ts';
import type { Curve } from '../model/curves.ts';
import { isInSight, middleOf, sightOf } from '../model/hit-test.ts';
import { shortVerification } from '../model/verification.ts';
import type { Route } from '../model/routes.ts';
import { styleOf, type EdgeStyle, type Emphasis } from './edge-style.ts';
import { drawLabels } from './labels.ts';
import type { Palette } from './palette.ts';
import type { Scene, Target } from './scene.ts';
import { say } from '../../../shared/language/say.ts';

const ARROW = 7;
/**
 * Length of dashed lines in screen pixels that one stroke may have. Dashes cost a canvas dearly, and
 * where there are so many nobody can tell them apart.
 */
const MAX_DASHED = 40_000;

/**
 * Adds those pieces of a curve to the path that may be in sight, as straight lines where bends would be
 * smaller than a pixel. Long edges run far outside, and even there every dash would be reckoned.
 * @returns about how long the added pieces are, in graph units.
 */
function trace(context: CanvasRenderingContext2D, curve: Curve, sight: Rect, straight: boolean): number {
  let length = 0;
  let joined = false;
  const value = (at: number) => curve[at] ?? 0;
  for (let at = 0; at + 7 < curve.length; at += 6) {
    const [x0, y0, c1x, c1y, c2x, c2y, x1, y1] = [
      value(at),
      value(at + 1),
      value(at + 2),
      value(at + 3),
      value(at + 4),
      value(at + 5),
      value(at + 6),
      value(at + 7),
    ];
    const outside =
      Math.max(x0, c1x, c2x, x1) < sight.x ||
      Math.min(x0, c1x, c2x, x1) > sight.x + sight.width ||
      Math.max(y0, c1y, c2y, y1) < sight.y ||
      Math.min(y0, c1y, c2y, y1) > sight.y + sight.height;
    if (outside) {
      joined = false;
      continue;
    }
    if (!joined) context.moveTo(x0, y0);
    if (straight) context.lineTo(x1, y1);
    else context.bezierCurveTo(c1x, c1y, c2x, c2y, x1, y1);
    joined = true;
    length += Math.abs(x1 - x0) + Math.abs(y1 - y0);
  }
  return length;
}

/** Arrow head at the end; curves end with a horizontal tangent, so it points left or right. */
function traceArrow(context: CanvasRenderingContext2D, curve: Curve): void {
  const [x, y] = [curve.at(-2) ?? 0, curve.at(-1) ?? 0];
  const heading = Math.sign(x - (curve.at(-4) ?? 0)) || 1;
  context.moveTo(x, y);
  context.lineTo(x - heading * ARROW, y - ARROW / 2);
  context.lineTo(x - heading * ARROW, y + ARROW / 2);
  context.closePath();
}

function colourOf(style: EdgeStyle, palette: Palette): string {
  if (style.strength === 'faded') return palette.faded;
  return style.strength === 'strong' && style.colour !== 'back' ? palette.strong : palette[style.colour];
}

/** While column rows are too small to be shown, only lit column edges say anything. */
const isWorthDrawing = (route: Route, zoom: number) =>
  route.kind === 'table' || route.edge.lit || zoom >= NAME_ONLY_ZOOM;

/** Visible routes by style: faded ones first, so that what matters lies on top. */
export function groupByStyle(
  routes: readonly Route[],
  sight: Rect,
  zoom: number,
  emphasis: Emphasis,
): { style: EdgeStyle; routes: Route[] }[] {
  const groups = new Map<string, { style: EdgeStyle; routes: Route[] }>();
  for (const route of routes) {
    if (!isInSight(route, sight) || !isWorthDrawing(route, zoom)) continue;
    const style = styleOf(route, emphasis);
    const key = `${style.strength} ${style.colour} ${style.width} ${style.dash.join()}`;
    const group = groups.get(key);
    if (group) group.routes.push(route);
    else groups.set(key, { style, routes: [route] });
  }
  const rank = { faded: 0, normal: 1, strong: 2 } as const;
  return [...groups.values()].sort((a, b) => rank[a.style.strength] - rank[b.style.strength]);
}

function strokeGroup(target: Target, sight: Rect, style: EdgeStyle, routes: readonly Route[]): void {
  const { context, palette, transform } = target;
  const zoom = transform[2];
  context.strokeStyle = context.fillStyle = colourOf(style, palette);
  // Far out a line keeps about one screen pixel, else it would vanish.
  context.lineWidth = Math.max(style.width, (style.strength === 'strong' ? 1.6 : 0.7) / zoom);
  const far = zoom < BOX_ZOOM;
  let length = 0;
  context.beginPath();
  for (const route of routes) length += trace(context, route.curve, sight, far);
  context.setLineDash(far || length * zoom > MAX_DASHED ? [] : [...style.dash]);
  context.stroke();
  if (far || style.colour === 'column') return;
  context.beginPath();
  for (const route of routes) traceArrow(context, route.curve);
  context.fill();
}

interface Pill {
  readonly text: string;
  /** CSS `font`. */
  readonly font: string;
  /** Half of width and height, in graph units. */
  readonly half: readonly [width: number, height: number];
  readonly border: string;
}

/** A text in a pill on the middle of a route. */
function drawPill({ context, palette }: Target, route: Route, { text, font, half, border }: Pill): void {
  const { x, y } = middleOf(route);
  const [width, height] = half;
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.setLineDash([]);
  context.lineWidth = 1;
  context.fillStyle = palette.surface;
  context.strokeStyle = border;
  context.beginPath();
  context.roundRect(x - width, y - height, 2 * width, 2 * height, height);
  context.fill();
  context.stroke();
  context.fillStyle = palette.text;
  context.fillText(text, x, y + 0.5);
}

const BOLD = '600 10px system-ui, sans-serif';
const SMALL = '500 9px system-ui, sans-serif';

/** Letters on column edges: M masked, Σ aggregated. */
function drawMarks(target: Target, routes: readonly Route[]): void {
  const { palette } = target;
  for (const route of routes) {
    if (route.kind !== 'column' || !(route.edge.masked || route.edge.aggregated)) continue;
    const text = `${route.edge.masked ? 'M' : ''}${route.edge.aggregated ? 'Σ' : ''}`;
    const border = route.edge.lit ? palette.strong : palette.column;
    drawPill(target, route, { text, font: BOLD, half: [5 + 4 * text.length, 8], border });
  }
}

/** With more edges in sight than this, only those that are inferred say how sure they are. */
const MAX_BADGED = 80;
const MAX_INFERRED = 400;
const SIGNS = { observed: '●', declared: '≡', inferred: '?' } as const;

/** How well each edge is verified: a sign and a word on its middle. */
function drawVerification(target: Target, routes: readonly Route[]): void {
  const flows = routes.flatMap((route) =>
    route.kind === 'table' && route.edge.bridged === 0 ? [{ route, edge: route.edge }] : [],
  );
  const inferred = flows.filter(({ edge }) => edge.verification.level === 'inferred');
  for (const { route, edge } of flows.length <= MAX_BADGED ? flows : inferred.slice(0, MAX_INFERRED)) {
    const checked = edge.verification.content === 'checked' ? ' ✓' : '';
    const text = `${SIGNS[edge.verification.level]} ${shortVerification(edge.verification)}${checked}`;
    const border = target.palette.faded;
    drawPill(target, route, { text, font: SMALL, half: [5 + 2.5 * text.length, 7], border });
  }
}

/** A break in edges that are led over hidden datasets. */
function drawBridges(target: Target, routes: readonly Route[]): void {
  for (const route of routes) {
    if (route.kind !== 'table' || route.edge.bridged === 0) continue;
    const text =
      route.edge.bridged === null ? '…' : say('{datasets, number} hidden', { datasets: route.edge.bridged });
    const border = target.palette.edge;
    drawPill(target, route, { text, font: BOLD, half: [5 + 2.9 * text.length, 8], border });
  }
}

const isOutside = ({ x, y, width, height }: Rect, sight: Rect): boolean =>
  x > sight.x + sight.width || x + width < sight.x || y > sight.y + sight.height || y + height < sight.y;

/** Frames of open groups, while nothing is mounted. */
function drawFrames({ context, palette, transform }: Target, { frames }: Scene, sight: Rect): void {
  context.strokeStyle = palette.edge;
  context.lineWidth = 1 / transform[2];
  context.setLineDash([4 / transform[2], 3 / transform[2]]);
  for (const frame of frames)
    if (!isOutside(frame, sight)) context.strokeRect(frame.x, frame.y, frame.width, frame.height);
  context.setLineDash([]);
}

function boxColour(node: LineageNode, scene: Scene, palette: Palette): string {
  if (scene.matches.has(node.id)) return palette.match;
  if (node.id === scene.selected) return palette.strong;
  if (node.dimmed || (scene.emphasis.fade && !scene.emphasis.highlight?.nodes.has(node.id)))
    return palette.boxFaded;
  return node.side === 'root' ? palette.root : palette.box;
}

function drawBoxes(target: Target, scene: Scene, sight: Rect): void {
  const { context, palette } = target;
  for (const node of scene.nodes) {
    const { width, height } = node;
    const { x, y } = scene.positionOf(node);
    if (isOutside({ x, y, width, height }, sight)) continue;
    context.fillStyle = boxColour(node, scene, palette);
    context.fillRect(x, y, width, height);
  }
}

/** Clears the canvas and draws the scene. Returns how many routes were drawn. */
export function drawScene(target: Target, scene: Scene): number {
  const { context, width, height, pixelRatio, transform } = target;
  const [x, y, zoom] = transform;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(zoom * pixelRatio, 0, 0, zoom * pixelRatio, x * pixelRatio, y * pixelRatio);
  const sight = sightOf(transform, width, height, ARROW);
  const groups = groupByStyle(scene.routes, sight, zoom, scene.emphasis);
  for (const group of groups) strokeGroup(target, sight, group.style, group.routes);
  if (scene.hovered) {
    const style = styleOf(scene.hovered, scene.emphasis);
    strokeGroup(target, sight, { ...style, strength: 'strong', width: style.width + 1 }, [scene.hovered]);
  }
  if (zoom >= NAME_ONLY_ZOOM) for (const group of groups) drawMarks(target, group.routes);
  if (zoom >= NAME_ONLY_ZOOM)
    drawVerification(
      target,
      groups.flatMap((group) => group.routes),
    );
  if (zoom >= BOX_ZOOM) for (const group of groups) drawBridges(target, group.routes);
  if (zoom < BOX_ZOOM) {
    drawFrames(target, scene, sight);
    drawBoxes(target, scene, sight);
    drawLabels(target, scene);
  }
  return groups.reduce((sum, group) => sum + group.routes.length, 0);
}
