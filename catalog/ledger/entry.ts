/**
 * What a ledger entry is made of and how it is hashed. Pure.
 *
 * commitment = SHA-256(salt ‖ JCS(payload)); entry hash = SHA-256(0x00 ‖ JCS(head)), where the head
 * holds every field of the entry and the hash of the entry before. The leading 0x00 makes the entry
 * hash at once an RFC 6962 leaf hash. JCS is RFC 8785.
 */
import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../model/facts.ts';

export const GENESIS_HASH: Uint8Array = new Uint8Array(32);

/** Actions that disclose the catalog without changing it; every other action changes it. */
const DISCLOSURES = ['report.', 'export.'];

/** An entry as the catalog file holds it. */
export interface StoredEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly commitment: Buffer;
  readonly prevHash: Buffer;
  readonly entryHash: Buffer;
}

/** SQL: the columns of a {@link StoredEntry}, of `ledger_entry e`. */
export const ENTRY_COLUMNS = `e.seq, e.at, e.actor, e.action, e.object_type AS objectType, e.object_id AS objectId,
  e.commitment, e.prev_hash AS prevHash, e.entry_hash AS entryHash`;

export interface EntryDraft {
  readonly seq: number;
  /** RFC 3339 UTC, milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  /** Never personal data: ids are random or row numbers. */
  readonly objectId: string;
  /** Holds `label`, a readable line, beside what the action needs. Integers below 2^53, no floats. */
  readonly payload: { readonly label: string; readonly [key: string]: Json };
  readonly prevHash: Uint8Array;
}

export interface SealedEntry extends Omit<EntryDraft, 'payload'> {
  readonly salt: Uint8Array;
  /** JCS text, exactly the bytes that were committed to. */
  readonly payload: string;
  readonly commitment: Uint8Array;
  readonly entryHash: Uint8Array;
}

export function sealEntry(draft: EntryDraft, salt: Uint8Array = randomBytes(32)): SealedEntry {
  const payload = jcs(draft.payload);
  const commitment = commit(salt, payload);
  return { ...draft, payload, salt, commitment, entryHash: entryHash({ ...draft, commitment }) };
}

export function commit(salt: Uint8Array, payload: string): Uint8Array {
  return createHash('sha256').update(salt).update(payload, 'utf8').digest();
}

export function entryHash(head: {
  seq: number;
  at: string;
  actor: string;
  action: string;
  objectType: string;
  objectId: string;
  commitment: Uint8Array;
  prevHash: Uint8Array;
}): Uint8Array {
  const text = jcs({
    v: 1,
    seq: head.seq,
    at: head.at,
    actor: head.actor,
    action: head.action,
    object_type: head.objectType,
    object_id: head.objectId,
    commitment: Buffer.from(head.commitment).toString('hex'),
    prev_hash: Buffer.from(head.prevHash).toString('hex'),
  });
  return createHash('sha256').update(Uint8Array.of(0)).update(text, 'utf8').digest();
}

export function changesCatalog(action: string): boolean {
  return !DISCLOSURES.some((prefix) => action.startsWith(prefix));
}

function jcs(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('A ledger payload must be JSON');
  return text;
}
