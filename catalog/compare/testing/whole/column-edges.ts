/** All column edges of a moment, by the pair of datasets between which they lie. */
import { boundTo, columnEdgeHolds } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';

/** `from>to` of datasets as they are shown, and their column edges in words. `view`: the catalog at the moment. */
export function columnEdgesOf(view: Catalog): Map<string, string[]> {
  const { canonical } = view.cards();
  const now = new Map(
    view.store.reader.prepare<[], [number, number]>('SELECT id, canonical_id FROM dataset').raw().all(),
  );
  // A run may have shown columns of a name that the catalog heard of only later.
  const shown = (id: number): number => canonical.get(id) ?? now.get(id)!;
  const rows = view.store.reader
    .prepare<[object], { from: number; fromPath: string; to: number; toPath: string }>(
      `SELECT f.dataset_id AS "from", f.path AS fromPath, t.dataset_id AS "to", t.path AS toPath FROM column_edge e
       JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id WHERE ${columnEdgeHolds(view.moment)}`,
    )
    .all(boundTo(view.moment));
  const found = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const pair = `${shown(row.from)}>${shown(row.to)}`;
    const words = `${dotted(row.fromPath)} → ${dotted(row.toPath)}`;
    const known = found.get(pair) ?? new Map<string, string>();
    // Names of one dataset may say the same twice, in different case.
    found.set(pair, known.set(words.toLowerCase(), words));
  }
  return new Map([...found].map(([pair, edges]) => [pair, [...edges.values()]]));
}

const dotted = (path: string): string => path.replaceAll('\u001f', '.');
