/** Encryption at rest: what lies on the disk, which key opens it, and that a change of it is all or nothing. */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { Inbox } from '../collect/inbox.ts';
import { verifyCatalogFile } from '../ledger/custody/verify-file.ts';
import type { Fact } from '../model/facts.ts';
import { importFacts, migrationsDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { deriveCheaply, fileForm, fileKeyOf, newFileKey, saltOf, type FileKey } from './cipher.ts';
import { CatalogFileError } from './errors.ts';
import { inboxPath } from './inbox-file.ts';
import { readMigrations } from './migrate.ts';
import { rewriteCatalog } from './rewrite.ts';
import { safeCopiesOf } from './safe-copies.ts';
import { rewritingPath } from './rewriting.ts';
import { Store } from './store.ts';

const migrations = readMigrations(migrationsDir);
const PASSPHRASE = 'correct horse battery';
const SECRET = 'zebrafish_salaries';
const deed = {
  actor: 'tester',
  action: 'file.encrypt',
  objectType: 'catalog',
  objectId: '',
  payload: { label: 'x' },
};

const evidence = { scope: 'project', file: 0, at: 'nodes.a' };
const facts: Fact[] = [
  { type: 'scope', scope: 'project', mode: 'replace' },
  ...['raw', SECRET].map((name): Fact => ({
    type: 'dataset',
    dataset: { namespace: 'db://h', name },
    sourceId: name,
    evidence,
  })),
];

beforeAll(() => deriveCheaply());

const open = (path: string, key?: FileKey, create = false): Promise<Store> =>
  Store.open(path, { create, migrations, ...(key ? { key } : {}) });

async function filled(key?: FileKey): Promise<string> {
  const path = join(temporaryFolder(), 'test.headwater');
  const store = await open(path, key, true);
  await importFacts(store, facts, 'one');
  await store.prisma.setting.create({ data: { key: 'secret', value: JSON.stringify(SECRET) } });
  await store.close();
  return path;
}

/** Every byte that lies in the folder. */
const plainIn = (path: string): string[] =>
  readdirSync(dirname(path)).filter((name) => readFileSync(join(dirname(path), name)).includes(SECRET));

async function problemOf(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
    return 'opened';
  } catch (error) {
    if (error instanceof CatalogFileError) return error.problem;
    throw error;
  }
}

async function names(path: string, key?: FileKey): Promise<string[]> {
  const store = await open(path, key);
  const rows = store.reader.prepare<[], { name: string }>('SELECT name FROM dataset ORDER BY name').all();
  await store.close();
  return rows.map((row) => row.name);
}

async function verdictOf(path: string, key: FileKey | null): Promise<string> {
  const options = { trusted: [], outside: async () => [], ...(key ? { key } : {}) };
  return (await verifyCatalogFile(path, options)).verdict;
}

describe('an encrypted catalog', () => {
  it('leaves no name in the clear: file, log, safe copy, search index', async () => {
    const key = await newFileKey(PASSPHRASE);
    const path = join(temporaryFolder(), 'test.headwater');
    const store = await open(path, key, true);
    await importFacts(store, facts, 'one');
    await store.snapshot(async (db) => {
      expect(db.prepare('SELECT COUNT(*) AS n FROM dataset').get()).toEqual({ n: 2 });
    });
    expect(readdirSync(dirname(path))).toContain('test.headwater-wal');
    expect(plainIn(path)).toEqual([]);
    await store.close();
    const more = { name: '99990101000000_more', sql: 'CREATE TABLE more (id INTEGER PRIMARY KEY)' };
    await (await Store.open(path, { create: false, migrations: [...migrations, more], key })).close();
    expect(safeCopiesOf(path)).toHaveLength(1);
    expect(plainIn(path)).toEqual([]);
    const copy = join(dirname(path), 'restored');
    copyFileSync(safeCopiesOf(path)[0]!.path, copy);
    expect(await names(copy, key)).toContain(SECRET);
  });

  it('opens with its passphrase alone, wherever it is moved', async () => {
    const path = await filled(await newFileKey(PASSPHRASE));
    const moved = join(temporaryFolder(), 'elsewhere.headwater');
    copyFileSync(path, moved);
    expect(await names(moved, await fileKeyOf(moved, PASSPHRASE))).toContain(SECRET);
    // The same words in another Unicode form.
    const accents = join(temporaryFolder(), 'accents');
    await (await open(accents, await newFileKey('\u00e9t\u00e9 \u00e0 la plage'), true)).close();
    expect(await names(accents, await fileKeyOf(accents, 'e\u0301te\u0301 a\u0300 la plage'))).toEqual([]);
  });

  it('tells no outsider whether passphrase or file are wrong', async () => {
    const path = await filled(await newFileKey(PASSPHRASE));
    const wrong = async (file: string): Promise<string> => {
      const failed = await open(file, await fileKeyOf(file, 'another passphrase')).catch(
        (error: Error) => error,
      );
      return (failed as Error).message;
    };
    const noise = join(temporaryFolder(), 'noise');
    writeFileSync(noise, Buffer.alloc(8 * 4096, 7));
    const damaged = join(temporaryFolder(), 'damaged');
    const bytes = readFileSync(path);
    bytes[100]! ^= 1;
    writeFileSync(damaged, bytes);
    expect(await wrong(path)).toBe('wrong passphrase, or the file is damaged or no Headwater catalog');
    expect(await wrong(noise)).toBe(await wrong(path));
    expect(await problemOf(open(damaged, await fileKeyOf(damaged, PASSPHRASE)))).toBe('passphrase');
    expect(await problemOf(open(path))).toBe('encrypted');
    expect(await problemOf(open(noise))).toBe('encrypted');
  });

  it('tells damage further on from a wrong passphrase, and a file that was cut short', async () => {
    const path = await filled(await newFileKey(PASSPHRASE));
    const key = await fileKeyOf(path, PASSPHRASE);
    const bytes = readFileSync(path);
    bytes[4096 * 30 + 17]! ^= 1;
    writeFileSync(path, bytes);
    expect(await problemOf(open(path, key))).toBe('damaged');
    truncateSync(path, 4096 * 30 + 5);
    expect(await problemOf(open(path, key))).toBe('not-a-catalog');
  });

  it('refuses a short passphrase, and a passphrase for a file that has none', async () => {
    expect(await problemOf(newFileKey('too short'))).toBe('passphrase');
    const plain = await filled();
    expect(await problemOf(open(plain, await fileKeyOf(plain, PASSPHRASE)))).toBe('passphrase');
  });
});

