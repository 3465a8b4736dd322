/** Reads what propagation starts from: tags of people and sources, rules and blocks, at the catalog's moment. */
import { holdsAt, type TagRow } from '../../browse/in-force.ts';
import { PROPAGATED } from '../../model/origins.ts';
import { boundTo } from '../../past/moment.ts';
import type { ColumnGraph } from '../../explore/graphs.ts';
import type { Catalog } from '../../catalog.ts';
import { saidAt } from '../../past/as-of-parts.ts';
import type { PolicyRule } from './policy.ts';
import { PROPAGATED_KINDS, type PropagatedKind, type PropagatedTag, type TagSelection } from './tags.ts';

/** One end of a block. */
export interface End {
  readonly on: 'dataset' | 'column';
  readonly id: number;
}

/** Tags that the selection fits do not pass from one end to the other; an end that is null is open. */
export interface BlockWord extends TagSelection {
  readonly from: End | null;
  readonly to: End | null;
}

/** A person's word, as stored. */
export interface Spoken {
  readonly id: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly sinceRevision: number;
}

export type StoredRule = PolicyRule & Spoken;
export type StoredBlock = BlockWord & Spoken;

/** A tag that propagation stored. */
export interface StoredTag extends PropagatedTag {
  readonly id: number;
  readonly targetId: number;
  readonly node: number;
  readonly reason: string | null;
}

export interface TagStatements {
  /** By node of the column graph. */
  readonly columns: Map<number, TagRow[]>;
  /** Of columns that take part in no lineage: by canonical dataset, one list a column. */
  readonly elsewhere: Map<number, TagRow[][]>;
  /** By canonical dataset. */
  readonly datasets: Map<number, TagRow[]>;
  /** Rows that propagation stored; node -1: the column takes part in no lineage any more. */
  readonly stored: readonly StoredTag[];
}

const KINDS = PROPAGATED_KINDS.map((kind) => `'${kind}'`).join(', ');

export function tagStatements(catalog: Catalog, graph: ColumnGraph): TagStatements {
  const { canonical } = catalog.cards();
  type Row = TagRow & { type: string; datasetId: number | null; path: string | null };
  const rows = catalog.store.reader
    .prepare<[object], Row>(
      `SELECT t.id, t.target_id AS targetId, t.kind, t.key, t.value, t.origin, t.status, t.actor, t.since_revision AS sinceRevision,
              t.target_type AS type, c.dataset_id AS datasetId, lower(c.path) AS path
       FROM tag t LEFT JOIN "column" c ON t.target_type = 'column' AND c.id = t.target_id
       WHERE t.target_type IN ('column', 'dataset') AND t.origin <> '${PROPAGATED}' AND ${tagHolds(catalog)} ORDER BY t.id`,
    )
    .iterate(boundTo(catalog.moment));
  const columns = new Map<number, TagRow[]>();
  const datasets = new Map<number, TagRow[]>();
  const outside = new Map<string, { readonly dataset: number; readonly rows: TagRow[] }>();
  for (const { type, datasetId, path, ...row } of rows) {
    const node = type === 'column' ? (graph.indexOf.get(row.targetId) ?? -1) : -1;
    const dataset = canonical.get(type === 'dataset' ? row.targetId : (datasetId ?? -1));
    if (node >= 0) push(columns, node, row);
    else if (dataset !== undefined && type === 'dataset') push(datasets, dataset, row);
    else if (dataset !== undefined) {
      const key = `${dataset}\u0000${path}`;
      const known = outside.get(key);
      if (known) known.rows.push(row);
      else outside.set(key, { dataset, rows: [row] });
    }
  }
  const elsewhere = new Map<number, TagRow[][]>();
  for (const one of outside.values()) push(elsewhere, one.dataset, one.rows);
  return { columns, elsewhere, datasets, stored: storedTags(catalog, graph) };
}

/** There may be many, so they are read as plainly as can be. */
function storedTags(catalog: Catalog, graph: ColumnGraph): StoredTag[] {
  type Row = [
    id: number,
    targetId: number,
    kind: PropagatedKind,
    key: string,
    value: string,
    reason: string | null,
  ];
  const rows = catalog.store.reader
    .prepare<[object], Row>(
      `SELECT t.id, t.target_id, t.kind, t.key, t.value, t.reason FROM tag t
       WHERE t.origin = '${PROPAGATED}' AND t.target_type = 'column' AND ${tagHolds(catalog)} ORDER BY t.id`,
    )
    .raw()
    .iterate(boundTo(catalog.moment));
  const stored: StoredTag[] = [];
  for (const [id, targetId, kind, key, value, reason] of rows)
    stored.push({ id, targetId, kind, key, value, reason, node: graph.indexOf.get(targetId) ?? -1 });
  return stored;
}

function tagHolds({ moment }: Catalog): string {
  return `t.kind IN (${KINDS}) AND ${moment ? saidAt('tag', 't') : 't.until_revision IS NULL'}`;
}

function push<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

const SPOKEN = 'x.id, x.actor, x.reason, x.since_revision AS sinceRevision';

/** People's rules, the oldest first. */
export function policyRules(catalog: Catalog): StoredRule[] {
  return catalog.store.reader
    .prepare<
      [object],
      Spoken & { kind: PropagatedKind; key: string | null; value: string | null; carries: number }
    >(
      `SELECT ${SPOKEN}, x.kind, x.key, x.value, x.carries FROM propagation_rule x WHERE ${holds(catalog)} ORDER BY x.id`,
    )
    .all(boundTo(catalog.moment))
    .map((row) => ({ ...row, carries: row.carries === 1 }));
}

export function blocks(catalog: Catalog): StoredBlock[] {
  type Row = Spoken &
    TagSelection & {
      fromType: End['on'] | null;
      fromId: number | null;
      toType: End['on'] | null;
      toId: number | null;
    };
  const end = (on: End['on'] | null, id: number | null): End | null =>
    on === null || id === null ? null : { on, id };
  return catalog.store.reader
    .prepare<[object], Row>(
      `SELECT ${SPOKEN}, x.from_type AS fromType, x.from_id AS fromId, x.to_type AS toType, x.to_id AS toId, x.kind, x.key, x.value
       FROM propagation_block x WHERE ${holds(catalog)} ORDER BY x.id`,
    )
    .all(boundTo(catalog.moment))
    .map(({ fromType, fromId, toType, toId, ...row }) => ({
      ...row,
      from: end(fromType, fromId),
      to: end(toType, toId),
    }));
}

function holds(catalog: Catalog): string {
  return catalog.moment ? holdsAt('x') : 'x.until_revision IS NULL';
}
