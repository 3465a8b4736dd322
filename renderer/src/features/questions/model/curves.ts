/** The shapes of edges in a drawing, from the points that the layout gives. */
import type { QuestionFigure } from '../../../../../contract/index.ts';

type Edge = Pick<QuestionFigure['edges'][number], 'points' | 'course'>;

/** Path data: curves with level ends where the edge goes forward, straight lines where it turns back. */
export function curveOf({ points, course }: Edge): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  let from = first;
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path +=
      course === 'forward' && from.y !== to.y
        ? `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
        : `L${to.x} ${to.y}`;
    from = to;
  }
  return path;
}

/** The arrowhead; every edge arrives from the left. */
export function arrowOf({ points }: Edge): string {
  const tip = points.at(-1);
  return tip ? `${tip.x},${tip.y} ${tip.x - 7},${tip.y - 4} ${tip.x - 7},${tip.y + 4}` : '';
}
