import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryStore } from '../testing/temp-catalog.ts';
import type { Store } from '../store/store.ts';
import { appendEntry } from './append.ts';
import { GENESIS_HASH, commit, sealEntry } from './entry.ts';
import { ledgerEntry } from './read.ts';
import { verifyLedger } from './verify.ts';

const ENTRIES = 6;
let store: Store;
beforeEach(async () => {
  store = await openTemporaryStore();
  await store.write((db) => {
    for (let n = 1; n <= ENTRIES; n++) append(db, n);
  });
});

function append(db: Database, n: number) {
  return appendEntry(db, {
    actor: 'ann',
    action: 'test.do',
    objectType: 'thing',
    objectId: String(n),
    payload: { label: `deed ${n}`, n },
  });
}

/** What somebody with the file and an editor can do: the triggers do not hold them. */
async function tamper(sql: string): Promise<void> {
  await store.write((db) => {
    for (const name of [
      'ledger_no_update',
      'ledger_no_delete',
      'ledger_next',
      'ledger_payload_no_edit',
      'ledger_payload_no_delete',
      'ledger_payload_once',
    ]) {
      db.exec(`DROP TRIGGER IF EXISTS ${name}`);
    }
    db.exec(sql);
  });
}

describe('the chain', () => {
  it('is intact as written', async () => {
    expect(await verifyLedger(store.reader)).toMatchObject({
      verdict: 'intact',
      entries: ENTRIES,
      payloadsChecked: ENTRIES,
      firstBad: null,
    });
  });

  it.each([
    ['an edited actor', `UPDATE ledger_entry SET actor = 'eve' WHERE seq = 3`, 3],
    ['an edited time', `UPDATE ledger_entry SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1`, 1],
    [
      'an edited payload',
      `UPDATE ledger_payload SET payload = replace(payload, 'deed', 'Deed') WHERE seq = 4`,
      4,
    ],
    ['an exchanged salt', `UPDATE ledger_payload SET salt = zeroblob(32) WHERE seq = 2`, 2],
    ['a deleted entry', 'DELETE FROM ledger_entry WHERE seq = 3', 4],
    ['a deleted payload', 'DELETE FROM ledger_payload WHERE seq = 5', 5],
    [
      'swapped entries',
      'UPDATE ledger_entry SET seq = -2 WHERE seq = 2; UPDATE ledger_entry SET seq = 2 WHERE seq = 3; UPDATE ledger_entry SET seq = 3 WHERE seq = -2',
      2,
    ],
  ] as const)('shows %s', async (_what, sql, seq) => {
    await tamper(sql);
    expect(await verifyLedger(store.reader)).toMatchObject({ verdict: 'tampered', firstBad: { seq } });
  });

  it('shows any flipped byte of any hash (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: ENTRIES }),
        fc.constantFrom('commitment', 'prev_hash', 'entry_hash'),
        fc.nat(31),
        fc.integer({ min: 1, max: 255 }),
        async (seq, column, at, flip) => {
          await tamper('');
          const read = store.reader
            .prepare<[number], { value: Buffer }>(`SELECT ${column} AS value FROM ledger_entry WHERE seq = ?`)
            .get(seq)!.value;
          const bad = Buffer.from(read);
          bad[at] = bad[at]! ^ flip;
          const set = (value: Buffer) =>
            store.write((db) =>
              db.prepare(`UPDATE ledger_entry SET ${column} = ? WHERE seq = ?`).run(value, seq),
            );
          await set(bad);
          expect((await verifyLedger(store.reader)).verdict).toBe('tampered');
          await set(read);
          expect((await verifyLedger(store.reader)).verdict).toBe('intact');
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stays verifiable when a payload is erased', async () => {
    await store.write((db) => {
      db.prepare(
        `UPDATE ledger_payload SET payload = NULL, salt = NULL, erased_at = '2026-01-01T00:00:00.000Z', erased_reason = 'Art. 17' WHERE seq = 2`,
      ).run();
    });
    expect(await verifyLedger(store.reader)).toMatchObject({
      verdict: 'intact',
      payloadsChecked: ENTRIES - 1,
      payloadsErased: 1,
    });
  });
});

it('shows an entry whose payload is no JSON any more as it stands there', async () => {
  await tamper(`UPDATE ledger_payload SET payload = 'deed 4' WHERE seq = 4`);
  expect(ledgerEntry(store.reader, 4)).toMatchObject({ label: 'test.do', payload: 'deed 4' });
});

describe('the triggers refuse', () => {
  it.each([
    `UPDATE ledger_entry SET actor = 'eve' WHERE seq = 1`,
    'DELETE FROM ledger_entry WHERE seq = 6',
    `INSERT OR REPLACE INTO ledger_entry SELECT seq, at, 'eve', action, object_type, object_id, commitment, prev_hash, entry_hash FROM ledger_entry WHERE seq = 1`,
    `INSERT INTO ledger_entry SELECT seq + 5, at, actor, action, object_type, object_id, commitment, prev_hash, entry_hash FROM ledger_entry WHERE seq = 6`,
    `UPDATE ledger_payload SET payload = '{}' WHERE seq = 1`,
    'DELETE FROM ledger_payload WHERE seq = 1',
    `INSERT OR REPLACE INTO ledger_payload (seq, salt, payload) VALUES (1, NULL, '{}')`,
  ])('%s', async (sql) => {
    await expect(store.write((db) => db.exec(sql))).rejects.toThrow(/ledger/);
    expect((await verifyLedger(store.reader)).verdict).toBe('intact');
  });
});

it('commits to the payload so that whoever has payload and salt can check it', () => {
  const entry = sealEntry({
    seq: 1,
    at: '2026-01-01T00:00:00.000Z',
    actor: 'ann',
    action: 'a',
    objectType: 'o',
    objectId: '1',
    payload: { label: 'x', b: 1, a: [true, null, 'é'] },
    prevHash: GENESIS_HASH,
  });
  expect(entry.payload).toBe('{"a":[true,null,"é"],"b":1,"label":"x"}');
  expect(Buffer.from(commit(entry.salt, entry.payload)).equals(Buffer.from(entry.commitment))).toBe(true);
});

it('takes text that UTF-8 cannot hold, and stays intact', async () => {
  await store.write((db) =>
    appendEntry(db, {
      actor: 'ann\ud800',
      action: 'test.do',
      objectType: 'thing',
      objectId: 'x',
      payload: { label: 'half \udc00', 'key\ud800': ['\ud83d'], __proto__x: 'x'.repeat(2_000_000) },
    }),
  );
  expect(await verifyLedger(store.reader)).toMatchObject({ verdict: 'intact', entries: ENTRIES + 1 });
});
