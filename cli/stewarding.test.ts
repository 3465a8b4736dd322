import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { smallEstate } from '../catalog/stewardship/testing/small-estate.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { program } from './program.ts';

const folder = temporaryFolder();
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
  await program((exit) => (code = exit)).parseAsync([...args, '--catalog', file], { from: 'user' });
  return { code, said };
}

it('states and takes away by name, by search, and whatever there is', async () => {
  await run('domains', 'add', 'Finance');
  await run(
    'tag',
    '--where',
    'name:finance.*',
    '--domain',
    'Finance',
    '--certification',
    'certified',
    '--property',
    'cost=1',
  );
  expect((await run('search', 'tag:domain=finance')).said).toContain('2 datasets');
  const uncertify = ['untag', 'finance.orders', '--certification'];
  await expect(run(...uncertify)).rejects.toMatchObject({ code: 'REASON_NEEDED' });
  expect((await run(...uncertify, '--reason', 'out of date')).said).toContain(
    'Removed certification certified from 1 dataset',
  );
  expect((await run('untag', 'finance.orders', '--property', 'cost')).said).toContain(
    'Removed property cost=1',
  );
  expect((await run('untag', 'finance.orders', '--label')).said).toContain('Nothing had to change');
  expect((await run('show', 'finance.orders')).said).toContain('domain finance [steward]');
  await run('tag', '--columns-where', 'column:email', '--category', 'user.contact.email');
  expect(JSON.parse((await run('show', 'sales.leads', '--json')).said)).toMatchObject({
    columns: [{ tags: [{ value: 'user.contact.email' }] }, { tags: [] }],
  });
  expect((await run('undo')).said).toContain('Undid: Tagged 3 columns user.contact.email');
  expect((await run('redo')).said).toContain('Redid');
  await expect(run('tag', 'finance.orders', '--where', 'name:x', '--label', 'x')).rejects.toThrow(
    'one of --where',
  );
  await expect(run('tag', '--where', 'name:nothing', '--label', 'x')).rejects.toThrow('No dataset fits');
});

it('people are imported, own by their key, and who is missing is listed', async () => {
  const people = join(folder, 'people.csv');
  writeFileSync(people, 'name,email,team,role\nAna Ruiz,ana@x.org,Finance,steward\nBo,nowhere,,\n');
  expect(await run('people', 'import', people, '--dry-run')).toMatchObject({
    code: 1,
    said: expect.stringContaining('line 3'),
  });
  await run('people', 'import', people);
  expect((await run('people', 'members', 'finance')).said).toContain('Ana Ruiz');
  const exported = join(folder, 'people-out.csv');
  await run('people', 'export', '--out', exported);
  expect((await run('people', 'import', exported)).said).toContain(
    '2 lines: 0 added, 0 changed, 2 unchanged.',
  );
  expect((await run('own', 'finance.orders', '--add', 'ana@x.org')).said).toContain(
    'Assigned Ana Ruiz (steward)',
  );
  const { code, said } = await run('people', 'orphans', '--json');
  expect([code, JSON.parse(said)]).toMatchObject([1, { total: 2 }]);
});

it('drafts to owners are listed, and written as files or an archive; unknown fields are told', async () => {
  await run('own', 'finance.orders', '--add', 'Zoë', '--email', 'zoe@x.org');
  const listed = JSON.parse((await run('people', 'drafts', '--json')).said) as { items: { key: string }[] };
  expect(listed.items.map(({ key }) => key)).toContain('name zoe@x.org');
  const out = join(folder, 'drafts');
  const told = await run(
    'people',
    'drafts',
    '--out',
    out,
    '--to',
    'name zoe@x.org',
    '--subject',
    'On {{it}}',
  );
  expect(told).toMatchObject({ code: 1, said: expect.stringContaining('{{it}} stands for nothing') });
  expect(readFileSync(join(out, 'notify-zoe.eml'), 'latin1')).toMatch(/^Subject: On {{it}}\r$/m);
  const zip = join(folder, 'drafts.zip');
  expect(await run('people', 'drafts', '--out', zip)).toMatchObject({ code: 0 });
  expect(readFileSync(zip).subarray(0, 2).toString()).toBe('PK');
});

it('the glossary goes out and in again', async () => {
  await run('glossary', 'add', 'Order', '--definition', 'A *deal*', '--synonym', 'Deal', 'Sale');
  const out = join(folder, 'terms.csv');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await run('glossary', 'export', '--out', out);
  expect(readFileSync(out, 'utf8')).toBe(
    'key,name,definition,parent,synonyms\r\norder,Order,A *deal*,,Deal; Sale\r\n',
  );
  expect(await run('glossary', 'import', out)).toMatchObject({
    code: 0,
    said: expect.stringContaining('1 unchanged'),
  });
});

it('rules, reviews and comments', async () => {
  const rule = [
    'rules',
    'add',
    'All e-mails',
    '--kind',
    'classify',
    '--columns',
    '--where',
    'column:email',
    '--state',
    'sensitivity=restricted',
  ];
  expect((await run(...rule, '--dry-run')).said).toContain('3 found; 3 to state, 0 to withdraw.');
  await run(...rule);
  expect((await run('rules')).said).toContain('columns: column:email');
  expect((await run('rules')).said).toMatch(/^1 +on +3 +3 +classify/m);
  expect((await run('rules', 'off', '1', '--dry-run')).said).toContain('3 to withdraw');
  await expect(run('rules', 'off', '1')).rejects.toMatchObject({ code: 'REASON_NEEDED' });
  expect((await run('rules', 'off', '1', '--reason', 'too wide')).said).toContain('3 to withdraw');
  expect((await run('review', 'finance.orders')).said).toContain('Reviewed 1 dataset');
  expect((await run('stats')).said).toContain('1 reviewed');
  expect((await run('stats', '--trend', '5')).said).toContain('revisions in which coverage changed');
  await run('comment', 'finance.orders', 'Why so?');
  await run('comment', 'finance.orders', '--resolve', '1');
  expect((await run('comment', 'finance.orders')).said).toContain('[settled by');
});

it('takes a sheet out and back: nothing changes, an edit is one change, a conflict is told', async () => {
  const sheet = join(folder, 'sheet.csv');
  expect((await run('export-csv', '--columns', '--out', sheet, '--json')).said).toContain('"rows": 6');
  const same = await run('import-csv', sheet);
  expect(same).toMatchObject({ code: 0, said: '6 rows: nothing to change.\n' });
  const [head, ...lines] = readFileSync(sheet, 'utf8').split('\r\n');
  const at = head!.split(',').indexOf('criticality');
  const first = lines[0]!.split(',').map((cell, place) => (place === at ? 'high' : cell));
  writeFileSync(sheet, [head, first.join(',')].join('\n'));
  const dry = await run('import-csv', sheet, '--dry-run');
  expect(dry.said).toContain('1 cell of 1 column. Nothing was written.');
  await run('tag', first[1]!, '--column', first[2]!, '--criticality', 'low');
  const held = await run('import-csv', sheet);
  expect(held.code).toBe(1);
  expect(held.said).toContain('was "" when exported, is "low" now, and the file says "high"');
  expect((await run('import-csv', sheet, '--force')).said).toContain('1 cell of 1 column. Revision');
  const book = join(folder, 'sheet.xlsx');
  await run('export-csv', '--out', book);
  expect(await run('import-csv', book, '--json')).toMatchObject({ code: 0 });
});
