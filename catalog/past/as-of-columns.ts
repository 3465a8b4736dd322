/** Columns as of a revision: how many, which carry tags, and how they feed one another. */
import type { Database } from 'better-sqlite3';
import { holdsAt, sensitivityOf, tagsInForce, type TagRow } from '../browse/in-force.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { breathe } from '../breathe.ts';
import { byText, saidAt, statedAt, type Groups } from './as-of-parts.ts';

export interface PastColumn {
  /** Id of the dataset's group. */
  readonly datasetId: number;
  /** Segments from the top-level column down. */
  readonly path: readonly string[];
  /** In force. */
  readonly tags: readonly TagRow[];
  readonly categories: readonly string[];
  /** Categories that a steward refused. */
  readonly refused: readonly string[];
  readonly sensitivity: string | null;
}

/** A described column with what its sources say of it at the revision. */
export interface ColumnDetail {
  readonly datasetId: number;
  readonly path: readonly string[];
  readonly ordinal: number | null;
  readonly dataType: string | null;
}

/** Datasets looked at between two breaths. */
const CHUNK = 2000;

/** Separates path segments in `column.path`. */
const SEPARATOR = '\u001f';

const stated = `s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id`;
/** A column that only lineage mentions has no statements; it holds from when it was first mentioned. */
const COLUMN_HOLDS = `c.since_revision <= @revision AND (${statedAt('column', 'c')}
  OR NOT EXISTS (SELECT 1 FROM statement s WHERE ${stated} AND s.since_revision <= @revision))`;

/** Described top-level columns by group; the identities of a group share columns of equal name. */
export async function countColumns(
  db: Database,
  revision: number,
  { heads }: Groups,
  signal?: AbortSignal,
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const ofMembers = db.prepare<[object], { n: number }>(
    `SELECT COUNT(DISTINCT lower(c.path)) AS n FROM json_each(@members) m CROSS JOIN "column" c ON c.dataset_id = m.value
     WHERE c.depth = 0 AND ${statedAt('column', 'c')}`,
  );
  for (let at = 0; at < heads.length; at += CHUNK) {
    for (const { id, members } of heads.slice(at, at + CHUNK)) {
      const { n } = ofMembers.get({ revision, members: JSON.stringify(members) })!;
      if (n > 0) counts.set(id, n);
    }
    await breathe();
    signal?.throwIfAborted();
  }
  return counts;
}

/** Columns that people or sources tagged, by group, in order of path. `among`: of these datasets only. */
export function loadTaggedColumns(
  db: Database,
  revision: number,
  { headOf }: Pick<Groups, 'headOf'>,
  among?: readonly number[],
): Map<number, PastColumn[]> {
  const from = among
    ? `"column" c CROSS JOIN tag t ON t.target_id = c.id AND c.dataset_id IN (SELECT value FROM json_each(@among))`
    : 'tag t JOIN "column" c ON c.id = t.target_id';
  const rows = db
    .prepare<[object], TagRow & { datasetId: number; path: string }>(
      `SELECT t.id, t.target_id AS targetId, t.kind, t.key, t.value, t.origin, t.status, t.actor, t.since_revision AS sinceRevision,
              c.dataset_id AS datasetId, c.path
       FROM ${from}
       WHERE t.target_type = 'column' AND ${saidAt('tag', 't')} AND ${COLUMN_HOLDS} ORDER BY t.id`,
    )
    .all({ revision, ...(among ? { among: JSON.stringify(among) } : {}) });
  const groups = new Map<
    string,
    { readonly datasetId: number; readonly path: string; readonly rows: TagRow[] }
  >();
  for (const { datasetId, path, ...tag } of rows) {
    const head = headOf.get(datasetId);
    if (head === undefined) continue;
    const key = columnKey(head, path);
    const group = groups.get(key);
    if (group) group.rows.push(tag);
    else groups.set(key, { datasetId: head, path, rows: [tag] });
  }
  const found = new Map<number, PastColumn[]>();
  for (const group of groups.values()) {
    const tags = tagsInForce(group.rows);
    const values = (all: readonly TagRow[]) =>
      [...new Set(all.filter((tag) => tag.kind === 'category').map((tag) => tag.value))].sort();
    const column: PastColumn = {
      datasetId: group.datasetId,
      path: group.path.split(SEPARATOR),
      tags,
      categories: values(tags),
      refused: values(group.rows.filter((row) => row.status === 'rejected')),
      sensitivity: sensitivityOf(tags),
    };
    const list = found.get(group.datasetId);
    if (list) list.push(column);
    else found.set(group.datasetId, [column]);
  }
  for (const list of found.values())
    list.sort((a, b) => byText(a.path.join(SEPARATOR), b.path.join(SEPARATOR)));
  return found;
}

