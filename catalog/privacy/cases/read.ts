/** Reading cases: rows, events, clocks. */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../../catalog.ts';
import { Refused } from '../../stewardship/refused.ts';
import type { LegalData } from '../deadline/legal.ts';
import { legalAt } from '../deadline/legal.ts';
import { clockFor, type Clock, type Law } from '../dsar/clock.ts';
import type { IdentifierKind, Right } from '../dsar/request.ts';
import {
  CASE_STATES,
  fold,
  isDone,
  type CaseEvent,
  type CaseState,
  type EventDetail,
  type EventKind,
  type Folded,
} from './states.ts';

export interface UnderLaw {
  /** Key of the law. */
  readonly jurisdiction: string;
  readonly place: string;
}

export interface CaseRow extends UnderLaw {
  readonly id: number;
  readonly reference: string;
  /** Civil date. */
  readonly receivedOn: string;
  readonly rights: readonly Right[];
  readonly subject: string;
  readonly identifierKinds: readonly IdentifierKind[];
  readonly due: string | null;
  readonly language: string;
  readonly alsoUnder: readonly UnderLaw[];
  readonly retentionMonths: number | null;
  /** Revision that the tasks were made from; null: there are none yet. */
  readonly scopedAt: number | null;
  /** Revision in which the personal data were destroyed. */
  readonly erasedIn: number | null;
  readonly sinceRevision: number;
}

export interface LoadedCase extends CaseRow {
  readonly events: readonly CaseEvent[];
  readonly folded: Folded;
  readonly state: CaseState;
}

interface Stored extends Omit<CaseRow, 'rights' | 'identifierKinds' | 'alsoUnder' | 'language'> {
  readonly rights: string;
  readonly identifierKinds: string;
  readonly alsoUnder: string | null;
  readonly language: string | null;
}

const SELECT = `SELECT c.id, c.reference, c.received_on AS receivedOn, c.jurisdiction, c.place, c.rights, c.subject,
  c.identifier_kinds AS identifierKinds, c.due, c.since_revision AS sinceRevision, f.language, f.also_under AS alsoUnder,
  f.retention_months AS retentionMonths, json_extract(f.scoped, '$.revision') AS scopedAt, k.erased_in AS erasedIn
  FROM dsar_case c LEFT JOIN case_file f ON f.case_id = c.id LEFT JOIN case_key k ON k.case_id = c.id`;

function rowOf(stored: Stored): CaseRow {
  return {
    ...stored,
    rights: JSON.parse(stored.rights) as Right[],
    identifierKinds: JSON.parse(stored.identifierKinds) as IdentifierKind[],
    alsoUnder: JSON.parse(stored.alsoUnder ?? '[]') as UnderLaw[],
    language: stored.language ?? 'en',
  };
}

/** @throws Refused when there is no such case */
export function loadCase(db: Database, reference: string): LoadedCase {
  const stored = db.prepare<[string], Stored>(`${SELECT} WHERE c.reference = ?`).get(reference);
  if (!stored) throw new Refused('NOT_FOUND', `There is no case ${reference.slice(0, 128)}.`);
  return withEvents(rowOf(stored), eventsOf(db, stored.id));
}

function withEvents(row: CaseRow, events: readonly CaseEvent[]): LoadedCase {
  const folded = fold(events);
  return { ...row, events, folded, state: folded.state };
}

/** Which cases a list shows; absent or null: all. */
export interface CaseFilter {
  readonly states?: readonly CaseState[] | null | undefined;
  /** Part of a reference, whatever its case. */
  readonly text?: string | undefined;
  /** Key of a law, of the first or a further one. */
  readonly jurisdiction?: string | null | undefined;
  readonly right?: Right | null | undefined;
  /** Who works on it; empty: nobody. */
  readonly assignee?: string | null | undefined;
  /** Civil date: only those that are due before it and whose answer is out. */
  readonly dueBefore?: string | null | undefined;
  /** `due`: the earliest first, those without a day last; otherwise the newest first. */
  readonly order?: 'newest' | 'due' | undefined;
}

/** Who works on a case, by its last event that stands. */
const ASSIGNEE = `COALESCE((SELECT json_extract(e.detail, '$.assignee') FROM case_event e
  WHERE e.case_id = c.id AND e.kind = 'assign' AND e.undone_in IS NULL ORDER BY e.id DESC LIMIT 1), '')`;

