/** Whatever is cut, moved, doubled, exchanged or replayed, at whatever place: it is found. */
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryVault } from '../../testing/memory-vault.ts';
import { Scene } from '../../testing/tampering.ts';
import type { PublicKey } from '../signing/keys.ts';
import { heldKeys } from '../signing/vault.ts';

const ENTRIES = 12;
const scene = new Scene();
let keys: PublicKey[];

beforeAll(async () => {
  let catalog = await scene.open(true);
  for (let n = 1; n <= ENTRIES; n++) {
    await scene.grow(catalog, 1);
    await catalog.close();
    scene.keep(`after ${n}`);
    catalog = await scene.open();
  }
  await catalog.close();
  keys = [(await heldKeys(scene.vault))!.signer];
});
beforeEach(() => scene.restore(`after ${ENTRIES}`));

async function verdictAfter(work: (db: Database) => void, alone = false): Promise<string> {
  scene.restore(`after ${ENTRIES}`);
  scene.tamper(work);
  return (await scene.verify(keys, alone)).verdict;
}

const move = (db: Database, from: number, to: number): void => {
  for (const table of ['ledger_entry', 'ledger_payload'])
    db.prepare(`UPDATE ${table} SET seq = ? WHERE seq = ?`).run(to, from);
};

const seq = fc.integer({ min: 1, max: ENTRIES });

it('a tail cut at any entry, with or without the checkpoints over it', async () => {
  for (let last = 0; last < ENTRIES; last++)
    for (const thorough of [false, true]) {
      const verdict = await verdictAfter((db) => {
        db.prepare('DELETE FROM ledger_entry WHERE seq > ?').run(last);
        db.prepare('DELETE FROM ledger_payload WHERE seq > ?').run(last);
        if (thorough) db.prepare('DELETE FROM ledger_checkpoint WHERE size > ?').run(last);
      });
      expect([last, thorough, verdict]).toEqual([last, thorough, 'tampered']);
    }
});

it('any copy of before put back, however it was closed', async () => {
  for (let then = 1; then < ENTRIES; then++)
    for (const ends of [[''], ['', '.checkpoint']]) {
      scene.restore(`after ${ENTRIES}`);
      scene.restore(`after ${then}`, ends);
      expect((await scene.verify(keys)).firstBad).toMatchObject({ kind: 'older copy', seq: then + 1 });
    }
});

describe('inside the chain, from the file and the key alone (property)', () => {
  it('any two entries exchanged', async () => {
    await fc.assert(
      fc.asyncProperty(seq, seq, async (a, b) => {
        fc.pre(a !== b);
        const verdict = await verdictAfter((db) => {
          move(db, a, -1);
          move(db, b, a);
          move(db, -1, b);
        }, true);
        expect(verdict).toBe('tampered');
      }),
      { numRuns: 25 },
    );
  });

  it('any entry left out, those after it moved up or not', async () => {
    await fc.assert(
      fc.asyncProperty(seq, fc.boolean(), async (gone, close) => {
        const verdict = await verdictAfter((db) => {
          db.prepare('DELETE FROM ledger_entry WHERE seq = ?').run(gone);
          db.prepare('DELETE FROM ledger_payload WHERE seq = ?').run(gone);
          if (close) for (let n = gone + 1; n <= ENTRIES; n++) move(db, n, n - 1);
        }, true);
        expect(verdict).toBe('tampered');
      }),
      { numRuns: 24 },
    );
  });

  it('any entry doubled at any place', async () => {
    await fc.assert(
      fc.asyncProperty(seq, seq, async (copied, before) => {
        const verdict = await verdictAfter((db) => {
          const [entry, payload] = ['ledger_entry', 'ledger_payload'].map((table) =>
            db.prepare<[number], object>(`SELECT * FROM ${table} WHERE seq = ?`).get(copied),
          );
          for (let n = ENTRIES; n >= before; n--) move(db, n, n + 1);
          for (const [table, row] of [
            ['ledger_entry', { ...entry, seq: before }],
            ['ledger_payload', { ...payload, seq: before }],
          ] as const) {
            const names = Object.keys(row);
            db.prepare(
              `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
            ).run(row);
          }
        }, true);
        expect(verdict).toBe('tampered');
      }),
      { numRuns: 24 },
    );
  });

  it('what any entry says, with its salt, exchanged for what another says', async () => {
    await fc.assert(
      fc.asyncProperty(seq, seq, async (a, b) => {
        fc.pre(a !== b);
        const verdict = await verdictAfter((db) => {
          db.prepare(
            `UPDATE ledger_payload SET (salt, payload) = (SELECT salt, payload FROM ledger_payload WHERE seq = ?) WHERE seq = ?`,
          ).run(b, a);
        }, true);
        expect(verdict).toBe('tampered');
      }),
      { numRuns: 20 },
    );
  });

  it('any flipped byte of what a checkpoint notes of the tree', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('edge', 'head'),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (column, row, at, flip) => {
          const verdict = await verdictAfter((db) => {
            const rows = db
              .prepare<[], { size: number; value: Buffer }>(
                `SELECT size, ${column} AS value FROM ledger_checkpoint ORDER BY size`,
              )
              .all();
            const { size, value } = rows[row % rows.length]!;
            value[at % value.length]! ^= flip;
            db.prepare(`UPDATE ledger_checkpoint SET ${column} = ? WHERE size = ?`).run(value, size);
          }, true);
          expect(verdict).toBe('tampered');
        },
      ),
      { numRuns: 30 },
    );
  });
});

it('a spoilt edge of the tree does not make the app sign a wrong root', async () => {
  scene.tamper('UPDATE ledger_checkpoint SET edge = zeroblob(length(edge))');
  // Neither notes nor a vault that knows the ledger: nothing but the file could warn it.
  const vault = new MemoryVault();
  for (const [name, text] of scene.vault.kept) if (name === 'ledger-signing-key') vault.kept.set(name, text);
  const kept = scene.vault;
  scene.vault = vault;
  const catalog = await scene.open();
  await scene.grow(catalog, 1);
  const made = (await catalog.custody.checkpoint('asked for'))!;
  const { findings } = await catalog.custody.verify();
  await catalog.close();
  scene.vault = kept;
  expect(made.size).toBe(ENTRIES + 1);
  // The spoilt rows are told; the new checkpoint is not among them.
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.map((one) => one.seq)).not.toContain(ENTRIES + 1);
});
