import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { shopWithActivities } from '../catalog/privacy/processing/testing/estate.ts';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';
import { program } from './program.ts';

const folder = temporaryFolder();
let file: string;

beforeAll(async () => {
  const catalog = await shopWithActivities();
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

it('lists and shows activities, with findings in the exit code', async () => {
  const list = await run('activity', 'list');
  expect(list.code).toBe(1);
  expect(list.said).toContain('2 of 4 datasets with personal data are in none');
  const { code, said } = await run('activity', 'show', 'orders', '--limit', '1');
  expect(code).toBe(1);
  expect(said).toContain('in the namespace postgres://db.shop.example:5432');
  expect(said).toContain('showing 1 of 4 datasets');
  expect(said).toContain('differs: The data hold');
  await expect(run('activity', 'show', 'nothing')).rejects.toThrow('no processing activity "nothing"');
});

it('writes the register as CSV and XLSX, which read again change nothing', async () => {
  for (const format of ['csv', 'xlsx']) {
    const out = join(folder, `activities.${format}`);
    expect((await run('activity', `export-${format}`, '--out', out)).code).toBe(0);
    const { code, said } = await run('activity', 'import-csv', out);
    expect([code, said]).toEqual([0, '1 line: 0 added, 0 changed, 1 unchanged. Nothing had to change.\n']);
  }
  const broken = join(folder, 'broken.csv');
  writeFileSync(broken, 'name,role\nNew,controller\nBad,captain\n');
  const dry = await run('activity', 'import-csv', broken, '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.said).toContain('1 added, 0 changed, 0 unchanged. Nothing was written.');
  expect(dry.said).toContain('line 3: "captain" cannot be used as role');
});

it('measures a template and makes the record and the assessment', async () => {
  const measured = await run('ropa', '--template', 'dpc');
  expect(measured.code).toBe(1);
  expect(measured.said).toMatch(/\d+ % of the template answered, \d+ % of what Art\. 30 asks for/);
  expect(measured.said).toContain('Not answered of orders:\n  Name and contact details of the controller\n');
  const one = await run('ropa', '--template', 'dpc', '--activity', 'orders', '--json');
  const { items, percent } = JSON.parse(one.said) as {
    items: { key: string; percent: number }[];
    percent: number;
  };
  expect(items.map((item) => [item.key, item.percent])).toEqual([['orders', percent]]);
  for (const args of [[], ['--out', join(folder, 'none')]])
    await expect(run('ropa', '--activity', 'nothing', ...args)).rejects.toThrow(
      'no processing activity "nothing"',
    );
  await expect(run('ropa', '--role', 'processor', '--activity', 'orders')).rejects.toThrow(
    'is no activity as processor',
  );
  const out = join(folder, 'out');
  expect((await run('ropa', '--template', 'cnil', '--role', 'controller', '--out', out)).code).toBe(0);
  expect((await run('dpia', '--activity', 'orders', '--out', out)).code).toBe(0);
  const ends = readdirSync(out).map((name) => name.replace(/-r\d+/, ''));
  expect(ends.sort()).toEqual([
    ...['-tables.zip', '.docx', '.html', '.json', '.pdf', '.xlsx'].map((end) => `dpia-orders${end}`),
    ...['-tables.zip', '.csv', '.docx', '.html', '.json', '.pdf', '.xlsx'].map(
      (end) => `ropa-cnil-controller${end}`,
    ),
  ]);
  const table = readdirSync(out).find((name) => name.endsWith('.csv'))!;
  expect(existsSync(join(out, table))).toBe(true);
  expect(readFileSync(join(out, table), 'utf8').split(',').slice(0, 2)).toEqual([
    '\ufeffProcessing activity',
    'Dénomination du traitement',
  ]);
  const screened = await run('dpia', '--activity', 'orders');
  expect(screened.code).toBe(1);
  expect(screened.said).toContain('open, pointed out');
});
