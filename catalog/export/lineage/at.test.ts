/** Records of a past moment: what was written then is what is written of it again. */
import { describe, expect, it } from 'vitest';
import { catalogAt } from '../../explore/at.ts';
import type { Catalog } from '../../catalog.ts';
import { columnFlow, dataset, decides, flow, made, ran, SCOPES, SHOP } from '../../questions/testing/shop.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { ROW_FORMATS, writeRows, type RowFormat } from './write-rows.ts';

async function written(catalog: Catalog, format: RowFormat): Promise<string> {
  const parts: string[] = [];
  const whole = { datasets: null, columnEdges: null };
  await writeRows(catalog, whole, format, (text) => void parts.push(text));
  return parts.join('');
}

/** The last column says of which moment the rows are. */
const withoutMoment = (csv: string): string =>
  csv.replaceAll(/,"as_of"\r\n/g, '\r\n').replaceAll(/,"of revision \d+"\r\n/g, '\r\n');

describe('records of a past revision', () => {
  it('are those that were written then', async () => {
    const catalog = await openTemporaryCatalog();
    const states: (readonly [string, readonly Parameters<typeof importFacts>[1][number][]])[] = [
      [
        'one',
        [
          ...SHOP,
          ...ran({ id: 'r1', job: 'make clean', hours: [1, 2], reads: ['orders'], writes: ['clean'] }),
        ],
      ],
      [
        'two',
        [
          ...SCOPES,
          ...['customers', 'orders', 'clean'].map((name) => dataset(name)),
          ...made('clean', 'customers'),
          flow('clean', 'orders'),
          ...columnFlow('customers.email>clean.email', 'AGGREGATION'),
          ...decides('orders', 'state', 'clean'),
          ...ran({ id: 'r2', job: 'make clean', hours: [3, 4], reads: ['orders'], writes: ['clean'] }),
        ],
      ],
      ['three', [...SCOPES, dataset('customers')]],
    ];
    const seen = new Map<string, string>();
    for (const [content, facts] of states) {
      await importFacts(catalog.store, facts, content);
      for (const format of ROW_FORMATS)
        seen.set(`${catalog.revision()} ${format}`, await written(catalog, format));
    }
    for (const [key, then] of seen) {
      const [revision, format] = key.split(' ') as [string, RowFormat];
      const view = await catalogAt(catalog, { revision: Number(revision) });
      const again = await written(view, format);
      expect([key, withoutMoment(again)]).toEqual([key, then]);
      if (format === 'csv') expect(again.split('\r\n')[1]).toContain(`"of revision ${revision}"`);
    }
    expect(new Set(seen.values()).size).toBe(seen.size);
    await catalog.close();
  });
});
