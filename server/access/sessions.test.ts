import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { addAccount, changeAccount } from '../../catalog/access/accounts.ts';
import { checkCheaply } from '../../catalog/access/password.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { Sessions } from './sessions.ts';

const PASSWORD = 'a long enough password';
const MINUTE = 60_000;
let catalog: Catalog;
let now = 0;
let sessions: Sessions;

beforeAll(() => checkCheaply());
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await addAccount(catalog, 'owner', { name: 'Ada', role: 'admin', password: PASSWORD });
  now = 1_000_000;
  sessions = new Sessions(() => now);
});
afterEach(() => catalog.close());

const tryWith = (password: string) =>
  sessions.logIn(catalog, 'Ada', password).then(
    () => 'in',
    (error: Error) => error.message,
  );

it('ends a session by idleness, by logging out, and all of a person', async () => {
  const one = (await sessions.logIn(catalog, 'Ada', PASSWORD)).token;
  const other = (await sessions.logIn(catalog, 'Ada', PASSWORD)).token;
  expect(other).not.toBe(one);
  now += 14 * MINUTE;
  expect(sessions.get(one, 15 * MINUTE)).toMatchObject({ person: 1 });
  now += 14 * MINUTE;
  expect(sessions.get(one, 15 * MINUTE)).not.toBeNull();
  expect(sessions.get(other, 15 * MINUTE)).toBeNull();
  sessions.end(one);
  expect(sessions.get(one, 15 * MINUTE)).toBeNull();
  const again = (await sessions.logIn(catalog, 'Ada', PASSWORD)).token;
  sessions.endAll(1);
  expect(sessions.get(again, 15 * MINUTE)).toBeNull();
  expect(sessions.get('', 15 * MINUTE)).toBeNull();
});

it('lets a name wait after five wrong passwords, also many at once', async () => {
  const said = await Promise.all(Array.from({ length: 9 }, () => tryWith('a wrong password')));
  expect(said.filter((words) => words === 'Name or password is wrong.')).toHaveLength(5);
  expect(await tryWith(PASSWORD)).toContain('Try again in 2 seconds');
  now += 2_001;
  expect(await tryWith(PASSWORD)).toBe('in');
  expect(await tryWith('a wrong password')).toBe('Name or password is wrong.');
});

it('says the same of a name that nobody has and of one that may not log in', async () => {
  const ben = await addAccount(catalog, 'Ada', { name: 'Ben', role: 'steward', password: PASSWORD });
  await changeAccount(catalog, 'Ada', ben.id, { open: false });
  await expect(sessions.logIn(catalog, 'Ben', PASSWORD)).rejects.toThrow('Name or password is wrong.');
  await expect(sessions.logIn(catalog, 'Eve', PASSWORD)).rejects.toThrow('Name or password is wrong.');
});
