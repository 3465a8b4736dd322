/**
 * The personal data of a case: the person, notes, attachments, letters. Encrypted with the case's own key;
 * the ledger holds digests of the encrypted bytes only, so nothing can be guessed from it once the key is
 * destroyed.
 */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type Change, type MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../dsar/request.ts';
import { caseKeyOf, deskState, wrapCaseKey } from '../vault/desk-key.ts';
import { newKey, seal, unseal } from '../../seal.ts';
import { insertEvent } from './act.ts';
import { loadCase, type LoadedCase } from './read.ts';
import type { EventDetail } from './states.ts';

export const RECORD_KINDS = ['person', 'note', 'attachment', 'redacted', 'letter'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The person of a case and who acts for them. */
export const personSchema = z.object({
  name: z.string().max(500).default(''),
  /** Where the answer goes: address, e-mail. */
  contact: z.string().max(2000).default(''),
  identifiers: z
    .array(z.object({ kind: z.enum(IDENTIFIER_KINDS), value: z.string().min(1).max(1024) }))
    .max(50)
    .default([]),
  /** Somebody who acts for the person, and what shows that they may. */
  agent: z
    .object({ name: z.string().max(500), authority: z.string().max(2000) })
    .nullable()
    .default(null),
});
export type Person = z.infer<typeof personSchema>;

const metaSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  /** Of the content before encryption. */
  sha256: z.string(),
  note: z.string().default(''),
  /** Of a redacted copy: each place with its reason and who decided. */
  redactions: z
    .array(z.object({ place: z.string(), reason: z.string(), by: z.string(), why: z.string() }))
    .default([]),
});
export type RecordMeta = z.infer<typeof metaSchema>;

export interface CaseRecordRow {
  readonly id: number;
  readonly kind: RecordKind;
  readonly task: string | null;
  readonly ofId: number | null;
  readonly bytes: number;
  readonly sealedSha256: string;
  readonly revision: number;
  readonly erased: boolean;
  /** Null while the desk is closed, and once it was erased. */
  readonly meta: RecordMeta | null;
}

/** Largest attachment. */
export const LARGEST = 40 * 1024 * 1024;

export interface NewRecord {
  readonly reference: string;
  readonly kind: RecordKind;
  readonly content: Uint8Array;
  readonly meta: Omit<RecordMeta, 'sha256'>;
  readonly task?: string | null;
  readonly ofId?: number | null;
  /** Kinds of identifiers that the person brings: tasks search by them. */
  readonly identifierKinds?: readonly IdentifierKind[];
  /** An event that goes with it. */
  readonly event?: { readonly kind: 'letter'; readonly on: string; readonly detail: EventDetail };
}

export interface Added extends MutationResult {
  readonly id: number;
  readonly sha256: string;
}

const place = (caseId: number, id: number, part: string): string => `case ${caseId} record ${id} ${part}`;

/** Encrypts and keeps one record. A `person` takes the place of the one before. */
export async function addRecord(catalog: Catalog, actor: string, record: NewRecord): Promise<Added> {
  const { reference, kind, content } = record;
  if (content.length > LARGEST)
    throw new Refused('INVALID', `An attachment has at most ${LARGEST / 1024 / 1024} MB.`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  let added = { id: 0, sealed: '' };
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'case.record',
      objectType: 'case',
      areas: ['cases'],
      label: () => `Case ${reference}: ${kind === 'person' ? 'person noted' : `${kind} added`}`,
      payload: () => ({
        reference,
        kind,
        record: added.id,
        task: record.task ?? null,
        bytes: content.length,
        sealed_sha256: added.sealed,
      }),
    },
    (change) => {
      const one = loadCase(change.sql.db, reference);
      const key = keyFor(catalog, change, one.id);
      if (kind === 'person') dropContent(change, one.id, 'person');
      if (record.identifierKinds) widenKinds(change, one, record.identifierKinds);
      added = insert(change, one.id, key, { ...record, meta: { ...record.meta, sha256 } });
      if (record.event) insertEvent(change, one.id, record.event);
      return 1;
    },
  );
  return { ...result, id: added.id, sha256 };
}

/** The kinds, never the values, stand with the case. */
function widenKinds({ sql }: Change, one: LoadedCase, kinds: readonly IdentifierKind[]): void {
  const all = IDENTIFIER_KINDS.filter((kind) => one.identifierKinds.includes(kind) || kinds.includes(kind));
  if (all.length === one.identifierKinds.length) return;
  sql.run('UPDATE dsar_case SET identifier_kinds = ? WHERE id = ?', JSON.stringify(all), one.id);
}

