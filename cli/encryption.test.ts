/** The encrypted catalog and logging in, from the command line as a person types it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';

const entry = fileURLToPath(new URL('./headwater.ts', import.meta.url));
const event = {
  eventType: 'COMPLETE',
  eventTime: '2026-01-01T00:00:00Z',
  run: { runId: '0197f3c2-0000-7000-8000-000000000001' },
  job: { namespace: 'jobs', name: 'load' },
  inputs: [{ namespace: 'db://h', name: 'raw' }],
  outputs: [{ namespace: 'db://h', name: 'zebrafish' }],
  producer: 'https://example.com/producer',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
};
const PASSPHRASE = 'correct horse battery';

function headwater(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    encoding: 'utf8',
    env: { ...process.env, HEADWATER_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stdout, stderr };
}

function secretIn(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${text}\n`);
  return path;
}

/** People are added in the app; here by what stands behind it. */
const ADD_PEOPLE = `
import { openCatalog } from ${JSON.stringify(new URL('../server/open-catalog.ts', import.meta.url).href)};
import { addAccount } from ${JSON.stringify(new URL('../catalog/access/accounts.ts', import.meta.url).href)};
const [folder, password] = process.argv.slice(1);
const catalog = await openCatalog(folder + '/catalog.headwater', false);
await addAccount(catalog, 'owner', { name: 'Ada', role: 'admin', password });
await addAccount(catalog, 'owner', { name: 'Olga', role: 'auditor', password });
await catalog.close();
`;

it('encrypts, works with the passphrase alone, verifies, changes it and decrypts', () => {
  const folder = temporaryFolder();
  const catalog = join(folder, 'catalog.headwater');
  const given = { HEADWATER_CATALOG_PASSPHRASE: PASSPHRASE };
  expect(headwater(folder, ['import', secretIn('events.json', JSON.stringify(event))]).status).toBe(0);
  const file = secretIn('passphrase', PASSPHRASE);
  const other = new BetterSqlite3(catalog);
  other.prepare('SELECT COUNT(*) FROM ledger_entry').get();
  expect(headwater(folder, ['encrypt', '--new-passphrase-file', file])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(
      'The catalog file cannot be written anew: another Headwater has it open',
    ) as string,
  });
  other.close();
  expect(headwater(folder, ['encrypt', '--new-passphrase-file', file])).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(readFileSync(catalog).includes('zebrafish')).toBe(false);

  const refused = headwater(folder, ['show', 'zebrafish']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('HEADWATER_CATALOG_PASSPHRASE');
  const wrong = headwater(folder, ['show', 'zebrafish'], {
    HEADWATER_CATALOG_PASSPHRASE: 'another passphrase',
  });
  expect(wrong.stderr).toContain('wrong passphrase, or the file is damaged or no Headwater catalog');
  expect(headwater(folder, ['show', 'zebrafish', '--catalog-passphrase-file', file]).stdout).toContain(
    'zebrafish',
  );
  expect(headwater(folder, ['verify', '--json'], given)).toMatchObject({ status: 0 });
  expect(headwater(folder, ['verify'], { HEADWATER_CATALOG_PASSPHRASE: 'another passphrase' })).toMatchObject(
    {
      status: 1,
      stderr: expect.stringContaining('Wrong passphrase') as string,
    },
  );

  const next = secretIn('next', `${PASSPHRASE} staple`);
  expect(headwater(folder, ['passphrase', '--new-passphrase-file', next], given).status).toBe(0);
  expect(headwater(folder, ['show', 'zebrafish'], given).status).toBe(2);
  expect(headwater(folder, ['passphrase', '--same', '--catalog-passphrase-file', next]).status).toBe(0);
  expect(headwater(folder, ['decrypt', '--catalog-passphrase-file', next]).stdout).toContain(
    'not encrypted now',
  );
  expect(headwater(folder, ['show', 'zebrafish']).stdout).toContain('zebrafish');
  expect(existsSync(`${catalog}.rewriting`)).toBe(false);
}, 600_000);

it('asks who one is where people log in, and lets them do what their role says', () => {
  const folder = temporaryFolder();
  expect(headwater(folder, ['import', secretIn('events.json', JSON.stringify(event))]).status).toBe(0);
  const password = 'a long enough password';
  const people = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', ADD_PEOPLE, folder, password],
    {
      encoding: 'utf8',
      env: { ...process.env, HEADWATER_DATA: folder },
    },
  );
  expect(people.stderr).toBe('');
  const as = (name: string) => ({ HEADWATER_USER: name, HEADWATER_PASSWORD: password });
  expect(headwater(folder, ['show', 'zebrafish']).stderr).toContain('HEADWATER_USER');
  expect(headwater(folder, ['show', 'zebrafish', '--as', 'Olga']).stderr).toContain('HEADWATER_PASSWORD');
  const wrong = { ...as('Olga'), HEADWATER_PASSWORD: 'not her password' };
  expect(headwater(folder, ['show', 'zebrafish'], wrong).stderr).toContain('Name or password is wrong.');
  expect(headwater(folder, ['show', 'zebrafish'], as('Olga')).status).toBe(0);
  const tag = ['tag', 'zebrafish', '--sensitivity', 'restricted'];
  expect(headwater(folder, tag, as('Olga')).stderr).toContain('This needs the role admin or steward');
  expect(headwater(folder, tag, as('Ada')).stderr).toBe('');
  expect(
    headwater(folder, ['encrypt', '--new-passphrase-file', secretIn('p', PASSPHRASE)], as('Olga')).stderr,
  ).toContain('This needs the role admin');
  const { notes } = JSON.parse(headwater(folder, ['verify', '--json']).stdout) as { notes: string[] };
  expect(notes).toContain('One entry is signed by the person who made it.');
}, 600_000);
