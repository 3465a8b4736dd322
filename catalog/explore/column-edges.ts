/** What is told of edges between columns, now or at the moment that the catalog shows. */
import type { Catalog } from '../catalog.ts';
import { columnEdgeSaid, saidThen, type ColumnEdgeSaid } from '../past/said.ts';

export interface ColumnEdgeTold extends ColumnEdgeSaid {
  readonly id: number;
  readonly basis: 'declared' | 'observed';
}

/** By ids. At a run time, what runs have shown is as it is known today. */
export function columnEdgesTold(catalog: Catalog, ids: readonly number[]): ColumnEdgeTold[] {
  const rows = catalog.store.reader
    .prepare<[string], ColumnEdgeTold>(
      `SELECT e.id, e.basis, e.flags, e.transformations, e.confidence
       FROM json_each(?) j JOIN column_edge e ON e.id = j.value`,
    )
    .all(JSON.stringify(ids));
  const { moment } = catalog;
  if (!moment) return rows;
  const said = saidThen(catalog, 'columnEdge', ids);
  return rows.map((row) =>
    moment.time !== null && row.basis === 'observed' ? row : { ...row, ...columnEdgeSaid(said.get(row.id)) },
  );
}

/** How values pass, by the names of the sources. */
export function subtypesOf({ transformations }: Pick<ColumnEdgeSaid, 'transformations'>): string[] {
  const all = JSON.parse(transformations) as { type: string; subtype?: string }[];
  return [...new Set(all.map((one) => one.subtype ?? one.type))];
}
