/** What leaves the catalog by a command is in the ledger, also where its reader goes away before the end. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openCatalog } from '../server/open-catalog.ts';
import { smallEstate } from '../catalog/stewardship/testing/small-estate.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { program } from './program.ts';

const entry = fileURLToPath(new URL('./headwater.ts', import.meta.url));
const folder = temporaryFolder();
const name = 'finance.orders';
let file: string;

beforeAll(async () => {
  const catalog = await smallEstate();
  file = catalog.options.path;
  await catalog.close();
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let [code, said] = [-1, ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await program((exit) => (code = exit)).parseAsync([...args, '--catalog', file], { from: 'user' });
  return { code, said };
}

/** Labels of what was entered while it was done, which the app translates as those of its own. */
async function entered(deed: () => Promise<unknown>): Promise<string[]> {
  const labels = async (): Promise<string[]> => {
    const catalog = await openCatalog(file, false);
    const rows = catalog.store.reader
      .prepare<[], string>(
        `SELECT json_extract(p.payload, '$.label') FROM ledger_entry e JOIN ledger_payload p ON p.seq = e.seq ORDER BY e.seq`,
      )
      .pluck()
      .all();
    await catalog.close();
    return rows;
  };
  const before = await labels();
  await deed();
  return (await labels()).slice(before.length);
}

it('lists of questions are entered, printed or written', async () => {
  const impact = await entered(async () => {
    const { said } = await run('impact', name, '--csv');
    expect(said.startsWith('\ufeff')).toBe(false);
    expect(said).toContain(',');
  });
  expect(impact).toEqual([expect.stringContaining('Impact list handed out')]);
  expect(await entered(() => run('origin', name, '--csv'))).toEqual([
    expect.stringContaining('List of origins handed out'),
  ]);
  const drafts = join(folder, 'drafts');
  expect(await entered(() => run('impact', name, '--eml', drafts))).toEqual([
    expect.stringContaining('Drafts of messages handed out'),
  ]);
  expect(existsSync(drafts)).toBe(true);
  expect(await entered(() => run('impact', name))).toEqual([]);
});

it('a file is entered before it is there, and is not there where it cannot be entered', async () => {
  const out = join(folder, 'sheet.csv');
  expect(await entered(() => run('export-csv', '--out', out))).toEqual([
    'List of the grid handed out: datasets.csv',
  ]);
  expect(readFileSync(out, 'utf8').length).toBeGreaterThan(0);
  const catalog = await openCatalog(file, false);
  await catalog.store.write((db) => {
    db.exec(
      `CREATE TRIGGER no_disclosure BEFORE INSERT ON ledger_entry WHEN NEW.action LIKE 'export.%' BEGIN SELECT RAISE(ABORT, 'not now'); END`,
    );
  });
  const tried = run('export-csv', '--out', join(folder, 'other.csv'));
  await expect(tried).rejects.toThrow('not now');
  await catalog.store.write((db) => void db.exec('DROP TRIGGER no_disclosure'));
  await catalog.close();
  expect(readdirSync(folder).filter((one) => one.startsWith('other'))).toEqual([]);
});

it.each([
  ['export', 'Exported'],
  ['export-csv', 'List of the grid handed out: datasets.csv'],
  ['lineage --format csv', 'Lineage handed out: whole catalog, csv'],
])('%s into a pipe that is closed at once is entered', async (command, label) => {
  const labels = await entered(async () => {
    const child = spawn(process.execPath, [entry, ...command.split(' '), '--catalog', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.destroy();
    await once(child, 'exit');
  });
  expect(labels).toEqual([expect.stringContaining(label)]);
});

it('a reader that leaves takes nothing from the exit code of what is only said', async () => {
  const child = spawn(process.execPath, [entry, 'people', 'orphans', '--catalog', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.destroy();
  expect(await once(child, 'exit')).toEqual([1, null]);
});
