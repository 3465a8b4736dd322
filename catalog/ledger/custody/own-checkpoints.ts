/** Checking the checkpoints that the catalog file itself holds, and whose they are. */
import type { Database } from 'better-sqlite3';
import { parseCheckpoint, type Checkpoint } from '../signing/checkpoint.ts';
import { isSigned, KeyError, publicKeyOf, type PublicKey } from '../signing/keys.ts';
import { NoteError, signedBy } from '../signing/note.ts';
import { keptEdge, originIn } from './checkpoints.ts';
import { hasTable, type Finding, type Walked } from './findings.ts';

/** The checkpoints in the file, summed up. */
export interface OwnCheckpoints {
  readonly total: number;
  readonly newestSize: number | null;
  readonly newestAt: string | null;
  /** Fingerprint of the key of the newest. */
  readonly keyId: string | null;
  /** Whether that key is known from elsewhere, or a key that is vouches for it. */
  readonly trusted: boolean;
}

/** What checking the checkpoints in the file found. */
export interface OwnResult {
  readonly checkpoints: OwnCheckpoints;
  readonly findings: readonly Finding[];
  /** Keys that the file names. */
  readonly keys: readonly PublicKey[];
}

interface Row {
  readonly size: number;
  readonly root: unknown;
  readonly head: unknown;
  readonly edge: unknown;
  readonly at: string;
  readonly text: unknown;
  readonly keyId: string;
}

/**
 * Checks every checkpoint in the file: its signature, and that the ledger as it was walked is what it was signed
 * over. What is wrong is found, never thrown. `trusted`: keys that are known from elsewhere.
 */
export function checkOwn(db: Database, walked: Walked, trusted: readonly PublicKey[]): OwnResult {
  const findings: Finding[] = [];
  if (!hasTable(db, 'ledger_checkpoint')) return { checkpoints: NONE, findings, keys: [] };
  const keys = keysIn(db, findings);
  // A trusted key may be known by its fingerprint alone; the file then brings the key itself.
  const known = new Map([...trusted.filter(({ pem }) => pem), ...keys].map((key) => [key.keyId, key]));
  const rows = db
    .prepare<[], Row>(
      'SELECT size, root, head, edge, at, text, key_id AS keyId FROM ledger_checkpoint ORDER BY size',
    )
    .all();
  let signer: string | null = null;
  for (const row of rows) {
    try {
      const checkpoint = parseCheckpoint(String(row.text));
      const key = signedBy(checkpoint.note, checkpoint.origin, known.values());
      const fault = faultOf(row, checkpoint, key, walked);
      if (fault) findings.push(fault);
      else signer = row.keyId;
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      findings.push(forged(row, error.message));
    }
  }
  return {
    keys,
    findings,
    checkpoints: {
      total: rows.length,
      newestSize: rows.at(-1)?.size ?? null,
      newestAt: rows.at(-1)?.at ?? null,
      keyId: signer,
      trusted: signer !== null && vouched(db, keys, trusted, walked).has(signer),
    },
  };
}

const NONE: OwnCheckpoints = { total: 0, newestSize: null, newestAt: null, keyId: null, trusted: false };

function faultOf(row: Row, checkpoint: Checkpoint, key: PublicKey | null, walked: Walked): Finding | null {
  const { origin, size, root } = checkpoint;
  const same = size === row.size && Buffer.isBuffer(row.root) && row.root.equals(root);
  const kept = same && Buffer.isBuffer(row.edge) && keptEdge({ size, root: row.root, edge: row.edge });
  if (!kept) return forged(row, 'it does not say what the catalog notes of it');
  if (key?.keyId !== row.keyId)
    return forged(row, 'it is not signed with the key that the catalog notes for it');
  if (walked.origin !== null && origin !== walked.origin)
    return {
      seq: 0,
      kind: 'replaced',
      reason: `a checkpoint over ${size} entries is of another ledger (${origin})`,
    };
  const head = walked.heads.get(size);
  if (head) {
    if (head.root !== Buffer.from(root).toString('hex'))
      return {
        seq: size,
        kind: 'rewritten',
        reason: `the first ${size} entries are not those that were signed`,
      };
    return Buffer.isBuffer(row.head) && row.head.toString('hex') === head.entryHash
      ? null
      : forged(row, 'its last entry is not the one that the catalog notes of it');
  }
  // Beyond a break in the chain nothing more can be said.
  if (walked.broken) return null;
  return {
    seq: walked.entries + 1,
    kind: 'cut',
    reason: `the ledger ends at entry ${walked.entries}, but ${size} entries were signed on ${row.at}`,
  };
}

