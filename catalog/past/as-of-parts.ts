/** What the parts of the as-of loader share: periods in SQL, groups of joined identities, order. */
import { holdsAt } from '../browse/in-force.ts';
import { fromSource } from '../model/origins.ts';
import { RECORD_TYPES, type RecordType } from '../store/record-types.ts';

export interface Group {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly members: readonly number[];
}

export interface Groups {
  readonly heads: readonly Group[];
  /** Any identity → the id of its group. */
  readonly headOf: ReadonlyMap<number, number>;
}

/** SQL condition: some source stands behind the row at `@revision`. */
export function statedAt(type: RecordType, alias: string): string {
  return `EXISTS (SELECT 1 FROM statement s WHERE s.record_type = ${RECORD_TYPES[type]} AND s.record_id = ${alias}.id AND ${holdsAt('s')})`;
}

/** SQL condition: a tag, owner or description (`table` names which) holds at `@revision`. */
export function saidAt(type: 'tag' | 'owner' | 'description', alias: string): string {
  return `${alias}.since_revision <= @revision AND CASE WHEN ${fromSource(alias)} THEN ${statedAt(type, alias)} ELSE ${holdsAt(alias)} END`;
}

/** Compares by code units, so that order never depends on a locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** SQL condition: the import that told of the record (`absence.record_type`) was not taken back at `@revision`. */
export function knownAt(recordType: number, alias = 'x'): string {
  return `NOT EXISTS (SELECT 1 FROM absence a WHERE a.record_type = ${recordType} AND a.record_id = ${alias}.id AND ${holdsAt('a')})`;
}
