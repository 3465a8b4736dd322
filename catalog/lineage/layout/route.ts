/** The points that each edge runs through. */
import type { PlacedEdge, Point } from './types.ts';

/** Where everything of one connected part is, before it is moved to its place in the drawing. */
export interface Scene {
  readonly x: ArrayLike<number>;
  readonly rank: ArrayLike<number>;
  readonly width: ArrayLike<number>;
  readonly top: ArrayLike<number>;
  readonly height: ArrayLike<number>;
  /** Left side and width of each column. */
  readonly columnX: ArrayLike<number>;
  readonly columnWidth: ArrayLike<number>;
  /** Height at which a stop is passed, and its column. */
  readonly stopY: (stop: number) => number;
  readonly stopRank: (stop: number) => number;
  /** How far a turn reaches out into the gap between columns, and above its node. */
  readonly hook: number;
  readonly rise: number;
}

export interface Ends {
  readonly from: number;
  readonly to: number;
  /** Heights at which the edge leaves and arrives. */
  readonly fromY: number;
  readonly toY: number;
}

/** `stops` is null where the edge was not led around other nodes. */
export function route(
  scene: Scene,
  ends: Ends,
  feedback: boolean,
  stops: readonly number[] | null,
): PlacedEdge {
  if (ends.from === ends.to) return { points: loop(scene, ends), course: 'loop' };
  const points = feedback ? back(scene, ends, stops ?? []) : forth(scene, ends, stops ?? []);
  const course = feedback ? 'feedback' : 'forward';
  return stops ? { points, course } : { points, course, direct: true };
}

const columnEnd = ({ columnX, columnWidth }: Scene, rank: number): number =>
  columnX[rank]! + columnWidth[rank]!;

function forth(scene: Scene, { from, to, fromY, toY }: Ends, stops: readonly number[]): Point[] {
  const points = [
    { x: scene.x[from]! + scene.width[from]!, y: fromY },
    { x: columnEnd(scene, scene.rank[from]!), y: fromY },
  ];
  for (const stop of stops) {
    const [rank, y] = [scene.stopRank(stop), scene.stopY(stop)];
    points.push({ x: scene.columnX[rank]!, y }, { x: columnEnd(scene, rank), y });
  }
  points.push({ x: scene.x[to]!, y: toY });
  return distinct(points);
}

/** Out of the source to the right, around into the first stop, leftwards, and around into the target. */
function back(scene: Scene, { from, to, fromY, toY }: Ends, stops: readonly number[]): Point[] {
  const outerRight = columnEnd(scene, scene.rank[from]!) + scene.hook;
  const outerLeft = scene.columnX[scene.rank[to]!]! - scene.hook;
  const points = [
    { x: scene.x[from]! + scene.width[from]!, y: fromY },
    { x: outerRight, y: fromY },
  ];
  stops.forEach((stop, i) => {
    const [rank, y] = [scene.stopRank(stop), scene.stopY(stop)];
    points.push({ x: i === 0 ? outerRight : columnEnd(scene, rank), y });
    points.push({ x: i === stops.length - 1 ? outerLeft : scene.columnX[rank]!, y });
  });
  points.push({ x: outerLeft, y: toY }, { x: scene.x[to]!, y: toY });
  return distinct(points);
}

function loop(scene: Scene, { from, fromY, toY }: Ends): Point[] {
  const left = scene.x[from]!;
  const right = left + scene.width[from]!;
  const above = scene.top[from]! - scene.rise;
  return [
    { x: right, y: fromY },
    { x: right + scene.hook, y: fromY },
    { x: right + scene.hook, y: above },
    { x: left - scene.hook, y: above },
    { x: left - scene.hook, y: toY },
    { x: left, y: toY },
  ];
}

const distinct = (points: readonly Point[]): Point[] =>
  points.filter((point, i) => i === 0 || point.x !== points[i - 1]!.x || point.y !== points[i - 1]!.y);
