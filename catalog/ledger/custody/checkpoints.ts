/** The checkpoints that the catalog file itself holds: making the next, listing them. */
import type { Database } from 'better-sqlite3';
import { TreeEdge } from '../merkle/tree.ts';
import { originOf, signCheckpoint } from '../signing/checkpoint.ts';
import type { PublicKey, Signer } from '../signing/keys.ts';

/** A checkpoint as the catalog file holds it. */
export interface CheckpointRecord {
  /** Entries under it. */
  readonly size: number;
  /** Hex. */
  readonly root: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** The signed note. */
  readonly text: string;
  readonly keyId: string;
  readonly reason: string;
}

/** Signing now would contradict what was signed before; the message says how. */
export class CheckpointRefused extends Error {
  override readonly name = 'CheckpointRefused';
}

interface Row {
  readonly size: number;
  readonly root: Buffer;
  readonly head: Buffer;
  readonly edge: Buffer;
  readonly at: string;
  readonly text: string;
  readonly keyId: string;
  readonly reason: string;
}

const SELECT = 'SELECT size, root, head, edge, at, text, key_id AS keyId, reason FROM ledger_checkpoint';

/** Which ledger it is; null for an empty one. */
export function originIn(db: Database): string | null {
  const first = db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = 1')
    .get();
  return first ? originOf(first.hash) : null;
}

/** The one over the most entries; null where nothing was signed yet. */
export function newestCheckpoint(db: Database): CheckpointRecord | null {
  const row = db.prepare<[], Row>(`${SELECT} ORDER BY size DESC LIMIT 1`).get();
  return row ? recordOf(row) : null;
}

/** Newest first. */
export function listCheckpoints(
  db: Database,
  page: { readonly offset: number; readonly limit: number },
): { total: number; items: CheckpointRecord[] } {
  return {
    total: db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM ledger_checkpoint').get()!.n,
    items: db
      .prepare<[number, number], Row>(`${SELECT} ORDER BY size DESC LIMIT ? OFFSET ?`)
      .all(page.limit, page.offset)
      .map(recordOf),
  };
}

/** Keys that signed checkpoints of this ledger, oldest first. */
export function ledgerKeys(db: Database): (PublicKey & { readonly at: string })[] {
  return db
    .prepare<[], PublicKey & { at: string }>(
      'SELECT key_id AS keyId, public_key AS pem, at FROM ledger_key ORDER BY at, key_id',
    )
    .all();
}

/** Root of the tree over the first entries, grown from the checkpoint before where there is one. */
export function rootAt(db: Database, size: number): Uint8Array {
  return edgeAt(db, size).root();
}

/** Who signs, why (`import`, `close` …), and when (RFC 3339, UTC). */
export interface MakeCheckpoint {
  readonly signer: Signer;
  readonly reason: string;
  readonly at: string;
}

/**
 * Signs the ledger as it is and keeps the checkpoint; call inside a write transaction. A ledger that has a
 * checkpoint of its present size keeps that one; an empty ledger gets none.
 * @throws CheckpointRefused where the ledger is not a continuation of what was signed before
 */
export function makeCheckpoint(
  db: Database,
  { signer, reason, at }: MakeCheckpoint,
): CheckpointRecord | null {
  const head = db
    .prepare<[], { size: number; hash: Buffer }>(
      'SELECT seq AS size, entry_hash AS hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
    )
    .get();
  const origin = originIn(db);
  const last = db.prepare<[], Row>(`${SELECT} ORDER BY size DESC LIMIT 1`).get();
  refuseContradiction(db, last, head?.size ?? 0);
  if (!head || origin === null) return null;
  if (last?.size === head.size) return recordOf(last);
  const edge = edgeAt(db, head.size);
  const root = Buffer.from(edge.root());
  const text = signCheckpoint({ origin, size: head.size, root }, signer);
  keepKey(db, signer, at);
  db.prepare(
    'INSERT INTO ledger_checkpoint (size, root, head, edge, at, text, key_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(head.size, root, head.hash, Buffer.from(edge.toBytes()), at, text, signer.keyId, reason);
  return { size: head.size, root: root.toString('hex'), at, text, keyId: signer.keyId, reason };
}

function refuseContradiction(db: Database, last: Row | undefined, size: number): void {
  if (!last) return;
  if (last.size > size)
    throw new CheckpointRefused(
      `The ledger ends at entry ${size}, but ${last.size} entries were signed before`,
    );
  const then = db
    .prepare<[number], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = ?')
    .get(last.size);
  if (!then?.hash.equals(last.head))
    throw new CheckpointRefused(`Entry ${last.size} is not the one that was signed before`);
}

function edgeAt(db: Database, size: number): TreeEdge {
  const last = db.prepare<[number], Row>(`${SELECT} WHERE size <= ? ORDER BY size DESC LIMIT 1`).get(size);
  const edge = (last && keptEdge(last)) ?? new TreeEdge();
  const leaves = db.prepare<[number, number], { hash: Buffer }>(
    'SELECT entry_hash AS hash FROM ledger_entry WHERE seq > ? AND seq <= ? ORDER BY seq',
  );
  for (const { hash } of leaves.iterate(edge.size, size)) edge.append(hash);
  return edge;
}

/** The edge of a checkpoint is not signed: one that is not of its root counts for nothing. */
export function keptEdge({ size, root, edge }: Pick<Row, 'size' | 'root' | 'edge'>): TreeEdge | null {
  try {
    const kept = TreeEdge.restore(size, edge);
    return Buffer.from(kept.root()).equals(root) ? kept : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function keepKey(db: Database, { keyId, pem }: PublicKey, at: string): void {
  if (db.prepare('SELECT 1 FROM ledger_key WHERE key_id = ?').get(keyId)) return;
  db.prepare('INSERT INTO ledger_key (key_id, public_key, at) VALUES (?, ?, ?)').run(keyId, pem, at);
}

function recordOf({ size, root, at, text, keyId, reason }: Row): CheckpointRecord {
  return { size, root: root.toString('hex'), at, text, keyId, reason };
}
