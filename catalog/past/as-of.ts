/**
 * The catalog as it stood at a revision, as far as reports need it. Two loads of the same revision give
 * the same answer however the catalog moved on in between.
 *
 * People's rows carry their own period. Imported rows are kept once for good, so their periods are those
 * of the statements behind them; edges keep earlier periods apart. What has no history comes from pins.
 */
import { ABSENT } from '../store/writer/absence.ts';
import type { Database } from 'better-sqlite3';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  holdsAt,
  ownersInForce,
  sensitivityOf,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from '../browse/in-force.ts';
import { LineageGraph } from '../lineage/graph.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { countColumns, loadTaggedColumns, type PastColumn } from './as-of-columns.ts';
import { breathe } from '../breathe.ts';
import { byText, knownAt, saidAt, type Groups } from './as-of-parts.ts';
import type { Moment, Pins } from './pins.ts';

export interface PastDataset {
  /** The dataset under which the group is shown. */
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  /** Every identity of the group, ascending. */
  readonly members: readonly number[];
  /** Some source describes it, not only mentions it. */
  readonly described: boolean;
  /** Sources described it once and none does at this revision. */
  readonly retired: boolean;
  readonly importers: readonly string[];
  readonly owners: readonly OwnerRow[];
  /** In force on the dataset itself. */
  readonly tags: readonly TagRow[];
  readonly hasDescription: boolean;
  /** Described top-level columns. */
  readonly columns: number;
  /** Columns with a tag in force or a refused one, by path. */
  readonly taggedColumns: readonly PastColumn[];
  /** Level of the dataset or, if higher, of any of its columns. */
  readonly sensitivity: string | null;
}

export interface PastCatalog {
  readonly db: Database;
  readonly revision: number;
  /** Time of the ledger entry that made the revision; of the empty catalog, 1970. */
  readonly at: string;
  readonly pins: Pins;
  /** By namespace, then name. Dense: positions are the nodes of the graph. */
  readonly datasets: readonly PastDataset[];
  /** Any identity → position in `datasets`. */
  readonly indexOf: ReadonlyMap<number, number>;
  readonly graph: LineageGraph;
}

const EMPTY_AT = '1970-01-01T00:00:00.000Z';

/** @throws RangeError when there is no such revision. */
export async function loadPast(db: Database, moment: Moment, signal?: AbortSignal): Promise<PastCatalog> {
  const bind = { revision: moment.revision };
  const entry = db
    .prepare<[object], { at: string }>('SELECT at FROM ledger_entry WHERE seq = @revision')
    .get(bind);
  if (!entry && moment.revision !== 0) throw new RangeError(`There is no revision ${moment.revision}`);
  const groups = loadGroups(db, moment);
  const step = async <T>(value: T): Promise<T> => {
    await breathe();
    signal?.throwIfAborted();
    return value;
  };
  const sources = await step(loadSources(db, bind));
  const tags = await step(
    grouped(
      db
        .prepare<[object], TagRow>(
          `SELECT ${TAG_COLUMNS} FROM tag t WHERE target_type = 'dataset' AND ${saidAt('tag', 't')}`,
        )
        .all(bind),
      groups.headOf,
    ),
  );
  const owners = await step(
    grouped(
      db
        .prepare<[object], OwnerRow>(
          `SELECT ${OWNER_COLUMNS} FROM owner o WHERE target_type = 'dataset' AND ${saidAt('owner', 'o')}`,
        )
        .all(bind),
      groups.headOf,
    ),
  );
  const described = await step(
    grouped(
      db
        .prepare<[object], { targetId: number }>(
          `SELECT target_id AS targetId FROM description x WHERE target_type = 'dataset' AND ${saidAt('description', 'x')}`,
        )
        .all(bind),
      groups.headOf,
    ),
  );
  const columns = await countColumns(db, moment.revision, groups, signal);
  const tagged = await step(loadTaggedColumns(db, moment.revision, groups));
  const datasets = groups.heads.map((head): PastDataset => {
    const own = tagsInForce(tags.get(head.id) ?? []);
    const ofColumns = tagged.get(head.id) ?? [];
    const importers = new Map<string, boolean>();
    for (const id of head.members)
      for (const [importer, holds] of sources.get(id) ?? [])
        importers.set(importer, holds || importers.get(importer) === true);
    const standing = [...importers].filter(([, holds]) => holds).map(([importer]) => importer);
    return {
      ...head,
      described: importers.size > 0,
      retired: importers.size > 0 && standing.length === 0,
      importers: standing.sort(),
      owners: ownersInForce(owners.get(head.id) ?? []),
      tags: own,
      hasDescription: described.has(head.id),
      columns: columns.get(head.id) ?? 0,
      taggedColumns: ofColumns,
      sensitivity: sensitivityOf([...own, ...ofColumns.flatMap((column) => column.tags)]),
    };
  });
  const indexOf = new Map(
    datasets.flatMap((dataset, index) => dataset.members.map((id): [number, number] => [id, index])),
  );
  const graph = await step(loadGraph(db, bind, datasets.length, indexOf));
  return {
    db,
    revision: moment.revision,
    at: entry?.at ?? EMPTY_AT,
    pins: moment.pins,
    datasets,
    indexOf,
    graph,
  };
}

