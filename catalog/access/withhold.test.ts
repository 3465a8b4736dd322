/** Names of what is hidden, wherever a text has them. */
import { describe, expect, it } from 'vitest';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { inText, withheldNames, WITHHELD, type Withheld } from './withhold.ts';

/** What is withheld of a catalog in which all these datasets are hidden. */
async function hiding(...names: string[]): Promise<Withheld> {
  const catalog = await openTemporaryCatalog();
  const evidence = { scope: 's', file: 0, at: 'x' };
  await importFacts(
    catalog.store,
    [
      { type: 'scope', scope: 's', mode: 'replace' },
      ...names.map(
        (name) => ({ type: 'dataset', dataset: { namespace: 'db://h', name }, evidence }) as const,
      ),
    ],
    'one',
  );
  const rows = catalog.store.reader.prepare<[], number>('SELECT id FROM dataset').pluck().all();
  const withheld = withheldNames(catalog.store.reader, new Set(rows));
  await catalog.close();
  return withheld;
}

describe('a hidden name', () => {
  it.each([
    ['hr.pay', 'select * from hr.pay where x', `select * from ${WITHHELD} where x`],
    ['hr.pay', 'db.hr.pay.id, HR.PAY', `db.${WITHHELD}.id, ${WITHHELD}`],
    ['hr.salaries', 'the salaries of all', `the ${WITHHELD} of all`],
    ['/lake/hr pay', 'reads /LAKE/HR PAY daily', `reads ${WITHHELD} daily`],
    // A letter that is two in lower case.
    ['/lake/hr pay', 'İİİİİİ /lake/hr pay', `İİİİİİ ${WITHHELD}`],
    ['/İ/hr pay', 'in /İ/HR pay', `in ${WITHHELD}`],
  ])('%s in "%s"', async (name, text, said) => {
    expect(inText(text, await hiding(name))).toBe(said);
  });

  it('is found in a long run of words as quickly as in a short one', async () => {
    const withheld = await hiding('hr.pay', 'a.long.name');
    const run = `${'a.'.repeat(20_000)}hr.pay${'.b'.repeat(20_000)}`;
    expect(inText(run, withheld)).toBe(`${'a.'.repeat(20_000)}${WITHHELD}${'.b'.repeat(20_000)}`);
    expect(inText('hr.pay.'.repeat(10_000), withheld)).toBe(`${WITHHELD}.`.repeat(10_000));
  });
});
