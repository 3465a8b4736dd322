/** What sources said of records at a past moment: the values that their statements then held. */
import { hash } from 'node:crypto';
import { holdsAt } from '../browse/in-force.ts';
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES, type RecordType } from '../store/record-types.ts';

/**
 * By record id, the latest last. `ids`: of these records only. `revision`: as of which; default that of what
 * is declared at the moment that the catalog shows.
 */
export function saidThen(
  catalog: Catalog,
  type: RecordType,
  ids: readonly number[] | null,
  revision = catalog.moment?.revision ?? catalog.revision(),
): Map<number, string[]> {
  const among = ids === null ? '' : 'AND s.record_id IN (SELECT value FROM json_each(@ids))';
  const rows = catalog.store.reader
    .prepare<[object], { id: number; value: string }>(
      `SELECT s.record_id AS id, s.value FROM statement s WHERE s.record_type = ${RECORD_TYPES[type]} ${among}
         AND s.value IS NOT NULL AND ${holdsAt('s')} ORDER BY s.last_file_id, s.id`,
    )
    .iterate({ revision, ids: JSON.stringify(ids ?? []) });
  const said = new Map<number, string[]>();
  for (const { id, value } of rows) {
    const known = said.get(id);
    if (known) known.push(value);
    else said.set(id, [value]);
  }
  return said;
}

export interface ColumnSaid {
  readonly ordinal: number | null;
  readonly dataType: string | null;
}

/** The statement of a column holds `ordinal|type`. */
export function columnSaid(values: readonly string[]): ColumnSaid {
  let ordinal: number | null = null;
  let dataType: string | null = null;
  for (const value of values) {
    const bar = value.indexOf('|');
    if (bar < 0) continue;
    if (bar > 0) ordinal = Number(value.slice(0, bar));
    if (bar < value.length - 1) dataType = value.slice(bar + 1);
  }
  return { ordinal, dataType };
}

export interface ColumnEdgeSaid {
  readonly flags: number;
  /** JSON array of Transformation. */
  readonly transformations: string;
  readonly confidence: number | null;
}

/** The statement of a column edge holds its flags, its transformations and its confidence; the latest counts. */
export function columnEdgeSaid(values: readonly string[] | undefined): ColumnEdgeSaid | null {
  const value = values?.at(-1);
  if (value === undefined) return null;
  const [flags, transformations, confidence] = JSON.parse(value) as [number, string, (number | null)?];
  return { flags, transformations, confidence: confidence ?? null };
}

export interface JobSaid {
  readonly kind: string | null;
  readonly parentId: number | null;
}

/** The statement of a job holds its kind, its id in the source and its parent. */
export function jobSaid(values: readonly string[]): JobSaid {
  let [kind, parentId]: [string | null, number | null] = [null, null];
  for (const value of values) {
    const [said, , parent] = JSON.parse(value) as [string?, string?, number?];
    kind = said ?? kind;
    parentId = parent ?? parentId;
  }
  return { kind, parentId };
}

export interface PropertySaid {
  readonly targetId: number;
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/**
 * Properties of jobs or datasets at the moment that the catalog shows. Values that were replaced are kept under
 * their digests; one that is not kept is left out.
 */
export function propertiesThen(
  catalog: Catalog,
  target: 'job' | 'dataset',
  keys: readonly string[],
  ids: readonly number[] | null = null,
): PropertySaid[] {
  const among = ids === null ? '' : 'AND p.target_id IN (SELECT value FROM json_each(@ids))';
  const rows = catalog.store.reader
    .prepare<[object], PropertySaid & { readonly digest: string | null; readonly kept: string | null }>(
      `SELECT p.target_id AS targetId, p.key, p.value, s.value AS digest, v.value AS kept FROM property p
       JOIN statement s ON s.record_type = ${RECORD_TYPES.property} AND s.record_id = p.id AND ${holdsAt('s')}
       LEFT JOIN property_value v ON v.property_id = p.id AND v.digest = s.value
       WHERE p.target_type = @target AND p.key IN (SELECT value FROM json_each(@keys)) ${among} ORDER BY s.id`,
    )
    .all({
      target,
      keys: JSON.stringify(keys),
      ids: JSON.stringify(ids ?? []),
      revision: catalog.moment?.revision ?? catalog.revision(),
    });
  return rows.flatMap(({ digest, kept, ...row }) => {
    if (kept !== null) return [{ ...row, value: kept }];
    return digest === null || hash('sha256', row.value, 'base64url') === digest ? [row] : [];
  });
}
