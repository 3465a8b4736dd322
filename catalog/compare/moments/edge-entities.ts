/** Edges between datasets with what is compared of them: their jobs, what they rest on, their columns. */
import { boundTo, edgeHolds } from '../../past/moment.ts';
import type { Aspect, Value } from '../model.ts';
import type { Side } from './sides.ts';

/** Names at both ends of a pair, multiplied, up to which each pair of names is looked up by itself. */
const FEW_NAMES = 1_000;

/** Answers the aspects of the edge between two datasets as the side shows it. */
export function edgeAspects(
  side: Side,
): (from: number, to: number, columns: readonly string[]) => ReadonlyMap<Aspect, Value> {
  const { db, instant } = side;
  const rows = (ends: string) =>
    db
      .prepare<[object], [basis: string, job: string | null]>(
        `SELECT DISTINCT e.basis, j.name FROM edge e LEFT JOIN job o ON o.id = e.job_id
         LEFT JOIN job j ON j.id = COALESCE(o.canonical_id, o.id) WHERE ${ends} AND (${edgeHolds(instant)})`,
      )
      .raw();
  const list = (name: string): string => `(SELECT value FROM json_each(@${name}))`;
  const one = rows('e.from_id = @from AND e.to_id = @to');
  const few = rows(`e.from_id IN ${list('from')} AND e.to_id IN ${list('to')}`);
  const many = rows(`e.from_id IN ${list('from')} AND +e.to_id IN ${list('to')}`);
  const bound = boundTo(instant);
  return (from, to, columns) => {
    const [starts, ends] = [side.names(from), side.names(to)];
    const found =
      starts.length === 1 && ends.length === 1
        ? one.all({ ...bound, from, to })
        : (starts.length * ends.length <= FEW_NAMES ? few : many).all({
            ...bound,
            from: JSON.stringify(starts),
            to: JSON.stringify(ends),
          });
    const aspects = new Map<Aspect, Value>([
      ['jobs', [...new Set(found.map(([, job]) => job ?? 'without a job'))].sort()],
      ['basis', [...new Set(found.map(([basis]) => basis))].sort()],
    ]);
    return columns.length > 0 ? aspects.set('columns', columns) : aspects;
  };
}
