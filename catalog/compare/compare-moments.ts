/** The catalog at two moments: two revisions, or two run times. */
import { holdsAt } from '../browse/in-force.ts';
import { catalogAt } from '../explore/at.ts';
import { columnGraph } from '../explore/graphs.ts';
import type { At } from '../explore/moment.ts';
import type { Catalog } from '../open.ts';
import { describedColumns } from '../reports/as-of-columns.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import type { Compared } from './compare-runs.ts';
import { diff } from './diff.ts';
import { momentSnapshot, type Changing } from './moment-snapshot.ts';
import { bySuspicion, judge } from './suspicion.ts';

/** Column edges that are listed for one pair of datasets. */
const COLUMNS_SHOWN = 200;

export const JOINED_AS_NOW =
  'Which names are one dataset is taken as it is now, on both sides: the catalog keeps no whole history of it.';

/** @throws RangeError when there is no such revision or time. */
export async function compareMoments(catalog: Catalog, a: At, b: At): Promise<Compared> {
  const before = await catalogAt(catalog, a);
  const after = await catalogAt(catalog, b);
  const [first, second] = [before.moment!, after.moment!];
  const changed = datasetsWithOtherColumns(catalog, first.past.revision, second.past.revision);
  const edges = columnEdgesApart(before, after);
  const changing = (view: Catalog, revision: number, columnEdges: Changing['columnEdges']): Changing => ({
    columnEdges,
    schemas: new Map(
      [...changed].flatMap((id) => {
        const card = view.cards().get(id);
        return card ? [[card.id, columnsOf(catalog, revision, card)]] : [];
      }),
    ),
  });
  const items = diff(
    momentSnapshot(before, first, changing(before, first.past.revision, edges.before)),
    momentSnapshot(after, second, changing(after, second.past.revision, edges.after)),
  );
  return { items: items.map(judge).sort(bySuspicion), notes: [JOINED_AS_NOW] };
}

function columnsOf(
  catalog: Catalog,
  revision: number,
  card: { readonly id: number; readonly members: readonly number[] },
): string[] {
  return describedColumns(catalog.store.reader, revision, card.id, card.members).map(({ path, dataType }) =>
    [path.join('.'), dataType].filter(Boolean).join(' '),
  );
}

/** Datasets of which some column was stated otherwise at the two revisions. */
function datasetsWithOtherColumns(catalog: Catalog, a: number, b: number): Set<number> {
  const at = (name: string) => `(${holdsAt('s').replaceAll('@revision', name)})`;
  const rows = catalog.store.reader
    .prepare<[object], { id: number }>(
      `SELECT DISTINCT c.dataset_id AS id FROM statement s JOIN "column" c ON c.id = s.record_id
       WHERE s.record_type = ${RECORD_TYPES.column} AND ${at('@a')} <> ${at('@b')}`,
    )
    .all({ a, b });
  return new Set(rows.map((row) => row.id));
}

type EdgesBetween = Map<string, string[]>;

/** By pair of datasets, the column edges that only one side has. */
function columnEdgesApart(
  before: Catalog,
  after: Catalog,
): { readonly before: EdgesBetween; readonly after: EdgesBetween } {
  const [a, b] = [edgesOf(before), edgesOf(after)];
  return { before: apart(a, b), after: apart(b, a) };
}

/** `from>to` of datasets and the edge in words, for each column edge. */
function edgesOf(view: Catalog): Map<string, readonly [string, string]> {
  const { graph, columns } = columnGraph(view);
  const found = new Map<string, readonly [string, string]>();
  const dotted = (path: string) => path.replaceAll('\u001f', '.');
  for (let node = 0; node < graph.nodeCount; node++) {
    const from = columns[node]!;
    graph.eachLink(node, 'downstream', (other) => {
      const to = columns[other]!;
      const pair = `${from.datasetId}>${to.datasetId}`;
      const words = `${dotted(from.path)} → ${dotted(to.path)}`;
      found.set(`${pair} ${words}`, [pair, words]);
    });
  }
  return found;
}

function apart(one: ReturnType<typeof edgesOf>, other: ReturnType<typeof edgesOf>): EdgesBetween {
  const found: EdgesBetween = new Map();
  for (const [key, [pair, words]] of one) {
    if (other.has(key)) continue;
    const list = found.get(pair);
    if (list) list.push(words);
    else found.set(pair, [words]);
  }
  for (const list of found.values()) {
    list.sort();
    if (list.length > COLUMNS_SHOWN)
      list.splice(COLUMNS_SHOWN, list.length, `… ${list.length - COLUMNS_SHOWN} of ${list.length} more`);
  }
  return found;
}
