/** Reading the ledger for people: newest first, filtered, with the readable label of each entry. */
import type { Database } from 'better-sqlite3';
import { parseJson } from '../parse-json.ts';
import { changesCatalog, changingSql, ENTRY_COLUMNS, type StoredEntry } from './entry.ts';

/** The newest entry that changed the catalog rather than disclosed it; 0 where there is none. */
export function newestRevision(db: Database): number {
  return db
    .prepare<[], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE ${changingSql('action')}`,
    )
    .get()!.seq;
}

/** Number of the newest entry; 0 for an empty ledger. */
export function newestEntry(db: Database): number {
  return db.prepare<[], { seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry').get()!.seq;
}

/** An entry as lists show it. Hashes in hex; `label`: what it says, in a line. */
export interface LedgerLine {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly label: string;
  readonly commitment: string;
  readonly prevHash: string;
  readonly entryHash: string;
  readonly changesCatalog: boolean;
  readonly erased: boolean;
}

/**
 * Which entries are asked for: those that fit everything that is given. `text`: in the label, the object or the
 * hash.
 */
export interface LedgerFilter {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  /** Civil dates in UTC, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly text?: string | undefined;
}

/** A filter, and which part of what it lets through. */
export interface LedgerPage extends LedgerFilter {
  readonly offset: number;
  readonly limit: number;
}

interface Row extends StoredEntry {
  label: string | null;
  erasedAt: string | null;
}

/** What was tampered with is listed, too. */
const LABEL = "CASE WHEN json_valid(p.payload) THEN json_extract(p.payload, '$.label') END";
const COLUMNS = `${ENTRY_COLUMNS}, ${LABEL} AS label, p.erased_at AS erasedAt`;
const FROM = 'FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq';

/** SQL conditions of a filter over {@link FROM}, each with the value that it binds. */
const CONDITIONS: Readonly<Record<keyof LedgerFilter, string>> = {
  action: 'e.action = @action',
  actor: 'e.actor = @actor',
  objectType: 'e.object_type = @objectType',
  objectId: 'e.object_id = @objectId',
  from: 'substr(e.at, 1, 10) >= @from',
  to: 'substr(e.at, 1, 10) <= @to',
  text: `instr(lower(COALESCE(${LABEL}, '') || ' ' || e.object_id || ' ' || hex(e.entry_hash)), lower(@text)) > 0`,
};

function conditionOf(filter: LedgerFilter): { readonly sql: string; readonly bind: Record<string, string> } {
  const asked = (Object.keys(CONDITIONS) as (keyof LedgerFilter)[]).filter((key) => filter[key]);
  return {
    sql: asked.length > 0 ? `WHERE ${asked.map((key) => CONDITIONS[key]).join(' AND ')}` : '',
    bind: Object.fromEntries(asked.map((key) => [key, filter[key]!])),
  };
}

/** A page of entries, newest first, how many there are in all, and what there is to filter by. */
export function listLedger(db: Database, page: LedgerPage) {
  const { sql, bind } = conditionOf(page);
  const choices = (column: string) =>
    db
      .prepare<[], { v: string }>(`SELECT DISTINCT ${column} AS v FROM ledger_entry ORDER BY 1`)
      .all()
      .map((row) => row.v);
  return {
    total: db.prepare<[object], { n: number }>(`SELECT COUNT(*) AS n ${FROM} ${sql}`).get(bind)!.n,
    items: db
      .prepare<[object], Row>(
        `SELECT ${COLUMNS} ${FROM} ${sql} ORDER BY e.seq DESC LIMIT @limit OFFSET @offset`,
      )
      .all({ ...bind, limit: page.limit, offset: page.offset })
      .map(line),
    actions: choices('action'),
    actors: choices('actor'),
    objectTypes: choices('object_type'),
  };
}

/** Numbers of the entries that a filter lets through, oldest first. */
export function entriesMatching(db: Database, filter: LedgerFilter): number[] {
  const { sql, bind } = conditionOf(filter);
  return db
    .prepare<[object], { seq: number }>(`SELECT e.seq ${FROM} ${sql} ORDER BY e.seq`)
    .all(bind)
    .map(({ seq }) => seq);
}

/** An entry with what is needed to recompute its hashes: members as docs/ledger.md names them. */
export interface WholeEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  /** Hashes in hex. */
  readonly commitment: string;
  readonly prev_hash: string;
  readonly entry_hash: string;
  /** The text that was committed to, and the salt in hex; null where erased or left out. */
  readonly payload: string | null;
  readonly salt: string | null;
}

/** In order of their numbers; numbers of no entry are left out. */
export function* wholeEntries(db: Database, seqs: Iterable<number>, payloads = true): Generator<WholeEntry> {
  const select = db.prepare<[number], StoredEntry & { payload: string | null; salt: Buffer | null }>(
    `SELECT ${ENTRY_COLUMNS}, p.payload, p.salt ${FROM} WHERE e.seq = ?`,
  );
  for (const seq of seqs) {
    const row = select.get(seq);
    if (!row) continue;
    yield {
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      action: row.action,
      object_type: row.objectType,
      object_id: row.objectId,
      commitment: row.commitment.toString('hex'),
      prev_hash: row.prevHash.toString('hex'),
      entry_hash: row.entryHash.toString('hex'),
      payload: payloads ? row.payload : null,
      salt: payloads ? (row.salt?.toString('hex') ?? null) : null,
    };
  }
}

/**
 * One entry with its payload and salt, from which anybody can recompute the commitment; null if there is none. A payload
 * that is no JSON, since somebody tampered with it, comes as the text that it is.
 */
export function ledgerEntry(
  db: Database,
  seq: number,
): (LedgerLine & { payload: unknown; salt: string | null }) | null {
  const row = db
    .prepare<[number], Row & { payload: string | null; salt: Buffer | null }>(
      `SELECT ${COLUMNS}, p.payload, p.salt ${FROM} WHERE e.seq = ?`,
    )
    .get(seq);
  if (!row) return null;
  return {
    ...line(row),
    payload: row.payload === null ? null : (parseJson(row.payload) ?? row.payload),
    salt: row.salt?.toString('hex') ?? null,
  };
}

function line(row: Row): LedgerLine {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    action: row.action,
    objectType: row.objectType,
    objectId: row.objectId,
    label: row.erasedAt ? 'Content erased' : (row.label ?? row.action),
    commitment: row.commitment.toString('hex'),
    prevHash: row.prevHash.toString('hex'),
    entryHash: row.entryHash.toString('hex'),
    changesCatalog: changesCatalog(row.action),
    erased: row.erasedAt !== null,
  };
}