/** Every described column of some identities, in the sources' order, then by path. */
export function describedColumns(
  db: Database,
  revision: number,
  datasetId: number,
  members: readonly number[],
): ColumnDetail[] {
  const rows = db
    .prepare<[object], { path: string; value: string | null }>(
      `SELECT c.path, s.value FROM json_each(@members) m CROSS JOIN "column" c ON c.dataset_id = m.value
       CROSS JOIN statement s ON ${stated} WHERE ${holdsAt('s')} ORDER BY s.since_revision, s.id`,
    )
    .all({ revision, members: JSON.stringify(members) });
  const byPath = new Map<string, ColumnDetail>();
  for (const row of rows) {
    const bar = row.value?.indexOf('|') ?? -1;
    const ordinal = Number.parseInt(row.value?.slice(0, bar) ?? '', 10);
    const dataType = bar < 0 ? '' : (row.value?.slice(bar + 1) ?? '');
    const key = row.path.toLowerCase();
    const before = byPath.get(key);
    byPath.set(key, {
      datasetId,
      path: before?.path ?? row.path.split(SEPARATOR),
      ordinal: Number.isNaN(ordinal) ? (before?.ordinal ?? null) : ordinal,
      dataType: dataType === '' ? (before?.dataType ?? null) : dataType,
    });
  }
  return [...byPath.values()].sort(
    (a, b) =>
      a.path.length - b.path.length ||
      (a.ordinal ?? 1e9) - (b.ordinal ?? 1e9) ||
      byText(a.path.join(SEPARATOR), b.path.join(SEPARATOR)),
  );
}

export interface ColumnLink {
  readonly from: string;
  readonly fromDataset: number;
  readonly fromPath: readonly string[];
  readonly to: string;
  readonly toDataset: number;
  readonly toPath: readonly string[];
  /** Bits: 1 direct, 2 indirect, 4 masked, 8 aggregated. */
  readonly flags: number;
  /** Every transformation that is stated copies the value unchanged. */
  readonly identity: boolean;
}

/** Same for the columns of equal name in all identities of a group, whatever their case. */
export function columnKey(datasetId: number, path: string | readonly string[]): string {
  return `${datasetId}\u0000${(typeof path === 'string' ? path : path.join(SEPARATOR)).toLowerCase()}`;
}

/** Column derivations at the revision, in a fixed order. Ends are named by {@link columnKey}. */
export function columnLinks(
  db: Database,
  revision: number,
  headOf: (id: number) => number | undefined,
): ColumnLink[] {
  const rows = db
    .prepare<
      [object],
      { fromDataset: number; fromPath: string; toDataset: number; toPath: string; value: string | null }
    >(
      `SELECT f.dataset_id AS fromDataset, f.path AS fromPath, t.dataset_id AS toDataset, t.path AS toPath, s.value
       FROM statement s JOIN column_edge e ON e.id = s.record_id JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
       WHERE s.record_type = ${RECORD_TYPES.columnEdge} AND ${holdsAt('s')} ORDER BY s.record_id, s.id`,
    )
    .all({ revision });
  return rows.flatMap((row): ColumnLink[] => {
    const fromDataset = headOf(row.fromDataset);
    const toDataset = headOf(row.toDataset);
    if (fromDataset === undefined || toDataset === undefined) return [];
    return [
      {
        from: columnKey(fromDataset, row.fromPath),
        fromDataset,
        fromPath: row.fromPath.split(SEPARATOR),
        to: columnKey(toDataset, row.toPath),
        toDataset,
        toPath: row.toPath.split(SEPARATOR),
        ...statedFlags(row.value),
      },
    ];
  });
}

/** The statement of a column edge holds [flags, transformations as JSON, confidence]. */
function statedFlags(value: string | null): { readonly flags: number; readonly identity: boolean } {
  try {
    const [flags, transformations] = JSON.parse(value ?? '') as unknown[];
    const steps = JSON.parse(typeof transformations === 'string' ? transformations : '[]') as {
      readonly subtype?: string;
    }[];
    return {
      flags: typeof flags === 'number' ? flags : 1,
      identity: steps.length > 0 && steps.every((one) => one.subtype === 'IDENTITY'),
    };
  } catch {
    return { flags: 1, identity: false };
  }
}
