/** The line of a share over revisions. */
import type { CoverageTrend } from '../../../../../contract/index.ts';

export type TrendPoint = CoverageTrend['points'][number];
export type Figure = 'owned' | 'classified' | 'described' | 'reviewed';

const WIDTH = 100;
/** Top and bottom of the line, so that its width stays within the picture. */
const TOP = 1.5;
const BOTTOM = 22.5;

/**
 * SVG path in a box of 100 by 24: each share stands until the next revision in which something changed. Revisions are
 * spread evenly, as hours of work and months of rest would not both show on one axis.
 */
export function shareLine(points: readonly TrendPoint[], figure: Figure): string {
  const step = points.length > 1 ? WIDTH / (points.length - 1) : WIDTH;
  const y = (point: TrendPoint) => {
    const share = point.datasets === 0 ? 0 : Math.min(1, point[figure] / point.datasets);
    return round(BOTTOM - share * (BOTTOM - TOP));
  };
  const [first] = points;
  if (!first) return '';
  if (points.length === 1) return `M0 ${y(first)}H${WIDTH}`;
  return points
    .map((point, at) => (at === 0 ? `M0 ${y(point)}` : `H${round(at * step)}V${y(point)}`))
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