function loadGroups(db: Database, { revision, pins }: Moment): Groups {
  const rows = db
    .prepare<[object], { id: number; namespace: string; name: string }>(
      `SELECT id, namespace, name FROM dataset d WHERE since_revision <= @revision AND ${knownAt(ABSENT.dataset, 'd')} ORDER BY id`,
    )
    .all({ revision });
  const kindOf = new Map(
    Object.entries(pins.kinds).flatMap(([kind, ids]) => ids.map((id): [number, string] => [id, kind])),
  );
  const known = new Set(rows.map((row) => row.id));
  const joined = new Map(pins.joins.filter(([, to]) => known.has(to)));
  const headOf = new Map(rows.map((row) => [row.id, joined.get(row.id) ?? row.id]));
  const members = new Map<number, number[]>();
  for (const [id, head] of headOf) {
    const group = members.get(head);
    if (group) group.push(id);
    else members.set(head, [id]);
  }
  const heads = rows
    .filter((row) => members.has(row.id))
    .map((row) => ({ ...row, kind: kindOf.get(row.id) ?? 'table', members: members.get(row.id)! }))
    .sort((a, b) => byText(a.namespace, b.namespace) || byText(a.name, b.name));
  return { heads, headOf };
}

/** By identity: each importer that ever described it by then, and whether it still does. */
function loadSources(db: Database, bind: { revision: number }): Map<number, [string, boolean][]> {
  const rows = db
    .prepare<[object], { id: number; importer: string; holds: number }>(
      `SELECT d.dataset_id AS id, d.importer, MAX(s.until_revision IS NULL OR s.until_revision > @revision) AS holds
       FROM dataset_source d JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = d.id
       WHERE s.since_revision <= @revision GROUP BY d.dataset_id, d.importer`,
    )
    .all(bind);
  const found = new Map<number, [string, boolean][]>();
  for (const row of rows) {
    const list = found.get(row.id);
    const item: [string, boolean] = [row.importer, row.holds === 1];
    if (list) list.push(item);
    else found.set(row.id, [item]);
  }
  return found;
}

function loadGraph(
  db: Database,
  bind: { revision: number },
  nodeCount: number,
  indexOf: ReadonlyMap<number, number>,
): LineageGraph {
  const rows = db
    .prepare<[object], { fromId: number; toId: number }>(
      `SELECT from_id AS fromId, to_id AS toId FROM edge e WHERE ${holdsAt('e')}
       UNION SELECT e.from_id, e.to_id FROM edge_period p JOIN edge e ON e.id = p.edge_id WHERE ${holdsAt('p')} ORDER BY 1, 2`,
    )
    .all(bind);
  const links = rows.flatMap((row): [number, number][] => {
    const from = indexOf.get(row.fromId);
    const to = indexOf.get(row.toId);
    return from === undefined || to === undefined || from === to ? [] : [[from, to]];
  });
  return new LineageGraph({
    nodeCount,
    from: Int32Array.from(links, ([from]) => from),
    to: Int32Array.from(links, ([, to]) => to),
  });
}

function grouped<Row extends { readonly targetId: number }>(
  rows: readonly Row[],
  headOf: ReadonlyMap<number, number>,
): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const head = headOf.get(row.targetId);
    if (head === undefined) continue;
    const group = groups.get(head);
    if (group) group.push(row);
    else groups.set(head, [row]);
  }
  return groups;
}
