/** Names on the far-out picture: always of one size on the screen, as many as find room. */
import type { LineageNode } from '../../../../../contract/index.ts';
import type { Scene, Target } from './draw.ts';

const SIZE = 11;
const LINE = 13;
/** About how wide a letter is, in screen pixels. */
const LETTER = 6.1;
const LONGEST = 26;
const GAP = 4;
/** More cannot be read at a glance, and costs time in every frame. */
const MOST = 250;
const CELL = 40;

interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** What has to be named first: roots, finds and the selection, then nodes with the most behind them. */
function rank(node: LineageNode, scene: Scene): number {
  if (node.side === 'root' || node.id === scene.selected || scene.matches.has(node.id)) return 0;
  if (scene.emphasis.highlight?.nodes.has(node.id)) return 1;
  return node.what === 'group' ? 2 : node.dimmed ? 5 : node.what === 'job' ? 4 : 3;
}

/** Places for names beside their boxes, in screen pixels; none overlaps another. */
export function placeLabels(
  scene: Scene,
  transform: Target['transform'],
  width: number,
  height: number,
): Label[] {
  const [x, y, zoom] = transform;
  const taken = new Set<string>();
  const labels: Label[] = [];
  const inSight = scene.nodes
    .map((node) => ({ node, at: scene.positionOf(node), first: rank(node, scene) }))
    .map(({ node, at, first }) => ({ node, first, left: at.x * zoom + x, top: at.y * zoom + y }))
    .filter(({ left, top }) => left > -200 && left < width && top > -LINE && top < height)
    .sort((a, b) => a.first - b.first || a.top - b.top || a.left - b.left);
  for (const { node, left, top } of inSight) {
    if (labels.length >= MOST) break;
    const text = node.title.length > LONGEST ? `${node.title.slice(0, LONGEST - 1)}…` : node.title;
    const at = { text, x: left, y: top - GAP };
    const cells = cellsOf(at.x, at.y - LINE, text.length * LETTER, LINE);
    if (cells.some((cell) => taken.has(cell))) continue;
    for (const cell of cells) taken.add(cell);
    labels.push(at);
  }
  return labels;
}

/** The small squares that a rectangle touches. */
function cellsOf(left: number, top: number, width: number, height: number): string[] {
  const cells: string[] = [];
  for (let column = Math.floor(left / CELL); column <= Math.floor((left + width) / CELL); column++)
    for (let row = Math.floor(top / LINE); row <= Math.floor((top + height) / LINE); row++)
      cells.push(`${column} ${row}`);
  return cells;
}

/** Draws the names that find room, over everything else. */
export function drawLabels(
  { context, width, height, pixelRatio, transform, palette }: Target,
  scene: Scene,
): void {
  context.save();
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.font = `${SIZE}px system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = palette.surface;
  context.fillStyle = palette.text;
  for (const { text, x, y } of placeLabels(scene, transform, width, height)) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
}
