/** Exit codes speak of everything, whatever part of it a command shows. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { PG, REVENUE, shopFacts } from '../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../catalog/testing/temp-catalog.ts';
import { program } from './program.ts';

let file: string;

beforeAll(async () => {
  const catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
  const less = shopFacts().filter((fact) => !('to' in fact && fact.to === REVENUE));
  await importFacts(catalog.store, less, 'two');
  file = catalog.options.path;
  await catalog.close();
  for (const aware of ['2026-03-05T17:30:00Z', '2026-03-06T17:30:00Z'])
    await run(
      ...['breach', 'new', '--aware', aware, '--zone', 'Europe/Dublin', '--jurisdiction', 'gdpr'],
      ...['--place', 'IE', '--namespace', PG],
    );
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

it.each([
  [['breach', 'list'], 'showing 0 of 2 breaches'],
  [['coverage'], /showing 0 of \d+ datasets/],
  [['people', 'orphans'], /showing 0 of \d+ datasets/],
  // The way into a dataset that went missing is worth a look.
  [['compare', '--revisions', '1', '2'], 'showing 0 of 1 difference'],
])('%s with nothing shown ends as with everything', async (args, said) => {
  const [whole, none] = [await run(...args), await run(...args, '--limit', '0')];
  expect(none.said).toMatch(said);
  expect([whole.code, none.code]).toEqual([1, 1]);
});

it('a breach that is overdue counts where the page shows another', async () => {
  const { code, said } = await run('breach', 'list', '--limit', '1');
  expect(said).toContain('showing 1 of 2 breaches');
  expect(code).toBe(1);
});