const WHERE = `WHERE (@states IS NULL OR (CASE c.state WHEN 'open' THEN 'received' ELSE c.state END) IN (SELECT value FROM json_each(@states)))
  AND (@text = '' OR instr(lower(c.reference), lower(@text)) > 0)
  AND (@jurisdiction IS NULL OR c.jurisdiction = @jurisdiction
       OR EXISTS (SELECT 1 FROM json_each(f.also_under) u WHERE json_extract(u.value, '$.jurisdiction') = @jurisdiction))
  AND (@right IS NULL OR EXISTS (SELECT 1 FROM json_each(c.rights) r WHERE r.value = @right))
  AND (@assignee IS NULL OR ${ASSIGNEE} = @assignee)
  AND (@dueBefore IS NULL OR (c.due < @dueBefore AND c.state NOT IN (SELECT value FROM json_each(@done))))`;

/** The newest first unless asked otherwise. */
export function loadCases(
  db: Database,
  page: CaseFilter & { readonly offset: number; readonly limit: number },
): { total: number; items: LoadedCase[] } {
  const given = {
    states: page.states ? JSON.stringify(page.states) : null,
    text: page.text ?? '',
    jurisdiction: page.jurisdiction ?? null,
    right: page.right ?? null,
    assignee: page.assignee ?? null,
    dueBefore: page.dueBefore ?? null,
    done: JSON.stringify(CASE_STATES.filter(isDone)),
  };
  const order = page.order === 'due' ? 'c.due IS NULL, c.due, c.id' : 'c.id DESC';
  const rows = db
    .prepare<[object], Stored>(`${SELECT} ${WHERE} ORDER BY ${order} LIMIT @limit OFFSET @offset`)
    .all({ ...given, limit: page.limit, offset: page.offset });
  return {
    total: db
      .prepare<[object], { n: number }>(
        `SELECT COUNT(*) AS n FROM dsar_case c LEFT JOIN case_file f ON f.case_id = c.id ${WHERE}`,
      )
      .get(given)!.n,
    items: rows.map((stored) => withEvents(rowOf(stored), eventsOf(db, stored.id))),
  };
}

/** Everybody who works on a case, by name. */
export function assigneesOf(db: Database): string[] {
  return db
    .prepare<[], { name: string }>(
      `SELECT DISTINCT ${ASSIGNEE} AS name FROM dsar_case c WHERE ${ASSIGNEE} <> '' ORDER BY name`,
    )
    .all()
    .map((row) => row.name);
}

function eventsOf(db: Database, caseId: number): CaseEvent[] {
  return db
    .prepare<
      [number],
      {
        id: number;
        kind: EventKind;
        on: string;
        actor: string;
        detail: string;
        revision: number;
        undoneIn: number | null;
      }
    >(
      'SELECT id, kind, "on", actor, detail, revision, undone_in AS undoneIn FROM case_event WHERE case_id = ? ORDER BY id',
    )
    .all(caseId)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) as EventDetail }));
}

/** The clock of a case under one law. */
export interface CaseClock extends Clock, Law {
  readonly under: UnderLaw;
}

/**
 * The clocks of a case, that of its first law first.
 * @param asOf today, for counting an open pause
 */
export function clocksOf(legal: LegalData, one: CaseRow, folded: Folded, asOf: string): CaseClock[] {
  return [{ jurisdiction: one.jurisdiction, place: one.place }, ...one.alsoUnder].map((under) => {
    const base = {
      received: one.receivedOn,
      extended: folded.extendedOn !== null,
      asOf,
      ...(folded.feePaid === undefined ? {} : { feePaid: folded.feePaid }),
    };
    const plain = clockFor(legal, under, base);
    // Where proof moves the start it is no pause besides; where it does not, its days may be one.
    const movesStart = plain.law.start === 'relevant-time';
    const pauses = [...folded.clarifications, ...(movesStart ? [] : folded.identityPauses)];
    const last = folded.identityPauses.at(-1);
    const proof = movesStart && last ? { identityReceived: last.to } : {};
    return { under, ...clockFor(legal, under, { ...base, pauses, ...proof }) };
  });
}

/** The day by which the answer is due: the earliest of all laws; null while every clock stands. */
export function earliest(clocks: readonly CaseClock[]): string | null {
  return clocks.flatMap(({ deadline }) => deadline.due ?? []).sort()[0] ?? null;
}

export function legalNow(catalog: Catalog): LegalData {
  return legalAt(catalog.store.reader, catalog.options.resourcesDir, null);
}
