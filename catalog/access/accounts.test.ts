/** People who log in: who may be added and taken away, and what their keys sign. */
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actAs } from '../ledger/acting.ts';
import { appendEntry } from '../ledger/append.ts';
import { verifyCatalogFile } from '../ledger/custody/verify-file.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import {
  addAccount,
  changeAccount,
  changePassword,
  closeAllAccounts,
  listAccounts,
  logIn,
  resetPassword,
  usersAreOn,
} from './accounts.ts';
import { checkCheaply } from './password.ts';

const PASSWORD = 'a long enough password';
let catalog: Catalog;

beforeAll(() => checkCheaply());
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const ada = () => addAccount(catalog, 'owner', { name: 'Ada', role: 'admin', password: PASSWORD });
const ben = () => addAccount(catalog, 'Ada', { name: 'Ben', role: 'steward', password: PASSWORD });

/** A change in somebody's name, by whoever is logged in. */
async function change(name: string, as: string | null, password = PASSWORD): Promise<void> {
  const write = () =>
    catalog.store.write((db) => {
      const deed = {
        actor: name,
        action: 'tag.set',
        objectType: 'dataset',
        objectId: '1',
        payload: { label: 'x' },
      };
      appendEntry(db, deed);
    });
  if (as === null) return write();
  const { signer } = (await logIn(catalog, as, password))!;
  await actAs({ name: as, signer }, write);
}

const verified = () => verifyCatalogFile(catalog.store.path, { trusted: [], outside: async () => [] });

/** Edits the file past the engine, as somebody with other tools would. */
function tamper(sql: string): void {
  const db = new BetterSqlite3(catalog.store.path);
  db.exec(sql);
  db.close();
}

describe('people', () => {
  it('begin with an admin who sees everything, and never end without one', async () => {
    expect(usersAreOn(catalog)).toBe(false);
    await expect(ben()).rejects.toThrow('The first person is an admin');
    const first = await ada();
    expect(usersAreOn(catalog)).toBe(true);
    const last = 'last admin';
    await expect(changeAccount(catalog, 'Ada', first.id, { role: 'steward' })).rejects.toThrow(last);
    await expect(changeAccount(catalog, 'Ada', first.id, { open: false })).rejects.toThrow(last);
    await expect(
      changeAccount(catalog, 'Ada', first.id, { sight: { domains: ['HR'], upTo: null } }),
    ).rejects.toThrow(last);
    const second = await ben();
    await changeAccount(catalog, 'Ada', second.id, { role: 'admin' });
    await changeAccount(catalog, 'Ben', first.id, { role: 'auditor' });
    expect(listAccounts(catalog).map(({ name, role }) => `${name} ${role}`)).toEqual([
      'Ada auditor',
      'Ben admin',
    ]);
  });

  it('have names of their own, whatever the case, and long passwords', async () => {
    await ada();
    const again = { name: ' ADA ', role: 'auditor', password: PASSWORD } as const;
    await expect(addAccount(catalog, 'Ada', again)).rejects.toThrow('already');
    await expect(addAccount(catalog, 'Ada', { ...again, name: 'Ben', password: 'short' })).rejects.toThrow(
      '12',
    );
    await expect(addAccount(catalog, 'Ada', { ...again, name: '  ' })).rejects.toThrow('1 to 128');
  });

  it('log in with their password alone, and only while they may', async () => {
    await ada();
    const { id } = await ben();
    expect(await logIn(catalog, 'ben', PASSWORD)).toMatchObject({ account: { name: 'Ben' } });
    expect(await logIn(catalog, 'Ben', `${PASSWORD}!`)).toBeNull();
    expect(await logIn(catalog, 'Eve', PASSWORD)).toBeNull();
    await changeAccount(catalog, 'Ada', id, { open: false });
    expect(await logIn(catalog, 'Ben', PASSWORD)).toBeNull();
    await closeAllAccounts(catalog, 'Ada');
    expect(usersAreOn(catalog)).toBe(false);
  });

  it('keep a password that an admin gave while the person was changing it', async () => {
    await ada();
    const { id } = await ben();
    const changing = changePassword(catalog, id, { old: PASSWORD, new: `${PASSWORD} two` });
    await resetPassword(catalog, 'Ada', id, `${PASSWORD} three`);
    await expect(changing).rejects.toThrow('changed meanwhile');
    expect(await logIn(catalog, 'Ben', `${PASSWORD} two`)).toBeNull();
    expect(await logIn(catalog, 'Ben', `${PASSWORD} three`)).not.toBeNull();
  });

  it('leave no password and no private key in the file', async () => {
    await ada();
    const rows = JSON.stringify(
      catalog.store.reader.prepare('SELECT * FROM account').raw().all().flat().map(String),
    );
    expect(rows).not.toContain(PASSWORD);
    expect(rows).not.toContain('PRIVATE KEY');
  });
});

describe('signatures of people', () => {
  it('are under what a person changed, and verify', async () => {
    await ada();
    await change('Ada', 'Ada');
    await change('Ada', 'Ada');
    const { verdict, notes } = await verified();
    expect(verdict).not.toBe('tampered');
    expect(notes).toContain('2 entries are signed by the people who made them.');
  });

  it('outlive a new password, keep their key with one’s own and get another from an admin', async () => {
    await ada();
    const { id, keyId } = await ben();
    await change('Ben', 'Ben');
    await changePassword(catalog, id, { old: PASSWORD, new: `${PASSWORD} two` });
    await expect(changePassword(catalog, id, { old: PASSWORD, new: PASSWORD })).rejects.toThrow(
      'present password',
    );
    expect((await logIn(catalog, 'Ben', `${PASSWORD} two`))!.signer.keyId).toBe(keyId);
    const reset = await resetPassword(catalog, 'Ada', id, `${PASSWORD} three`);
    expect(reset.keyId).not.toBe(keyId);
    await change('Ben', 'Ben', `${PASSWORD} three`);
    const { findings, notes } = await verified();
    expect(findings).toEqual([]);
    expect(notes).toContain('2 entries are signed by the people who made them.');
  });

  it('are missed where somebody acts in a name without logging in, or they were removed', async () => {
    await ada();
    await change('Ada', null);
    await change('Ada', 'Ada');
    tamper('DELETE FROM ledger_signature');
    expect((await verified()).notes.join()).toContain('2 entries name somebody who had a key by then');
  });

  it('are not made for a change in another name', async () => {
    await ada();
    await ben();
    await change('Ben', 'Ada');
    expect((await verified()).notes.join()).toMatch(/0 entries are signed.*2 entries name somebody/);
  });

  it.each([
    ['moved to another entry', 'UPDATE ledger_signature SET seq = seq - 1'],
    ['altered', `UPDATE ledger_signature SET signature = x'00'`],
    ['by a key that nobody was given', `UPDATE ledger_signature SET key_id = 'ff'`],
    [
      'by the key of somebody else',
      `UPDATE ledger_signature SET key_id = (SELECT key_id FROM account_key ORDER BY seq LIMIT 1)`,
    ],
    ['of an entry that is not there', 'UPDATE ledger_signature SET seq = 9999'],
    [
      'whose key was exchanged',
      `UPDATE account_key SET public_key = (SELECT public_key FROM account_key ORDER BY seq LIMIT 1)`,
    ],
  ])('are found when they are %s', async (_how, sql) => {
    await ada();
    await ben();
    await change('Ben', 'Ben');
    expect((await verified()).verdict).not.toBe('tampered');
    tamper(sql);
    const { verdict, findings } = await verified();
    expect(verdict).toBe('tampered');
    expect(findings.map(({ kind }) => kind)).toContain('signature forged');
  });
});
