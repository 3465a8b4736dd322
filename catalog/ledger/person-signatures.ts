/**
 * Signatures of people under their own changes: over the hash of the ledger entry, kept beside the chain. The chain
 * needs none of them, so ledgers without people verify as before; an entry without a signature is told, a signature
 * that does not fit is found.
 */
import type { Database } from 'better-sqlite3';
import { acting } from './acting.ts';
import { hasTable, type Finding } from './custody/findings.ts';
import { isSigned, publicKeyOf } from './signing/keys.ts';

/** What is signed: names its purpose, so that no other signature of the key can stand for it. */
export function signedText(entryHash: Uint8Array): Buffer {
  return Buffer.from(`headwater/ledger-entry/v1\n${Buffer.from(entryHash).toString('hex')}\n`, 'utf8');
}

/** Signs an entry that was just appended, where the person who made it is the one who acts. */
export function signEntry(db: Database, entry: { seq: number; actor: string; entryHash: Uint8Array }): void {
  const who = acting();
  if (!who || who.name !== entry.actor) return;
  db.prepare('INSERT INTO ledger_signature (seq, key_id, signature) VALUES (?, ?, ?)').run(
    entry.seq,
    who.signer.keyId,
    Buffer.from(who.signer.sign(signedText(entry.entryHash))),
  );
}

/** A signature with what is needed to judge it; members are null where the ledger or the table lacks them. */
export interface PersonSignature {
  readonly seq: number;
  readonly keyId: string;
  /** PEM; null where the key is not known. */
  readonly publicKey: string | null;
  readonly signature: Uint8Array;
  readonly entryHash: Uint8Array | null;
  readonly actor: string | null;
  /** Whom the key belongs to, by the ledger; null where the payload that names the person was erased. */
  readonly holder: string | null;
}

/** Why a signature proves nothing, or null where it fits: key known, of the person named, over this entry. */
export function signatureTrouble(one: PersonSignature): string | null {
  if (!one.entryHash) return 'is of an entry that is not there';
  if (one.publicKey === null) return `is of a key that nobody was given (${one.keyId.slice(0, 16)})`;
  if (one.holder !== null && one.holder !== one.actor)
    return `is of ${one.holder}, but the entry names ${one.actor ?? 'nobody'}`;
  return isSigned(signedText(one.entryHash), one.signature, one.publicKey)
    ? null
    : 'does not fit the entry: the signature was forged or the entry replaced';
}

/** What checking the signatures of people found. */
export interface PeopleChecked {
  /** Entries that carry the signature of the person they name. */
  readonly signed: number;
  /** Entries without one, made in the name of somebody who had a key by then. */
  readonly unsigned: number;
  readonly findings: readonly Finding[];
}

interface Row {
  readonly seq: number;
  readonly keyId: string;
  readonly signature: Buffer;
  readonly entryHash: Buffer | null;
  readonly actor: string | null;
}

/** Checks every signature in a catalog file; null where nobody ever had a key. */
export function checkPeople(db: Database): PeopleChecked | null {
  if (!hasTable(db, 'ledger_signature') || !hasTable(db, 'account_key')) return null;
  const { keys, findings } = keysOfPeople(db);
  const rows = db.prepare<[], Row>(
    `SELECT s.seq, s.key_id AS keyId, s.signature, e.entry_hash AS entryHash, e.actor
     FROM ledger_signature s LEFT JOIN ledger_entry e ON e.seq = s.seq ORDER BY s.seq`,
  );
  let signed = 0;
  const found: Finding[] = [...findings];
  for (const row of rows.iterate()) {
    const key = keys.get(row.keyId);
    const one = { ...row, publicKey: key?.pem ?? null, holder: key?.holder ?? null };
    const trouble = signatureTrouble(one);
    if (trouble === null) signed += 1;
    else found.push({ seq: row.seq, kind: 'signature forged', reason: `the signature under it ${trouble}` });
  }
  if (keys.size === 0 && found.length === 0 && signed === 0) return null;
  return { signed, unsigned: unsignedBy(db, keys), findings: found };
}

interface KnownKey {
  readonly pem: string;
  readonly holder: string | null;
  readonly since: number;
}

/** Whose key it is, is what the ledger says: a row of the table that no entry bears out is none. */
function keysOfPeople(db: Database): { keys: Map<string, KnownKey>; findings: Finding[] } {
  const rows = db
    .prepare<[], { keyId: string; pem: string; seq: number; payload: string | null; erased: 0 | 1 }>(
      `SELECT k.key_id AS keyId, k.public_key AS pem, k.seq, p.payload, p.erased_at IS NOT NULL AS erased
       FROM account_key k LEFT JOIN ledger_entry e ON e.seq = k.seq AND e.action IN ('account.add', 'account.key')
       LEFT JOIN ledger_payload p ON p.seq = e.seq ORDER BY k.seq`,
    )
    .all();
  const keys = new Map<string, KnownKey>();
  const findings: Finding[] = [];
  for (const { keyId, pem, seq, payload, erased } of rows) {
    const said = saidOf(payload);
    if (erased && fingerprintOf(pem) === keyId) keys.set(keyId, { pem, holder: null, since: seq });
    else if (said && said.keyId === keyId && said.publicKey === pem && fingerprintOf(pem) === keyId)
      keys.set(keyId, { pem, holder: said.name, since: seq });
    else
      findings.push({
        seq,
        kind: 'signature forged',
        reason: `key ${keyId.slice(0, 16)} of a person is not the one that the ledger names`,
      });
  }
  return { keys, findings };
}

function saidOf(payload: string | null): { keyId: unknown; publicKey: unknown; name: string } | null {
  try {
    const { keyId, publicKey, name } = JSON.parse(payload ?? '') as Record<string, unknown>;
    return typeof name === 'string' ? { keyId, publicKey, name } : null;
  } catch {
    return null;
  }
}

function fingerprintOf(pem: string): string | null {
  try {
    return publicKeyOf(pem).keyId;
  } catch {
    return null;
  }
}

function unsignedBy(db: Database, keys: ReadonlyMap<string, KnownKey>): number {
  const since = new Map<string, number>();
  for (const { holder, since: seq } of keys.values())
    if (holder !== null) since.set(holder, Math.min(seq, since.get(holder) ?? Number.POSITIVE_INFINITY));
  const count = db.prepare<[string, number], { n: number }>(
    `SELECT COUNT(*) AS n FROM ledger_entry e WHERE e.actor = ? AND e.seq > ?
     AND NOT EXISTS (SELECT 1 FROM ledger_signature s WHERE s.seq = e.seq)`,
  );
  return [...since].reduce((sum, [holder, seq]) => sum + count.get(holder, seq)!.n, 0);
}

/** For people who read a verification. */
export function peopleNotes({ signed, unsigned }: PeopleChecked): string[] {
  const notes = [
    signed === 1
      ? 'One entry is signed by the person who made it.'
      : `${signed} entries are signed by the people who made them.`,
  ];
  if (unsigned > 0)
    notes.push(
      `${unsigned === 1 ? 'One entry names' : `${unsigned} entries name`} somebody who had a key by then, and ${unsigned === 1 ? 'carries no signature: it was' : 'carry no signature: they were'} made without logging in, or the signatures were removed.`,
    );
  return notes;
}
