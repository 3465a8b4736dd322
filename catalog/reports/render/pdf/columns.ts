/** How wide the columns of a table are. */

/** What a column needs and wants, in points, padding included. */
export interface ColumnNeed {
  /** Its widest word that should not be broken. */
  readonly min: number;
  /** Its widest line. */
  readonly max: number;
  /** The author's share, if one was given. */
  readonly hint?: number;
}

/**
 * Widths that fill `total` exactly. With hints: by share. Without: everyone gets the minimum and the rest
 * goes where content is wider. Too narrow for all minima: in proportion, with a floor, and words will break.
 */
export function columnWidths(needs: readonly ColumnNeed[], total: number): number[] {
  if (needs.length === 0) return [];
  const hinted = needs.some(({ hint }) => hint !== undefined);
  const wanted = hinted
    ? shares(
        needs.map(({ hint }) => hint ?? 1),
        total,
      )
    : byContent(needs, total);
  const floor = Math.min(36, total / needs.length);
  return levelled(
    wanted,
    needs.map(({ min }) => Math.max(floor, Math.min(min, hinted ? total / needs.length : min))),
    total,
  );
}

function shares(weights: readonly number[], total: number): number[] {
  const safe = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 1));
  const sum = safe.reduce((a, b) => a + b, 0);
  return safe.map((weight) => (total * weight) / sum);
}

function byContent(needs: readonly ColumnNeed[], total: number): number[] {
  const mins = needs.reduce((sum, { min }) => sum + min, 0);
  const maxes = needs.reduce((sum, { max }) => sum + max, 0);
  if (maxes <= total) {
    const spare = total - maxes;
    return needs.map(({ max }) => max + (spare * max) / maxes);
  }
  if (mins >= total)
    return shares(
      needs.map(({ min }) => min),
      total,
    );
  const extra = total - mins;
  return needs.map(({ min, max }) => min + (extra * (max - min)) / (maxes - mins));
}

/** Raises columns to their floors at the cost of those that have more than theirs. */
function levelled(wanted: readonly number[], floors: readonly number[], total: number): number[] {
  const floorSum = floors.reduce((a, b) => a + b, 0);
  if (floorSum >= total) return shares(floors, total);
  const raised = wanted.map((width, i) => Math.max(width, floors[i] ?? 0));
  const over = raised.reduce((a, b) => a + b, 0) - total;
  const slack = raised.map((width, i) => width - (floors[i] ?? 0));
  const slackSum = slack.reduce((a, b) => a + b, 0);
  if (over <= 0 || slackSum <= 0) return shares(raised, total);
  return raised.map((width, i) => width - (over * (slack[i] ?? 0)) / slackSum);
}