function insert(
  change: Change,
  caseId: number,
  key: Buffer,
  record: Omit<NewRecord, 'meta'> & { readonly meta: RecordMeta },
): { id: number; sealed: string } {
  const id = change.sql.nextId('case_record');
  const content = seal(key, record.content, place(caseId, id, 'content'));
  const meta = seal(key, Buffer.from(JSON.stringify(record.meta), 'utf8'), place(caseId, id, 'meta'));
  const sealed = createHash('sha256').update(content).digest('hex');
  change.sql.run(
    'INSERT INTO case_record (id, case_id, kind, task, of_id, meta, content, bytes, sealed_sha256, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    caseId,
    record.kind,
    record.task ?? null,
    record.ofId ?? null,
    meta,
    content,
    record.content.length,
    sealed,
    change.revision,
  );
  return { id, sealed };
}

/** The key of a case; made with its first record. */
function keyFor(catalog: Catalog, { sql, revision }: Change, caseId: number): Buffer {
  const kept = caseKeyOf(catalog, sql.db, caseId);
  if (kept) return kept;
  const key = newKey();
  sql.run(
    'INSERT INTO case_key (case_id, wrapped, revision) VALUES (?, ?, ?)',
    caseId,
    wrapCaseKey(catalog, caseId, key),
    revision,
  );
  return key;
}

/** Takes the content of records away; that they were there stays known. */
export function dropContent(change: Change, caseId: number, kind: RecordKind | null): number {
  return change.sql.run(
    `UPDATE case_record SET meta = NULL, content = NULL, erased_in = ?1
     WHERE case_id = ?2 AND content IS NOT NULL AND (?3 IS NULL OR kind = ?3)`,
    change.revision,
    caseId,
    kind,
  );
}

/** Oldest first; names and digests only while the desk is open. */
export function listRecords(catalog: Catalog, reference: string): CaseRecordRow[] {
  const db = catalog.store.reader;
  const one = loadCase(db, reference);
  const key = deskState(catalog).open && one.erasedIn === null ? caseKeyOf(catalog, db, one.id) : null;
  return db
    .prepare<[number], Omit<CaseRecordRow, 'meta' | 'erased'> & { sealed: Buffer | null }>(
      `SELECT id, kind, task, of_id AS ofId, bytes, sealed_sha256 AS sealedSha256, revision, meta AS sealed
       FROM case_record WHERE case_id = ? ORDER BY id`,
    )
    .all(one.id)
    .map(({ sealed, ...row }) => ({
      ...row,
      erased: sealed === null,
      meta: sealed && key ? metaOf(key, one.id, row.id, sealed) : null,
    }));
}

function metaOf(key: Buffer, caseId: number, id: number, sealed: Buffer): RecordMeta {
  return metaSchema.parse(JSON.parse(unseal(key, sealed, place(caseId, id, 'meta')).toString('utf8')));
}

export interface ReadRecord {
  readonly row: CaseRecordRow;
  readonly meta: RecordMeta;
  readonly content: Buffer;
}

/** @throws Refused when there is no such record, it was erased, or the desk is closed */
export function readRecord(catalog: Catalog, reference: string, id: number): ReadRecord {
  const row = listRecords(catalog, reference).find((one) => one.id === id);
  if (!row) throw new Refused('NOT_FOUND', `Case ${reference} has no record ${id}.`);
  if (row.erased) throw new Refused('NOT_FOUND', `Record ${id} was erased.`);
  const db = catalog.store.reader;
  const { caseId, content } = db
    .prepare<[number], { caseId: number; content: Buffer }>(
      'SELECT case_id AS caseId, content FROM case_record WHERE id = ?',
    )
    .get(id)!;
  const key = caseKeyOf(catalog, db, caseId);
  if (!key || !row.meta) throw new Refused('CONFLICT', 'The desk is closed: open it first.');
  return { row, meta: row.meta, content: unseal(key, content, place(caseId, id, 'content')) };
}

/** The person of a case; null when nobody has noted one, it was erased, or the desk is closed. */
export function readPerson(catalog: Catalog, db: Database, reference: string): Person | null {
  const one = loadCase(db, reference);
  if (one.erasedIn !== null || !deskState(catalog).open) return null;
  const newest = listRecords(catalog, reference).findLast((row) => row.kind === 'person' && !row.erased);
  if (!newest) return null;
  const { content } = readRecord(catalog, reference, newest.id);
  return personSchema.parse(JSON.parse(content.toString('utf8')));
}

export async function notePerson(
  catalog: Catalog,
  actor: string,
  reference: string,
  person: Person,
): Promise<Added> {
  return addRecord(catalog, actor, {
    reference,
    kind: 'person',
    content: Buffer.from(JSON.stringify(person), 'utf8'),
    identifierKinds: person.identifiers.map((one) => one.kind),
    meta: { name: 'person', mediaType: 'application/json', note: '', redactions: [] },
  });
}

export async function addNote(
  catalog: Catalog,
  actor: string,
  reference: string,
  text: string,
): Promise<Added> {
  if (text.trim() === '') throw new Refused('INVALID', 'The note is empty.');
  return addRecord(catalog, actor, {
    reference,
    kind: 'note',
    content: Buffer.from(text, 'utf8'),
    meta: { name: 'note', mediaType: 'text/plain', note: '', redactions: [] },
  });
}
