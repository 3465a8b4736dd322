/** Breaches as they were noted at a revision. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { Refused } from '../../stewardship/refused.ts';
import {
  FIELDS,
  isField,
  NOTICE,
  noticeSchema,
  type BreachNotice,
  type BreachStart,
  type BreachState,
  type FieldName,
  type FieldValues,
} from './fields.ts';

/** Who wrote a field, and when. */
export interface Said {
  readonly actor: string;
  readonly at: string;
  readonly revision: number;
  readonly reason: string | null;
}

export interface NumberedNotice extends BreachNotice {
  readonly number: number;
  readonly said: Said;
}

export interface BreachRecord {
  readonly reference: string;
  readonly state: BreachState;
  /** What opening a breach asks for; everything else may be missing. */
  readonly awareAt: string;
  readonly zone: string;
  readonly start: BreachStart;
  readonly jurisdiction: string;
  readonly place: string;
  readonly values: FieldValues;
  readonly said: Readonly<Partial<Record<FieldName, Said>>>;
  /** In the order of their numbers. */
  readonly notices: readonly NumberedNotice[];
}

interface Row extends Said {
  readonly breach: string;
  readonly field: string;
  readonly value: string;
}

const SELECT = `SELECT x.breach, x.field, x.value, x.actor, x.reason, x.since_revision AS revision, e.at
  FROM breach_fact x JOIN ledger_entry e ON e.seq = x.since_revision`;

/** At a revision (null: now), the newest awareness first. */
export function breachesAt(db: Database, revision: number | null): BreachRecord[] {
  const when = revision === null ? 'x.until_revision IS NULL' : holdsAt('x');
  const rows = db
    .prepare<[object], Row>(`${SELECT} WHERE ${when} ORDER BY x.breach, x.field`)
    .all(revision === null ? {} : { revision });
  return [...Map.groupBy(rows, (row) => row.breach)]
    .flatMap(([reference, own]) => recordOf(reference, own) ?? [])
    .sort((a, b) => Date.parse(b.awareAt) - Date.parse(a.awareAt) || (a.reference < b.reference ? -1 : 1));
}

/** @throws Refused when there is no such breach */
export function breachAt(db: Database, reference: string, revision: number | null): BreachRecord {
  const when = revision === null ? 'x.until_revision IS NULL' : holdsAt('x');
  const rows = db
    .prepare<[object], Row>(`${SELECT} WHERE x.breach = @reference AND ${when} ORDER BY x.field`)
    .all({ reference, ...(revision === null ? {} : { revision }) });
  const record = recordOf(reference, rows);
  if (!record) throw new Refused('NOT_FOUND', `There is no breach ${reference.slice(0, 80)}.`);
  return record;
}

function recordOf(reference: string, rows: readonly Row[]): BreachRecord | null {
  const values: Record<string, unknown> = {};
  const said: Partial<Record<FieldName, Said>> = {};
  const notices: NumberedNotice[] = [];
  for (const { field, value, actor, at, revision, reason } of rows) {
    const by: Said = { actor, at, revision, reason };
    const number = NOTICE.exec(field)?.[1];
    if (number !== undefined)
      notices.push({ ...noticeSchema.parse(JSON.parse(value)), number: Number(number), said: by });
    if (!isField(field)) continue;
    values[field] = FIELDS[field].parse(JSON.parse(value));
    said[field] = by;
  }
  const known: FieldValues = values;
  const { awareAt, zone, start, jurisdiction, place } = known;
  if (!awareAt || !zone || !start || !jurisdiction || place === undefined) return null;
  notices.sort((a, b) => a.number - b.number);
  return {
    ...{ reference, awareAt, zone, start, jurisdiction, place },
    state: known.state ?? 'open',
    values: known,
    said,
    notices,
  };
}

/** What was ever written in the fields of a breach, newest first. */
export interface FieldHistory extends Said {
  readonly field: string;
  readonly value: string;
  /** Revision in which it was replaced or taken back; null where it stands. */
  readonly until: number | null;
}

export function breachHistory(db: Database, reference: string): FieldHistory[] {
  return db
    .prepare<[object], FieldHistory>(
      `SELECT x.field, x.value, x.actor, x.reason, x.since_revision AS revision, x.until_revision AS "until", e.at
       FROM breach_fact x JOIN ledger_entry e ON e.seq = x.since_revision WHERE x.breach = @reference
       ORDER BY x.since_revision DESC, x.field`,
    )
    .all({ reference });
}