describe('a catalog written anew', () => {
  it('is encrypted, gets another passphrase, and is decrypted, with all that it held', async () => {
    const path = await filled();
    const before = dump(path);
    const first = await newFileKey(PASSPHRASE);
    await rewriteCatalog(path, { from: null, to: first, deed });
    expect(fileForm(path)).toBe('encrypted');
    expect(plainIn(path)).toEqual([]);
    expect(readdirSync(dirname(path))).toEqual(['test.headwater']);
    expect(await verdictOf(path, first)).not.toBe('tampered');

    const salt = saltOf(path);
    const second = await newFileKey(`${PASSPHRASE} staple`);
    await rewriteCatalog(path, { from: first, to: second, deed });
    expect(saltOf(path)).not.toBe(salt);
    expect(await problemOf(open(path, await fileKeyOf(path, PASSPHRASE)))).toBe('passphrase');
    expect(await names(path, await fileKeyOf(path, `${PASSPHRASE} staple`))).toContain(SECRET);

    await rewriteCatalog(path, { from: second, to: null, deed });
    expect(fileForm(path)).toBe('plain');
    const after = dump(path);
    expect(Number(after.get('ledger_entry')) - Number(before.get('ledger_entry'))).toBe(3);
    for (const [table, sum] of before)
      if (!/^(ledger_|sqlite_sequence)/.test(table)) expect(after.get(table)).toBe(sum);
    expect(after.get('schema')).toBe(before.get('schema'));
    expect(await verdictOf(path, null)).not.toBe('tampered');
  });

  it('takes the inbox with it, also where the process ended in between', async () => {
    const path = await filled();
    const event = { source: '', place: '', client: 'x', body: Buffer.from(`{"job":"${SECRET}"}`) };
    const inbox = new Inbox(inboxPath(path));
    await inbox.append([event]);
    inbox.close();
    const plain = readFileSync(inboxPath(path));
    const key = await newFileKey(PASSPHRASE);
    await rewriteCatalog(path, { from: null, to: key, deed });
    expect(plainIn(path)).toEqual([]);
    // As if only the catalog had taken its place.
    copyFileSync(inboxPath(path), rewritingPath(inboxPath(path)));
    writeFileSync(inboxPath(path), plain);
    const again = new Inbox(inboxPath(path), undefined, key);
    expect(again.tally().waiting).toBe(1);
    again.close();
    expect(plainIn(path)).toEqual([]);
  });

  it('stays as it was when it is cancelled, or open elsewhere', async () => {
    const path = await filled();
    const to = await newFileKey(PASSPHRASE);
    const cancel = new AbortController();
    const cancelled = rewriteCatalog(path, {
      from: null,
      to,
      deed,
      signal: cancel.signal,
      progress: ({ phase }) => phase === 'indexing' && cancel.abort(),
    });
    await expect(cancelled).rejects.toThrow(/abort/i);
    const other = await open(path);
    expect(await problemOf(rewriteCatalog(path, { from: null, to, deed }))).toBe('busy');
    await other.close();
    expect(readdirSync(dirname(path))).toEqual(['test.headwater']);
    expect(await names(path)).toContain(SECRET);
  });

  it('is the old one or the new one, whenever the process is killed', async () => {
    const child = fileURLToPath(new URL('../testing/rewrite-child.ts', import.meta.url));
    const seen = new Set<string | null>();
    for (const wait of [0, 15, 40, 80, 140, 5_000]) {
      const path = await filled();
      const running = spawn(process.execPath, [child, path, PASSPHRASE], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise((resolve) => running.once('exit', resolve));
      const timer = new Promise<void>((resolve) => {
        running.stdout.once('data', () => setTimeout(resolve, wait));
      });
      await Promise.race([timer, ended]);
      running.kill('SIGKILL');
      await ended;
      const form = fileForm(path);
      seen.add(form);
      const key = form === 'encrypted' ? await fileKeyOf(path, PASSPHRASE) : undefined;
      expect(await names(path, key)).toContain(SECRET);
      expect(existsSync(rewritingPath(path))).toBe(false);
    }
    expect([...seen].sort()).toEqual(['encrypted', 'plain']);
  });
});

/** The rows of each table, the number of ledger entries, and the schema. */
function dump(path: string): Map<string, number | string> {
  const db = new BetterSqlite3(path, { readonly: true });
  const said = new Map<string, number | string>();
  const schema = db
    .prepare<[], { name: string; type: string; sql: string | null }>(
      'SELECT name, type, sql FROM sqlite_schema ORDER BY type, name',
    )
    .all();
  said.set('schema', JSON.stringify(schema));
  for (const { name } of schema.filter(({ type, sql }) => type === 'table' && !/VIRTUAL/.test(sql ?? ''))) {
    const rows = db.prepare(`SELECT * FROM "${name}"`).raw().all();
    said.set(name, name === 'ledger_entry' ? rows.length : JSON.stringify(rows.map(String).sort()));
  }
  db.close();
  return said;
}
