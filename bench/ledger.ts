/**
 * How long verifying a ledger takes.
 *
 *   npm run bench -- ledger [entries]
 *
 * A catalog with 100,000 entries (or so many as are asked for) of the size that tagging makes, with a checkpoint every
 * 256. The whole verification runs as `headwater verify` does it: chain, payloads, tree, signatures of all checkpoints.
 * The floor is what no verifier can do without: reading the same rows and taking as many SHA-256 over as many bytes.
 */
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { appendEntry } from '../catalog/ledger/append.ts';
import { ledgerKeys, makeCheckpoint } from '../catalog/ledger/custody/checkpoints.ts';
import { verifyCatalogFile } from '../catalog/ledger/custody/verify-file.ts';
import { treeOf } from '../catalog/ledger/prove.ts';
import { newPrivateKey, signerOf } from '../catalog/ledger/signing/keys.ts';
import { Catalog } from '../catalog/catalog.ts';
import { ms, say, timed, timedAsync } from './timed.ts';

const [asked, fillPath] = process.argv.slice(2);
const count = Number(asked ?? 100_000);
const EVERY = 256;
const GOAL_MS = 2000;
// Filled by a process of its own: verifying begins as `headwater verify` does, with nothing in memory.
if (fillPath === undefined) await measure();
else await fill(fillPath);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
  const path = join(folder, 'ledger.headwater');
  try {
    const self = fileURLToPath(import.meta.url);
    execFileSync(process.execPath, [self, String(count), path], { stdio: 'inherit' });
    await run(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(path: string): Promise<void> {
  const catalog = await Catalog.open({
    path,
    create: true,
    migrationsDir: fileURLToPath(new URL('../prisma/migrations', import.meta.url)),
    resourcesDir: fileURLToPath(new URL('../resources', import.meta.url)),
    toolVersion: 'bench',
    defaultActor: 'bench',
  });
  const signer = signerOf(newPrivateKey());
  const at = '2026-01-01T00:00:00.000Z';
  const filled = await timedAsync(() =>
    catalog.store.write((db) => {
      for (let n = 1; n <= count; n++) {
        appendEntry(db, {
          actor: 'ann',
          action: 'tag.edit',
          objectType: 'column',
          objectId: String(n),
          payload: {
            label: `Tagged column ${n} user.contact.email`,
            targets: [n],
            add: ['user.contact.email'],
          },
        });
        if (n % EVERY === 0 || n === count) makeCheckpoint(db, { signer, reason: 'change', at });
      }
    }),
  );
  say(`${count} entries appended, a checkpoint every ${EVERY}: ${ms(filled.ms)}`);
  await catalog.close();
}

async function run(path: string): Promise<void> {
  const floor = timed(() => readAndHash(path));
  const started = performance.now();
  const verified = await timedAsync(() =>
    verifyCatalogFile(path, { trusted: keysOf(path), outside: async () => [] }),
  );
  const wall = performance.now() - started;
  const { verdict, entries, checkpoints } = verified.value;
  say(`${verdict}: ${entries} entries, ${checkpoints.total} checkpoints`);
  say(`verified in ${ms(verified.ms)} of the processor, ${ms(wall)} by the clock`);
  say(
    `floor (read the rows, one SHA-256 for each hash): ${ms(floor.ms)}; ratio ${(verified.ms / floor.ms).toFixed(2)}`,
  );
  const db = new BetterSqlite3(path, { readonly: true });
  const tree = timed(() => treeOf(db));
  const proof = timed(() => tree.value.inclusionProof(Math.floor(count / 2)));
  db.close();
  say(`tree in memory: ${ms(tree.ms)}; one proof of ${proof.value.length} hashes: ${proof.ms.toFixed(2)} ms`);
  if (verdict !== 'intact' || entries !== count) throw new Error('The ledger should be intact');
  if (count <= 100_000 && verified.ms > GOAL_MS)
    throw new Error(`Verifying took ${ms(verified.ms)}; the goal is ${GOAL_MS} ms`);
}

function keysOf(path: string) {
  const db = new BetterSqlite3(path, { readonly: true });
  const keys = ledgerKeys(db);
  db.close();
  return keys;
}

function readAndHash(path: string): number {
  const db = new BetterSqlite3(path, { readonly: true });
  const rows = db
    .prepare<[], { head: string; salt: Buffer; payload: string }>(
      `SELECT e.seq || e.at || e.actor || e.action || e.object_type || e.object_id || hex(e.commitment) || hex(e.prev_hash) AS head,
              p.salt, p.payload
       FROM ledger_entry e JOIN ledger_payload p ON p.seq = e.seq ORDER BY e.seq`,
    )
    .iterate();
  let bytes = 0;
  const node = new Uint8Array(65);
  for (const { head, salt, payload } of rows) {
    bytes += hash('sha256', head, 'buffer').length;
    bytes += hash('sha256', Buffer.concat([salt, Buffer.from(payload)]), 'buffer').length;
    bytes += hash('sha256', node, 'buffer').length;
  }
  db.close();
  return bytes;
}
