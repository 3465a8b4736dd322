/** Opening: what is refused and why, what is upgraded, what a copy is kept of. */
import { copyFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrationsDir, openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { CatalogFileError } from './errors.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrate.ts';
import { Store } from './store.ts';

const migrations = readMigrations(migrationsDir);
const more = { name: '99990101000000_more', sql: 'CREATE TABLE more (id INTEGER PRIMARY KEY)' };

async function problemOf(open: Promise<Store>): Promise<string> {
  try {
    await (await open).close();
    return 'opened';
  } catch (error) {
    if (error instanceof CatalogFileError) return error.problem;
    throw error;
  }
}

describe('a file is refused', () => {
  it.each([
    ['missing', 'missing', () => undefined],
    ['text', 'not-a-catalog', (path: string) => writeFileSync(path, 'hello, this is not a database at all')],
    [
      'another database',
      'not-a-catalog',
      (path: string) => {
        const db = new BetterSqlite3(path);
        db.exec('CREATE TABLE t (x)');
        db.close();
      },
    ],
  ] as const)('%s', async (_name, problem, make) => {
    const path = join(temporaryFolder(), 'x.headwater');
    make(path);
    expect(await problemOf(Store.open(path, { create: false, migrations }))).toBe(problem);
  });

  it('cut short', async () => {
    const folder = temporaryFolder();
    await (await openTemporaryStore(folder)).close();
    const path = join(folder, 'test.headwater');
    truncateSync(path, 20_000);
    expect(await problemOf(Store.open(path, { create: false, migrations }))).toBe('damaged');
  });

  it('written by a newer version, and left as it is', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'test.headwater');
    await (await Store.open(path, { create: true, migrations: [...migrations, more] })).close();
    expect(await problemOf(Store.open(path, { create: false, migrations }))).toBe('newer');
    expect(await problemOf(Store.open(path, { create: false, migrations: [...migrations, more] }))).toBe(
      'opened',
    );
  });

  it('whose migration was edited after it was applied', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'test.headwater');
    await (await openTemporaryStore(folder)).close();
    const edited = migrations.map((one, n) => (n === 0 ? { ...one, sql: `${one.sql}\n-- edited` } : one));
    expect(await problemOf(Store.open(path, { create: false, migrations: edited }))).toBe('damaged');
  });
});

describe('an upgrade', () => {
  it('keeps a copy of the file as it was', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'test.headwater');
    await (await openTemporaryStore(folder)).close();
    await (await Store.open(path, { create: false, migrations: [...migrations, more] })).close();
    const copy = `${path}.before-${more.name}`;
    expect(existsSync(copy)).toBe(true);
    const restored = join(folder, 'restored.headwater');
    copyFileSync(copy, restored);
    expect(await problemOf(Store.open(restored, { create: false, migrations }))).toBe('opened');
  });

  it('is all or nothing', () => {
    const db = new BetterSqlite3(':memory:');
    applyMigrations(db, pendingMigrations(db, migrations));
    const bad = { name: '99990101000000_bad', sql: 'CREATE TABLE one (x); CREATE TABLE one (x);' };
    expect(() => applyMigrations(db, [bad])).toThrow(CatalogFileError);
    expect(db.prepare(`SELECT name FROM sqlite_master WHERE name = 'one'`).get()).toBeUndefined();
    expect(pendingMigrations(db, migrations)).toEqual([]);
    db.close();
  });
});

it('a query outside a transaction is neither lost with it nor sees inside it', async () => {
  const store = await openTemporaryStore();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const failing = store.write(async (db) => {
    db.prepare(`INSERT INTO setting (key, value) VALUES ('inside', '1')`).run();
    await held;
    throw new Error('rolled back');
  });
  const outside = store.prisma.setting.create({ data: { key: 'outside', value: '1' } });
  expect(await store.prisma.setting.findUnique({ where: { key: 'inside' } })).toBeNull();
  release();
  await expect(failing).rejects.toThrow('rolled back');
  await outside;
  expect((await store.prisma.setting.findMany()).map((row) => row.key)).toEqual(['outside']);
  await store.close();
});

it('leaves nothing beside the file when it is closed', async () => {
  const folder = temporaryFolder();
  await (await openTemporaryStore(folder)).close();
  expect(readdirSync(folder)).toEqual(['test.headwater']);
});