function forged({ size }: Row, why: string): Finding {
  return { seq: size, kind: 'checkpoint forged', reason: `the checkpoint over ${size} entries: ${why}` };
}

function keysIn(db: Database, findings: Finding[]): PublicKey[] {
  const rows = db
    .prepare<[], { keyId: string; pem: string }>(
      'SELECT key_id AS keyId, public_key AS pem FROM ledger_key ORDER BY at, key_id',
    )
    .all();
  return rows.flatMap(({ keyId, pem }) => {
    try {
      const key = publicKeyOf(pem);
      if (key.keyId === keyId) return [key];
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
    }
    findings.push({
      seq: 0,
      kind: 'checkpoint forged',
      reason: `key ${keyId} is not what its fingerprint says`,
    });
    return [];
  });
}

/** What the old key signs when a new one takes over; see docs/ledger.md. */
export function takeoverText(origin: string, newKeyId: string): string {
  return `headwater key takeover\n${origin}\n${newKeyId}\n`;
}

/** What a key signs to vouch for another one that signs beside it, as that of the command line beside that of the app. */
export function besideText(origin: string, otherKeyId: string): string {
  return `headwater key beside\n${origin}\n${otherKeyId}\n`;
}

/** Keys that are trusted, and those that they handed over to or vouched for: the old key signs that. */
function vouched(
  db: Database,
  keys: readonly PublicKey[],
  trusted: readonly PublicKey[],
  { origin, entries }: Walked,
): Set<string> {
  const good = new Set(trusted.map((key) => key.keyId));
  if (origin === null) return good;
  const byId = new Map([...trusted, ...keys].map((key) => [key.keyId, key]));
  for (let grown = true; grown;) {
    grown = false;
    for (const { from, to, beside, signature } of takeovers(db, entries)) {
      const old = byId.get(from);
      if (!old || !good.has(from) || good.has(to)) continue;
      const text = beside ? besideText(origin, to) : takeoverText(origin, to);
      if (!isSigned(Buffer.from(text), signature, old.pem)) continue;
      good.add(to);
      grown = true;
    }
  }
  return good;
}

/** The same for the ledger as it stands, not walked. */
export function vouchedKeys(db: Database, trusted: readonly PublicKey[]): Set<string> {
  const origin = originIn(db);
  const walked = { origin, entries: Number.MAX_SAFE_INTEGER, broken: false, heads: new Map() };
  return vouched(db, keysIn(db, []), trusted, walked);
}

function takeovers(
  db: Database,
  upTo: number,
): { from: string; to: string; beside: boolean; signature: Buffer }[] {
  return db
    .prepare<
      [number],
      { from: string | null; to: string | null; beside: number | null; signature: string | null }
    >(
      `SELECT json_extract(p.payload, '$.from') AS "from", json_extract(p.payload, '$.to') AS "to",
              json_extract(p.payload, '$.beside') AS beside,
              json_extract(p.payload, '$.signature') AS signature
       FROM ledger_entry e JOIN ledger_payload p ON p.seq = e.seq
       WHERE e.action = 'ledger.key' AND e.seq <= ? AND json_valid(p.payload)`,
    )
    .all(upTo)
    .flatMap(({ from, to, beside, signature }) =>
      typeof from === 'string' && typeof to === 'string' && typeof signature === 'string'
        ? [{ from, to, beside: beside === 1, signature: Buffer.from(signature, 'base64') }]
        : [],
    );
}
