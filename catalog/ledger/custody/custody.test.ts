import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from '../../testing/tampering.ts';
import { MemoryVault } from '../../testing/memory-vault.ts';
import { GENESIS_HASH, sealEntry } from '../entry.ts';
import { erasePayload } from '../erase.ts';
import { proofTrouble } from '../prove.ts';
import { proofOf } from '../prove-entry.ts';
import { signCheckpoint } from '../signing/checkpoint.ts';
import { newPrivateKey, publicKeyOf, signerOf, type PublicKey } from '../signing/keys.ts';
import { heldKeys, VaultError } from '../signing/vault.ts';
import { TreeEdge } from '../merkle/tree.ts';
import { originIn } from './checkpoints.ts';

const ENTRIES = 10;
const scene = new Scene();
let keys: PublicKey[];

beforeAll(async () => {
  const catalog = await scene.open(true);
  await scene.grow(catalog, 4);
  await catalog.custody.settle();
  catalog.store.writer.pragma('wal_checkpoint(TRUNCATE)');
  scene.keep('early');
  await scene.grow(catalog, ENTRIES - 4);
  await catalog.close();
  scene.keep('whole');
  keys = [(await heldKeys(scene.vault))!.signer];
});
beforeEach(() => scene.restore('whole'));

/** Writes the chain anew from an entry on, so that it fits again. */
function rewrite(db: Database, from: number, actor: string): void {
  const rows = db
    .prepare<
      [number],
      { seq: number; at: string; action: string; type: string; id: string; payload: string }
    >(
      `SELECT e.seq, at, action, object_type AS type, object_id AS id, payload FROM ledger_entry e
       JOIN ledger_payload p ON p.seq = e.seq WHERE e.seq >= ? ORDER BY e.seq`,
    )
    .all(from);
  const before = db
    .prepare<[number], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = ?')
    .get(from - 1);
  let prevHash: Uint8Array = before?.hash ?? GENESIS_HASH;
  for (const { seq, at, action, type, id, payload } of rows) {
    const sealed = sealEntry({
      seq,
      at,
      actor,
      action,
      objectType: type,
      objectId: id,
      payload: JSON.parse(payload) as { label: string },
      prevHash,
    });
    prevHash = sealed.entryHash;
    db.prepare(
      'UPDATE ledger_entry SET actor = ?, commitment = ?, prev_hash = ?, entry_hash = ? WHERE seq = ?',
    ).run(actor, sealed.commitment, sealed.prevHash, sealed.entryHash, seq);
    db.prepare('UPDATE ledger_payload SET salt = ? WHERE seq = ?').run(sealed.salt, seq);
  }
}

/** Signs everything anew with a key of the forger's own. */
function signAnew(db: Database): PublicKey {
  const forger = signerOf(newPrivateKey());
  const origin = originIn(db)!;
  const edge = new TreeEdge();
  db.exec('DELETE FROM ledger_checkpoint; DELETE FROM ledger_key');
  db.prepare('INSERT INTO ledger_key VALUES (?, ?, ?)').run(
    forger.keyId,
    forger.pem,
    '2026-01-01T00:00:00.000Z',
  );
  const leaves = db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry ORDER BY seq')
    .all();
  for (const { hash } of leaves) edge.append(hash);
  const { size } = edge;
  const root = edge.root();
  db.prepare('INSERT INTO ledger_checkpoint VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    size,
    root,
    leaves.at(-1)!.hash,
    edge.toBytes(),
    '2026-01-01T00:00:00.000Z',
    signCheckpoint({ origin, size, root }, forger),
    forger.keyId,
    'import',
  );
  return forger;
}

