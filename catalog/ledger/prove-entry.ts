/** A proof of inclusion for one entry of an open catalog, under a checkpoint that is signed if need be. */
import type { Catalog } from '../catalog.ts';
import { ledgerKeys, newestCheckpoint, originIn, type CheckpointRecord } from './custody/checkpoints.ts';
import { proveInclusion, treeOf, type InclusionProof } from './prove.ts';
import { publicKeyOf } from './signing/keys.ts';

/**
 * Under the newest checkpoint; one is made where none is over the entry yet. Where nothing is signed, the proof is
 * under the present root.
 * @returns null where there is no such entry
 * @throws CheckpointRefused | VaultError
 */
export async function proofOf(catalog: Catalog, seq: number): Promise<InclusionProof | null> {
  const db = catalog.store.reader;
  const origin = originIn(db);
  const entries = catalog.newestSeq();
  if (origin === null || seq > entries || seq < 1) return null;
  const checkpoint = await checkpointOver(catalog, seq);
  const tree = catalog.cached('ledger-tree', () => treeOf(db));
  const key = ledgerKeys(db).find(({ keyId }) => keyId === checkpoint?.keyId);
  return proveInclusion(db, tree, seq, {
    origin,
    size: checkpoint?.size ?? entries,
    checkpoint: checkpoint?.text ?? null,
    publicKey: key ? publicKeyOf(key.pem).pem : null,
  });
}

async function checkpointOver(catalog: Catalog, seq: number): Promise<CheckpointRecord | null> {
  const newest = newestCheckpoint(catalog.store.reader);
  if (newest && newest.size >= seq) return newest;
  return catalog.custody.vault ? catalog.custody.checkpoint('proof') : null;
}
