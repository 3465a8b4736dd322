/** What happened to an entry of a register, newest first: who changed what, when and why. */
import type { Database } from 'better-sqlite3';
import { entryOf } from './read.ts';
import { REGISTERS, type Entry, type RegisterName } from './spec.ts';

export interface FieldChange {
  /** As in entries: `name`, `definition`, `legalBasis`; `member` and `team` of people. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface EntryEvent {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly label: string;
  readonly reason: string | null;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldChange[];
}

type Row = Record<string, string | null> & { readonly key: string; readonly name: string };
type Period = { readonly since: number; readonly until: number | null };
type Found = Pick<EntryEvent, 'revision' | 'change' | 'fields'>;

export function entryHistory(
  db: Database,
  register: RegisterName,
  key: string,
  page: { readonly offset: number; readonly limit: number },
): { total: number; items: EntryEvent[] } {
  const found = new Map<number, Found>();
  for (const event of eventsOf(db, register, key)) found.set(event.revision, event);
  if (register === 'party')
    for (const { revision, fields } of membershipEvents(db, key)) {
      const known = found.get(revision);
      found.set(revision, {
        revision,
        change: known?.change ?? 'changed',
        fields: [...(known?.fields ?? []), ...fields],
      });
    }
  const all = [...found.values()].sort((a, b) => b.revision - a.revision);
  const entry = db.prepare<[number], Omit<EntryEvent, 'revision' | 'change' | 'fields'>>(
    `SELECT e.at, e.actor, COALESCE(json_extract(p.payload, '$.label'), e.action) AS label,
            json_extract(p.payload, '$.reason') AS reason
     FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq WHERE e.seq = ?`,
  );
  const items = all.slice(page.offset, page.offset + page.limit).flatMap((one) => {
    const told = entry.get(one.revision);
    return told ? [{ ...told, ...one }] : [];
  });
  return { total: all.length, items };
}

function* eventsOf(db: Database, register: RegisterName, key: string): Generator<Found> {
  const { table, fields } = REGISTERS[register];
  const columns = ['key', 'name', ...fields.map(({ column }) => column)].join(', ');
  const rows = db
    .prepare<[string], Row>(
      `SELECT ${columns}, since_revision AS since, until_revision AS until FROM ${table} WHERE key = ? ORDER BY since_revision, id`,
    )
    .all(key) as unknown as (Row & Period)[];
  let before: Entry | null = null;
  for (const [at, row] of rows.entries()) {
    const { since, until, ...stored } = row;
    const entry = entryOf(register, stored);
    const change = before === null ? 'added' : 'changed';
    yield { revision: since, change, fields: differences(before, entry) };
    const next = rows[at + 1];
    before = next && next.since === until ? entry : null;
    if (until !== null && before === null) yield { revision: until, change: 'removed', fields: [] };
  }
}

function differences(before: Entry | null, after: Entry): FieldChange[] {
  return Object.keys(after)
    .filter((field) => field !== 'key')
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after[field]) }))
    .filter((one) => one.before !== one.after);
}

function textOf(value: Entry[string] | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : value.length === 0 ? null : value.join('; ');
}

/** A team's members and a person's teams, as they came and went. */
function membershipEvents(db: Database, key: string): Pick<Found, 'revision' | 'fields'>[] {
  return db
    .prepare<{ key: string }, { team: string; member: string } & Period>(
      `SELECT team, member, since_revision AS since, until_revision AS until FROM party_member
       WHERE team = @key OR member = @key ORDER BY since_revision, id`,
    )
    .all({ key })
    .flatMap(({ team, member, since, until }) => {
      const [field, other] = team === key ? ['member', member] : ['team', team];
      return [
        { revision: since, fields: [{ field, before: null, after: other }] },
        ...(until === null ? [] : [{ revision: until, fields: [{ field, before: other, after: null }] }]),
      ];
    });
}