describe('a ledger as it was written', () => {
  it('is intact, with checkpoints after imports and at the end, beside the file and in the vault', async () => {
    const result = await scene.verify(keys);
    expect(result).toMatchObject({
      verdict: 'intact',
      entries: ENTRIES,
      findings: [],
      checkpoints: { newestSize: ENTRIES, keyId: keys[0]!.keyId, trusted: true },
    });
    expect(result.checkpoints.total).toBeGreaterThanOrEqual(3);
    expect(result.compared.map(({ size, outcome }) => [size, outcome])).toEqual(
      Array.from({ length: 3 }, () => [ENTRIES, 'agrees']),
    );
    expect(readFileSync(`${scene.path}.checkpoint`, 'utf8')).toContain(`\n${ENTRIES}\n`);
  });

  it('cannot be decided by a reader who knows neither key nor head, and can with either', async () => {
    expect((await scene.verify([], true)).verdict).toBe('undecided');
    expect((await scene.verify(keys, true)).verdict).toBe('intact');
    expect((await scene.verify([])).verdict).toBe('intact');
    expect((await scene.verify([{ keyId: keys[0]!.keyId, pem: '' }], true)).verdict).toBe('intact');
    const stranger = publicKeyOf(newPrivateKey());
    expect((await scene.verify([stranger], true)).verdict).toBe('undecided');
  });

  it('is verified without a word being written to it or beside it', async () => {
    const before = readFileSync(scene.path);
    await scene.verify(keys);
    expect(readFileSync(scene.path).equals(before)).toBe(true);
  });
});

