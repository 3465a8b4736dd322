/** Names on the far-out picture: always of one size on the screen, as many as find room. */
import type { LineageNode } from '../../../../../contract/index.ts';
import type { Scene, Target } from './scene.ts';

const SIZE = 11;
const LINE = 13;
/** About how wide a letter is, in screen pixels. */
const LETTER = 6.1;
const LONGEST = 26;
const GAP = 4;
/** More cannot be read at a glance, and costs time in every frame. */
const MOST = 250;

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

interface Candidate extends Label {
  readonly first: number;
}

/** Nodes and the frames of open groups whose names could stand in sight, the most wanted first. */
function candidates(
  scene: Scene,
  transform: Target['transform'],
  width: number,
  height: number,
): Candidate[] {
  const [x, y, zoom] = transform;
  const nodes = scene.nodes.map((node) => {
    const at = scene.positionOf(node);
    return { text: node.title, first: rank(node, scene), x: at.x * zoom + x, y: at.y * zoom + y - GAP };
  });
  const frames = scene.frames
    .filter((frame) => frame.height * zoom >= 2 * LINE)
    .map((frame) => ({
      text: frame.label,
      first: 1,
      x: frame.x * zoom + x + GAP,
      y: frame.y * zoom + y + LINE,
    }));
  return [...nodes, ...frames]
    .filter((one) => one.x > -200 && one.x < width && one.y > 0 && one.y < height + LINE)
    .sort((a, b) => a.first - b.first || a.y - b.y || a.x - b.x);
}

/** Places for names above their boxes, in screen pixels; none overlaps another. */
export function placeLabels(
  scene: Scene,
  transform: Target['transform'],
  width: number,
  height: number,
): Label[] {
  /** By line of the screen: the stretches that are taken. */
  const taken = new Map<number, [left: number, right: number][]>();
  const labels: Label[] = [];
  for (const { text, x, y } of candidates(scene, transform, width, height)) {
    if (labels.length >= MOST) break;
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
    const right = x + short.length * LETTER;
    const lines = [Math.floor((y - LINE) / LINE), Math.floor(y / LINE)];
    if (lines.some((line) => taken.get(line)?.some((other) => x < other[1] && right > other[0]))) continue;
    for (const line of lines) taken.set(line, [...(taken.get(line) ?? []), [x, right]]);
    labels.push({ text: short, x, y });
  }
  return labels;
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
