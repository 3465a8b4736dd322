/** Reading the ledger for people: newest first, filtered, with the readable label of each entry. */
import type { Database } from 'better-sqlite3';
import { changesCatalog, ENTRY_COLUMNS, type StoredEntry } from './entry.ts';

/** The newest entry that changed the catalog rather than disclosed it; 0 where there is none. */
export function newestRevision(db: Database): number {
  return db
    .prepare<[], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE action NOT LIKE 'report.%' AND action NOT LIKE 'export.%'`,
    )
    .get()!.seq;
}

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

export interface LedgerFilter {
  readonly offset: number;
  readonly limit: number;
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly text?: string | undefined;
}

interface Row extends StoredEntry {
  label: string | null;
  erasedAt: string | null;
}

const COLUMNS = `${ENTRY_COLUMNS}, json_extract(p.payload, '$.label') AS label, p.erased_at AS erasedAt`;
const FROM = 'FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq';

export function listLedger(db: Database, filter: LedgerFilter) {
  const where: string[] = [];
  const values: Record<string, string | number> = { offset: filter.offset, limit: filter.limit };
  if (filter.action) {
    where.push('e.action = @action');
    values['action'] = filter.action;
  }
  if (filter.actor) {
    where.push('e.actor = @actor');
    values['actor'] = filter.actor;
  }
  if (filter.text) {
    where.push(
      `instr(lower(COALESCE(json_extract(p.payload, '$.label'), '') || ' ' || hex(e.entry_hash)), lower(@text)) > 0`,
    );
    values['text'] = filter.text;
  }
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const bind = Object.fromEntries(
    Object.entries(values).filter(([key]) => key !== 'offset' && key !== 'limit'),
  );
  return {
    total: db.prepare<[object], { n: number }>(`SELECT COUNT(*) AS n ${FROM} ${condition}`).get(bind)!.n,
    items: db
      .prepare<[object], Row>(
        `SELECT ${COLUMNS} ${FROM} ${condition} ORDER BY e.seq DESC LIMIT @limit OFFSET @offset`,
      )
      .all(values)
      .map(line),
    actions: db
      .prepare<[], { v: string }>('SELECT DISTINCT action AS v FROM ledger_entry ORDER BY 1')
      .all()
      .map((row) => row.v),
    actors: db
      .prepare<[], { v: string }>('SELECT DISTINCT actor AS v FROM ledger_entry ORDER BY 1')
      .all()
      .map((row) => row.v),
  };
}

/** One entry with its payload and salt, from which anybody can recompute the commitment; null if there is none. */
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
    payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
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
