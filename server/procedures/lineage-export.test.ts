import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogOf } from '../../catalog/export/lineage/testing.ts';
import { dataset, jobEvent, schema } from '../../catalog/importers/openlineage/testing/events.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { LINEAGE_FORMATS } from '../../contract/index.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
const context = (): FaceContext => ({
  catalog,
  host: 'cli',
  version: 'test',
  pathsOf: async (tokens) => tokens,
});
const client = () => createRouterClient(router, { context: context() });
const idOf = (name: string): number => [...catalog.cards().all()].find((card) => card.name === name)!.id;
type Input = Parameters<ReturnType<typeof client>['lineage']['export']>[0];
const file = async (input: Partial<Input> & Pick<Input, 'format'>) => {
  const made = await client().lineage.export({ roots: [idOf('b')], up: 9, down: 9, ...input });
  return { ...made, bytes: Buffer.from(made.base64, 'base64') };
};

const lineage = (to: string, from: string, field: string) => ({
  columnLineage: { fields: { [to]: { inputFields: [{ ...dataset(from), field }] } } },
});

beforeAll(async () => {
  catalog = await catalogOf([
    jobEvent({
      inputs: [dataset('a', schema('=1+1', 'id'))],
      outputs: [dataset('b', { ...schema('id'), ...lineage('id', 'a', '=1+1') })],
    }),
    jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c')] }),
    jobEvent({ job: 'aside', inputs: [dataset('x')], outputs: [dataset('y')] }),
  ]);
});
afterAll(() => catalog.close());

describe('export of a lineage view', () => {
  it.each(LINEAGE_FORMATS)('%s: the same bytes again, its name, and what it covers', async (format) => {
    const [one, again] = [await file({ format }), await file({ format })];
    expect(one.bytes).toEqual(again.bytes);
    expect(one.name).toMatch(/^Lineage-of-b\.[a-z.]+$/);
    expect(one.covers.join()).toMatch(/3 of 3 datasets/);
    expect(one).toMatchObject({ incomplete: false, remarks: [] });
    if (format === 'png' || format === 'pdf') return;
    const text = one.bytes.toString('utf8');
    if (format !== 'csv-columns')
      for (const name of ['a', 'b', 'c']) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    expect(text).not.toContain('aside');
  });

  it('as CSV has a row for each edge and disarms formulas', async () => {
    const lines = (await file({ format: 'csv' })).bytes.toString('utf8').split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^"from_namespace","from_name",/);
    expect(lines[1]).toMatch(
      /^"[^"]+","a","table","[^"]+","b","table","etl","load",,"declared",,"declared",,0,,,1$/,
    );
    const columns = (await file({ format: 'csv-columns' })).bytes.toString('utf8').split('\r\n');
    expect(columns).toHaveLength(3);
    expect(columns[1]).toContain(`"a","'=1+1"`);
    expect(columns[1]).toContain('"b","id","value","no",');
  });

  it('names state and ledger head in every picture, and draws columns where they are open', async () => {
    const ledgerHead = catalog.store.reader
      .prepare<[number], string>('SELECT lower(hex(entry_hash)) FROM ledger_entry WHERE seq = ?')
      .pluck()
      .get(catalog.revision());
    for (const format of ['svg', 'dot', 'mermaid'] as const) {
      const text = (await file({ format, allColumns: true })).bytes.toString('utf8');
      expect(text).toContain(ledgerHead!);
      expect(text).toContain('revision 1');
      expect(text).toMatch(/\bid\b/);
    }
    const [light, dark] = [await file({ format: 'svg' }), await file({ format: 'svg', theme: 'dark' })];
    expect(dark.bytes).not.toEqual(light.bytes);
  });

  it('says when some datasets are left out', async () => {
    const few = await file({ format: 'openlineage', cap: 1 });
    expect(few).toMatchObject({ incomplete: true });
    expect(few.covers.join()).toContain('1 of 3 datasets');
    expect(few.bytes.toString('utf8')).not.toContain('"load"');
  });

  it('refuses what does not exist', async () => {
    await expect(file({ format: 'svg', roots: [99_999] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
