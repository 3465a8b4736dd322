/**
 * What a ledger entry is made of and how it is hashed. Pure.
 *
 * commitment = SHA-256(salt ‖ JCS(payload)); entry hash = SHA-256(0x00 ‖ JCS(head)), where the head
 * holds every field of the entry and the hash of the entry before. The leading 0x00 makes the entry
 * hash at once an RFC 6962 leaf hash. JCS is RFC 8785.
 */
import { hash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../model/facts.ts';
import { hex } from './hex.ts';

/** What stands for the hash of the entry before the first: 32 zero bytes. */
export const GENESIS_HASH: Uint8Array = new Uint8Array(32);

/** Actions that disclose the catalog: reports, exports and packs, files handed out, personal data read. */
const DISCLOSING = ['report.', 'export.', 'access.'];

/**
 * Those, and actions that keep the ledger itself, the file (`file.`: encryption) or who may use it (`account.`), leave the
 * catalog as it is; every other action changes it.
 */
const LEAVING_CATALOG = [...DISCLOSING, 'ledger.', 'file.', 'account.'];

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

/** An entry before it is sealed. */
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

/** An entry with its hashes: 32 bytes each. */
export interface SealedEntry extends Omit<EntryDraft, 'payload'> {
  readonly salt: Uint8Array;
  /** JCS text, exactly the bytes that were committed to. */
  readonly payload: string;
  readonly commitment: Uint8Array;
  readonly entryHash: Uint8Array;
}

/** Hashes an entry. @throws TypeError where the payload is not JSON */
export function sealEntry(draft: EntryDraft, salt: Uint8Array = randomBytes(32)): SealedEntry {
  const payload = jcs(draft.payload);
  const commitment = commit(salt, payload);
  return { ...draft, payload, salt, commitment, entryHash: entryHash({ ...draft, commitment }) };
}

/** Salt and payload side by side, for payloads of common size; hashing is over before anybody else comes. */
const beside = Buffer.alloc(16 * 1024);

/** SHA-256(salt ‖ payload): binds an entry to what it says without holding it, so that the payload can be erased. */
export function commit(salt: Uint8Array, payload: string): Uint8Array {
  const most = salt.length + payload.length * 3;
  if (most > beside.length)
    return hash('sha256', Buffer.concat([salt, Buffer.from(payload, 'utf8')]), 'buffer');
  beside.set(salt);
  const end = salt.length + beside.write(payload, salt.length, 'utf8');
  return hash('sha256', beside.subarray(0, end), 'buffer');
}

/** What the hash of an entry is over. */
export type EntryHead = Pick<
  SealedEntry,
  'seq' | 'at' | 'actor' | 'action' | 'objectType' | 'objectId' | 'commitment' | 'prevHash'
>;

/** Written member by member, in order of their names: a third of the time that a general JCS writer takes. */
export function entryHash(head: EntryHead): Uint8Array {
  const text = `\0{"action":${JSON.stringify(head.action)},"actor":${JSON.stringify(head.actor)},"at":${JSON.stringify(head.at)},"commitment":"${hex(head.commitment)}","object_id":${JSON.stringify(head.objectId)},"object_type":${JSON.stringify(head.objectType)},"prev_hash":"${hex(head.prevHash)}","seq":${head.seq},"v":1}`;
  return hash('sha256', text, 'buffer');
}

/** Whether an action lets something out of the catalog. */
export function discloses(action: string): boolean {
  return DISCLOSING.some((prefix) => action.startsWith(prefix));
}

/** Whether an action changes what the catalog says: only its entry is a revision. */
export function changesCatalog(action: string): boolean {
  return !LEAVING_CATALOG.some((prefix) => action.startsWith(prefix));
}

/** SQL: whether an action changes the catalog, as {@link changesCatalog} tells. */
export function changingSql(action: string): string {
  return LEAVING_CATALOG.map((prefix) => `${action} NOT LIKE '${prefix}%'`).join(' AND ');
}

function jcs(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('A ledger payload must be JSON');
  return text;
}
