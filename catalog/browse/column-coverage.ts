/**
 * Column lineage coverage: the datasets that something feeds and whose columns are not all traced, with how
 * many are and why not more. Where a source analysed SQL, its own account counts; of all others, columns
 * that no column edge reaches count as not traced.
 */
import { atOnce } from '../breathe.ts';
import { boundTo, columnEdgeHolds, columnHolds, stated } from '../past/moment.ts';
import { propertiesThen } from '../past/said.ts';
import type { Catalog } from '../catalog.ts';
import type { Card } from './cards.ts';

export interface ColumnCoverage {
  /** Top-level columns where no SQL was analysed, those of the query otherwise; 0 where none are known. */
  readonly columns: number;
  readonly traced: number;
  /** `no-compiled-code`, `parse-error`, `unknown-columns` …; `unresolved`: each column says why; `not-stated`. */
  readonly reason: string;
  readonly message: string;
}

interface Stated {
  readonly id: number;
  readonly status: string | null;
  readonly columns: number | null;
  readonly resolved: number | null;
  readonly reason: string | null;
  readonly message: string | null;
}

const NAME = 'column-coverage';
/** Datasets whose columns are counted at a time. */
const AT_A_TIME = 200;

/** By dataset (the shown one of joined names). What is traced whole, or fed by nothing, is not in it. */
export function columnCoverage(catalog: Catalog): ReadonlyMap<number, ColumnCoverage> {
  return catalog.cached(NAME, () => atOnce(make(catalog)), true);
}

/** The same, made with rests for others; {@link columnCoverage} has it at hand afterwards. */
export function columnCoverageInBreaths(catalog: Catalog): Promise<ReadonlyMap<number, ColumnCoverage>> {
  return catalog.cachedInBreaths(NAME, () => make(catalog), true);
}

function* make(catalog: Catalog): Generator<void, ReadonlyMap<number, ColumnCoverage>> {
  const gaps = new Map<number, ColumnCoverage>();
  const stated = new Set<number>();
  for (const row of statedIn(catalog)) {
    stated.add(row.id);
    const gap = gapOf(row);
    const known = gaps.get(row.id);
    // Of several jobs that write it, the one of which least is traced.
    if (gap && (!known || shareOf(gap) < shareOf(known))) gaps.set(row.id, gap);
  }
  yield;
  const cards = catalog.cards();
  const isOpen = (card: Card) => !stated.has(card.id) && !card.referencedOnly && card.upstream > 0;
  // SQL that was not analysed gives no number of columns; the table has one.
  const isUncounted = ({ id }: Card) => {
    const known = gaps.get(id);
    return known?.columns === 0 && known.reason !== 'unknown-columns';
  };
  const asked = [...cards.all()].filter((card) => isOpen(card) || isUncounted(card));
  for (let at = 0; at < asked.length; at += AT_A_TIME) {
    for (const { id, columns, traced } of reachedIn(catalog, asked.slice(at, at + AT_A_TIME))) {
      const card = cards.byId.get(id)!;
      if (isUncounted(card)) gaps.set(id, { ...gaps.get(id)!, columns, traced });
      if (!isOpen(card) || traced >= columns) continue;
      const message = 'No source of it says where these columns come from.';
      gaps.set(id, { columns, traced, reason: 'not-stated', message });
    }
    yield;
  }
  return gaps;
}

const shareOf = ({ columns, traced }: ColumnCoverage): number => (columns === 0 ? 0 : traced / columns);

function gapOf({ status, columns, resolved, reason, message }: Stated): ColumnCoverage | null {
  if (status !== 'partial' && status !== 'none') return null;
  return {
    columns: columns ?? 0,
    traced: resolved ?? 0,
    reason: reason ?? 'unresolved',
    message: message ?? 'Origins of some columns could not be found; the columns say why.',
  };
}

/** What sources say of the jobs that write a dataset (dbt), or of the dataset itself (views). */
function statedIn(catalog: Catalog): Stated[] {
  if (catalog.moment) return statedThen(catalog);
  const told = `p.key = 'columnLineage' AND p.until_revision IS NULL AND json_type(p.value, '$.status') = 'text'`;
  const fields = (['status', 'columns', 'resolved', 'reason', 'message'] as const)
    .map((name) => `json_extract(p.value, '$.${name}') AS ${name}`)
    .join(', ');
  return catalog.store.reader
    .prepare<[], Stated>(
      `SELECT d.canonical_id AS id, ${fields} FROM property p
         JOIN job_output o ON o.job_id = p.target_id AND o.until_revision IS NULL JOIN dataset d ON d.id = o.dataset_id
       WHERE p.target_type = 'job' AND ${told} AND d.until_revision IS NULL
       UNION ALL
       SELECT d.canonical_id AS id, ${fields} FROM property p JOIN dataset d ON d.id = p.target_id
       WHERE p.target_type = 'dataset' AND ${told} AND d.until_revision IS NULL`,
    )
    .all();
}

/** The same at the past moment that the catalog shows. */
function statedThen(catalog: Catalog): Stated[] {
  const { moment } = catalog;
  const writes = catalog.store.reader
    .prepare<[object], { jobId: number; id: number }>(
      `SELECT o.job_id AS jobId, o.dataset_id AS id FROM job_output o WHERE ${stated('jobOutput', 'o', moment)}`,
    )
    .all(boundTo(moment));
  const outputs = Map.groupBy(writes, ({ jobId }) => jobId);
  const said = [
    ...propertiesThen(catalog, 'job', ['columnLineage']).flatMap(({ targetId, value }) =>
      (outputs.get(targetId) ?? []).map(({ id }) => ({ id, value })),
    ),
    ...propertiesThen(catalog, 'dataset', ['columnLineage']).map(({ targetId, value }) => ({
      id: targetId,
      value,
    })),
  ];
  return said.flatMap(({ id, value }) => {
    const card = catalog.cards().get(id);
    const told = JSON.parse(value) as Partial<Omit<Stated, 'id'>> | null;
    if (!card || card.retired || typeof told?.status !== 'string') return [];
    const { status, columns = null, resolved = null, reason = null, message = null } = told;
    return [{ id: card.id, status, columns, resolved, reason, message }];
  });
}

/** Top-level columns of each dataset, and how many of them, or of their fields, a column edge reaches. */
function reachedIn(catalog: Catalog, asked: readonly Card[]) {
  const root = `lower(CASE instr(c.path, char(31)) WHEN 0 THEN c.path ELSE substr(c.path, 1, instr(c.path, char(31)) - 1) END)`;
  const { moment } = catalog;
  const standing = moment ? '1' : 'd.until_revision IS NULL';
  const members = JSON.stringify(asked.flatMap(({ id, members }) => members.map((member) => [member, id])));
  return catalog.store.reader
    .prepare<[object], { readonly id: number; readonly columns: number; readonly traced: number }>(
      `SELECT j.value ->> 1 AS id, COUNT(DISTINCT ${root}) AS columns,
         COUNT(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM column_edge e WHERE e.to_id = c.id AND ${columnEdgeHolds(moment)})
           THEN ${root} END) AS traced
       FROM json_each(@members) j JOIN dataset d ON d.id = j.value ->> 0 CROSS JOIN "column" c ON c.dataset_id = d.id
       WHERE ${columnHolds(moment)} AND ${standing} GROUP BY 1`,
    )
    .all({ ...boundTo(moment), members });
}