describe('an attack is found and named', () => {
  const cut = (db: Database) => {
    db.exec('DELETE FROM ledger_entry WHERE seq > 7; DELETE FROM ledger_payload WHERE seq > 7');
  };
  const cases: readonly (readonly [string, string | ((db: Database) => void), string])[] = [
    ['an edited entry', `UPDATE ledger_entry SET actor = 'eve' WHERE seq = 3`, 'edited'],
    ['an entry of another type', `UPDATE ledger_entry SET entry_hash = 'x' WHERE seq = 3`, 'edited'],
    ['a removed entry', 'DELETE FROM ledger_entry WHERE seq = 5', 'removed'],
    [
      'an entry before the first',
      `INSERT INTO ledger_entry SELECT 0, at, actor, action, object_type, object_id, commitment, prev_hash, entry_hash FROM ledger_entry WHERE seq = 1`,
      'inserted',
    ],
    [
      'reordered entries',
      'UPDATE ledger_entry SET seq = -2 WHERE seq = 2; UPDATE ledger_entry SET seq = 2 WHERE seq = 3; UPDATE ledger_entry SET seq = 3 WHERE seq = -2; UPDATE ledger_payload SET seq = -2 WHERE seq = 2; UPDATE ledger_payload SET seq = 2 WHERE seq = 3; UPDATE ledger_payload SET seq = 3 WHERE seq = -2',
      'reordered',
    ],
    [
      'an entry removed and those after it moved up',
      'DELETE FROM ledger_entry WHERE seq = 4; DELETE FROM ledger_payload WHERE seq = 4; UPDATE ledger_entry SET seq = seq - 1 WHERE seq > 4; UPDATE ledger_payload SET seq = seq - 1 WHERE seq > 4',
      'removed',
    ],
    [
      'an edited payload',
      `UPDATE ledger_payload SET payload = replace(payload, 'deed', 'Deed') WHERE seq = 4`,
      'payload edited',
    ],
    ['a removed payload', 'DELETE FROM ledger_payload WHERE seq = 4', 'payload removed'],
    [
      'a payload erased behind the ledger’s back',
      `UPDATE ledger_payload SET payload = NULL, salt = NULL, erased_at = '2026-01-01T00:00:00.000Z', erased_reason = 'x' WHERE seq = 4`,
      'payload removed',
    ],
    ['a tail cut off', cut, 'cut'],
    ['all entries removed', 'DELETE FROM ledger_entry; DELETE FROM ledger_payload', 'cut'],
    ['no tables', 'DROP TABLE ledger_payload; DROP TABLE ledger_entry', 'removed'],
    [
      'a tail cut off with the checkpoints over it',
      (db) => {
        cut(db);
        db.exec('DELETE FROM ledger_checkpoint WHERE size > 7');
      },
      'older copy',
    ],
    ['entries written anew from one on', (db) => rewrite(db, 5, 'eve'), 'rewritten'],
    [
      'entries written anew and signed with another key',
      (db) => {
        rewrite(db, 5, 'eve');
        signAnew(db);
      },
      'rewritten',
    ],
    [
      'the whole ledger written anew and signed with another key',
      (db) => {
        rewrite(db, 1, 'eve');
        signAnew(db);
      },
      'replaced',
    ],
    [
      'a checkpoint with another root',
      `UPDATE ledger_checkpoint SET root = zeroblob(32) WHERE size = (SELECT MIN(size) FROM ledger_checkpoint)`,
      'checkpoint forged',
    ],
    [
      'a checkpoint of another size',
      `UPDATE ledger_checkpoint SET size = 2 WHERE size = (SELECT MIN(size) FROM ledger_checkpoint)`,
      'checkpoint forged',
    ],
    [
      'a checkpoint that cannot be read',
      `UPDATE ledger_checkpoint SET text = 'x' WHERE size = (SELECT MIN(size) FROM ledger_checkpoint)`,
      'checkpoint forged',
    ],
    [
      'an exchanged key',
      (db) => void db.prepare('UPDATE ledger_key SET public_key = ?').run(publicKeyOf(newPrivateKey()).pem),
      'checkpoint forged',
    ],
  ];
  it.each(cases)('%s', async (_what, attack, kind) => {
    scene.tamper(attack);
    const result = await scene.verify(keys);
    expect(result.verdict).toBe('tampered');
    expect(result.findings.map((finding) => finding.kind)).toContain(kind);
    expect(result.firstBad?.reason).toMatch(/\w/);
  });

  it('an older copy of the file put back, also together with the checkpoint beside it', async () => {
    for (const ends of [[''], ['', '.checkpoint']]) {
      scene.restore('whole');
      scene.restore('early', ends);
      expect(await scene.verify(keys)).toMatchObject({
        verdict: 'tampered',
        firstBad: { kind: 'older copy', seq: 5 },
      });
      // The file and its keys alone cannot show it.
      expect((await scene.verify(keys, true)).verdict).toBe('intact');
    }
  });

  it('another catalog in the place of this one', async () => {
    const other = new Scene();
    const catalog = await other.open(true);
    await other.grow(catalog, 3);
    await catalog.close();
    writeFileSync(scene.path, readFileSync(other.path));
    expect(await scene.verify(keys)).toMatchObject({ verdict: 'tampered', firstBad: { kind: 'replaced' } });
  });

  it('any flipped byte of any column of any row (property)', async () => {
    const columns = [
      ...['at', 'actor', 'action', 'object_type', 'object_id', 'commitment', 'prev_hash', 'entry_hash'].map(
        (column) => ['ledger_entry', 'seq', column] as const,
      ),
      ...['salt', 'payload'].map((column) => ['ledger_payload', 'seq', column] as const),
      ...['root', 'text', 'key_id'].map((column) => ['ledger_checkpoint', 'size', column] as const),
      ['ledger_key', 'rowid', 'key_id'] as const,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...columns),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 127 }),
        async ([table, id, column], row, at, flip) => {
          scene.restore('whole');
          scene.tamper((db) => {
            const rows = db
              .prepare<[], { id: number; value: Buffer | string }>(
                `SELECT ${id} AS id, ${column} AS value FROM ${table} ORDER BY 1`,
              )
              .all();
            const { id: key, value } = rows[row % rows.length]!;
            const bytes = Buffer.from(value as string);
            bytes[at % bytes.length] = bytes[at % bytes.length]! ^ flip;
            db.prepare(
              `UPDATE ${table} SET ${column} = ${Buffer.isBuffer(value) ? '?' : 'CAST(? AS TEXT)'} WHERE ${id} = ?`,
            ).run(bytes, key);
          });
          expect((await scene.verify(keys)).verdict).toBe('tampered');
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('an open catalog', () => {
  it('does not sign what contradicts what it signed, and says so until a person takes it as it is', async () => {
    const vault = new MemoryVault();
    for (const [name, text] of scene.vault.kept) vault.kept.set(name, text);
    const notes = readFileSync(scene.notesFile);
    scene.restore('early');
    const catalog = await scene.open();
    await scene.grow(catalog, 2);
    await catalog.custody.settle();
    expect(catalog.custody.problem).toMatch(/ends at entry 6, but this machine signed 10/);
    expect((await catalog.custody.verify()).verdict).toBe('tampered');
    await catalog.custody.acceptRestored('ann', 'the disk failed');
    catalog.announce(['ledger']);
    await catalog.custody.settle();
    expect(catalog.custody.problem).toBeNull();
    expect(await catalog.custody.verify()).toMatchObject({ verdict: 'intact', entries: 7, findings: [] });
    expect(existsSync(`${scene.path}.checkpoint.before`)).toBe(true);
    await catalog.close();
    // As it was, for the other tests.
    scene.vault = vault;
    writeFileSync(scene.notesFile, notes);
  });

  it('lets a new key take over, which the old one vouches for', async () => {
    const catalog = await scene.open();
    const vault = new MemoryVault();
    for (const [name, text] of scene.vault.kept) vault.kept.set(name, text);
    const notes = readFileSync(scene.notesFile);
    const { keyId } = await catalog.custody.rotateKey('ann');
    catalog.announce(['ledger']);
    await catalog.close();
    expect(keyId).not.toBe(keys[0]!.keyId);
    // Somebody who knows the first key only.
    expect(await scene.verify(keys, true)).toMatchObject({
      verdict: 'intact',
      checkpoints: { keyId, trusted: true },
    });
    scene.tamper(
      `UPDATE ledger_payload SET payload = json_set(payload, '$.signature', 'AAAA') WHERE seq = 11`,
    );
    expect((await scene.verify(keys, true)).checkpoints.trusted).toBe(false);
    scene.vault = vault;
    writeFileSync(scene.notesFile, notes);
  });

  it('a key takes over once the ledger says so, and also where the process ended in between', async () => {
    const [vault, notes] = [new Map(scene.vault.kept), readFileSync(scene.notesFile)];
    let catalog = await scene.open();
    const write = scene.vault.write.bind(scene.vault);
    let writes = 0;
    scene.vault.write = async (name, text) => {
      // The key is kept; that it signs is not.
      if (name === 'ledger-signing-key' && ++writes === 2) throw new VaultError('The power went');
      await write(name, text);
    };
    await expect(catalog.custody.rotateKey('ann')).rejects.toThrow('The power went');
    scene.vault.write = write;
    const { next } = (await heldKeys(scene.vault))!;
    const named = () =>
      catalog.store.reader
        .prepare(`SELECT object_id FROM ledger_entry WHERE action = 'ledger.key'`)
        .pluck()
        .all();
    expect(named()).toEqual([next!.keyId]);
    await catalog.close();
    catalog = await scene.open();
    expect((await catalog.custody.keys()).signer.keyId).toBe(next!.keyId);
    expect((await heldKeys(scene.vault))!.former.map(({ keyId }) => keyId)).toEqual([keys[0]!.keyId]);
    await catalog.custody.checkpoint('asked for');
    // A vault that cannot be written leaves no entry that speaks of a key.
    scene.vault.write = () => Promise.reject(new VaultError('The disk is full'));
    await expect(catalog.custody.rotateKey('ann')).rejects.toThrow('The disk is full');
    scene.vault.write = write;
    expect(named()).toHaveLength(1);
    await catalog.close();
    expect((await scene.verify(keys, true)).checkpoints).toMatchObject({ keyId: next!.keyId, trusted: true });
    scene.vault.kept.clear();
    for (const [name, text] of vault) scene.vault.kept.set(name, text);
    writeFileSync(scene.notesFile, notes);
  });

  it('vouches for another key that signed beside it, as the app’s for the command line’s', async () => {
    const [vault, notes] = [scene.vault, readFileSync(scene.notesFile)];
    const mine = new Map(vault.kept);
    // Another host of the same person: a key of its own.
    scene.vault = new MemoryVault();
    let catalog = await scene.open();
    await scene.grow(catalog, 1);
    await catalog.custody.checkpoint('asked for');
    const other = (await catalog.custody.keys()).signer.keyId;
    await catalog.close();
    expect((await scene.verify(keys, true)).checkpoints).toMatchObject({ keyId: other, trusted: false });
    scene.vault = vault;
    catalog = await scene.open();
    expect([...(await catalog.custody.trustedIds())]).not.toContain(other);
    await expect(catalog.custody.vouchFor('ann', keys[0]!.keyId)).rejects.toThrow(/signs here/);
    await expect(catalog.custody.vouchFor('ann', 'ab'.repeat(32))).rejects.toThrow(/No key/);
    const { seq } = await catalog.custody.vouchFor('ann', other);
    expect([...(await catalog.custody.trustedIds())]).toContain(other);
    await catalog.close();
    // Without a checkpoint by the first key after it: the other's stands, and is trusted now.
    scene.tamper(`DELETE FROM ledger_checkpoint WHERE size >= ${seq}`);
    expect((await scene.verify(keys, true)).checkpoints).toMatchObject({ keyId: other, trusted: true });
    scene.tamper((db) => {
      db.prepare(
        `UPDATE ledger_payload SET payload = json_set(payload, '$.beside', json('false')) WHERE seq = ?`,
      ).run(seq);
    });
    expect((await scene.verify(keys, true)).checkpoints.trusted).toBe(false);
    vault.kept.clear();
    for (const [name, text] of mine) vault.kept.set(name, text);
    writeFileSync(scene.notesFile, notes);
  });

  it('proves that an entry is in it, to somebody who has the key only', async () => {
    const catalog = await scene.open();
    for (const seq of [1, 4, ENTRIES]) {
      const proof = (await proofOf(catalog, seq))!;
      expect(proof).toMatchObject({ index: seq - 1, size: ENTRIES, entry: { seq } });
      expect(proofTrouble(proof, keys)).toBeNull();
      const lie = { ...proof, entry: { ...proof.entry, actor: 'eve' } };
      expect(proofTrouble(lie, keys)).toMatch(/does not match its hash/);
      expect(proofTrouble({ ...proof, root: '00'.repeat(32) }, keys)).toMatch(/does not lead/);
      expect(proofTrouble(proof, [publicKeyOf(newPrivateKey())])).toMatch(/not signed/);
    }
    expect(await proofOf(catalog, ENTRIES + 1)).toBeNull();
    await catalog.close();
  });

  it('makes one key, however many ask for it at once', async () => {
    const held = scene.vault;
    let writes = 0;
    scene.vault = new (class extends MemoryVault {
      override async write(name: string, text: string): Promise<void> {
        await pause(10 * writes++);
        return super.write(name, text);
      }
    })();
    const catalog = await scene.open();
    const asked = await Promise.all([1, 2, 3].map(() => catalog.custody.keys()));
    expect(new Set(asked.map(({ signer }) => signer.keyId)).size).toBe(1);
    await catalog.close();
    scene.vault = held;
  });

  it('erases what an entry says so that it is in no byte of the file, records that, and stays intact', async () => {
    const notes = readFileSync(scene.notesFile);
    const kept = new Map(scene.vault.kept);
    const catalog = await scene.open();
    expect(readFileSync(scene.path).includes('whisper-4')).toBe(true);
    expect(await erasePayload(catalog, { seq: 4, reason: 'Art. 17', actor: 'ann' })).toEqual({ seq: 11 });
    await expect(erasePayload(catalog, { seq: 4, reason: 'again', actor: 'ann' })).rejects.toThrow(/already/);
    await expect(erasePayload(catalog, { seq: 11, reason: 'x', actor: 'ann' })).rejects.toThrow(/itself/);
    await expect(erasePayload(catalog, { seq: 99, reason: 'x', actor: 'ann' })).rejects.toThrow(
      /no ledger entry/,
    );
    await catalog.close();
    expect(await scene.verify(keys)).toMatchObject({ verdict: 'intact', payloadsErased: 1 });
    expect(readFileSync(scene.path).includes('whisper-4')).toBe(false);
    for (const [name, text] of kept) scene.vault.kept.set(name, text);
    writeFileSync(scene.notesFile, notes);
  });
});
