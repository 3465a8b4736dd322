/** How many other datasets feed each one, and how many it feeds. */
import type { Database } from 'better-sqlite3';

/** Edges read between two rests. */
const AT_ONCE = 50_000;

export interface Degrees {
  /** By canonical id. */
  readonly upstream: Int32Array;
  readonly downstream: Int32Array;
}

/**
 * Counts pairs of datasets, not edges: several jobs may feed the same from the same. In steps; a million edges make no
 * objects. `canonical`: any dataset id → the one that is shown.
 */
export function* countDegrees(
  db: Database,
  canonical: ReadonlyMap<number, number>,
): Generator<void, Degrees> {
  let size = 1;
  for (const [id, head] of canonical) size = Math.max(size, id + 1, head + 1);
  const shown = new Int32Array(size).fill(-1);
  for (const [id, head] of canonical) shown[id] = head;
  const { from, to } = yield* readPairs(db, shown);
  const [upstream, downstream] = [new Int32Array(size), new Int32Array(size)];
  // Row by row: what was met for this one carries its mark.
  const { starts, order } = byStart(from, size);
  const mark = new Int32Array(size).fill(-1);
  for (let node = 0; node < size; node++) {
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const other = to[order[i]!]!;
      if (other === node || mark[other] === node) continue;
      mark[other] = node;
      downstream[node]!++;
      upstream[other]!++;
    }
  }
  return { upstream, downstream };
}

function* readPairs(db: Database, shown: Int32Array): Generator<void, { from: Int32Array; to: Int32Array }> {
  const page = db
    .prepare<[number], [number, number, number]>(
      `SELECT id, from_id, to_id FROM edge WHERE id > ? AND until_revision IS NULL ORDER BY id LIMIT ${AT_ONCE}`,
    )
    .raw();
  const parts: { readonly from: Int32Array; readonly to: Int32Array }[] = [];
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)![0])) {
    const known = rows.filter(([, from, to]) => (shown[from] ?? -1) >= 0 && (shown[to] ?? -1) >= 0);
    parts.push({
      from: Int32Array.from(known, ([, from]) => shown[from]!),
      to: Int32Array.from(known, ([, , to]) => shown[to]!),
    });
    yield;
  }
  const total = parts.reduce((sum, part) => sum + part.from.length, 0);
  const [from, to] = [new Int32Array(total), new Int32Array(total)];
  let at = 0;
  for (const part of parts) {
    from.set(part.from, at);
    to.set(part.to, at);
    at += part.from.length;
  }
  return { from, to };
}

/** Positions of edges, those of one start side by side. */
function byStart(
  from: Int32Array,
  size: number,
): { readonly starts: Int32Array; readonly order: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (const node of from) starts[node + 1]!++;
  for (let node = 0; node < size; node++) starts[node + 1]! += starts[node]!;
  const next = starts.slice();
  const order = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) order[next[from[i]!]!++] = i;
  return { starts, order };
}
