import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTemporaryStore } from '../../testing/temp-catalog.ts';
import { likelyRenames, type RenameSide } from './renames.ts';
import { WriterSession } from './session.ts';
import { Sql } from './sql.ts';
import { suggestRenames } from './suggest-renames.ts';
import { cpuClock } from '../../testing/cpu-clock.ts';

let ids = 0;
const side = (name: string, part: Partial<RenameSide> = {}): RenameSide => ({
  id: ++ids,
  namespace: 'postgres://db:5432',
  name,
  kind: 'table',
  columns: [],
  description: null,
  fingerprint: null,
  path: null,
  upstream: [],
  downstream: [],
  ...part,
});
const told = (retired: readonly RenameSide[], added: readonly RenameSide[]): string[] =>
  likelyRenames(retired, added).map(
    ({ from, to, reasons }) => `${from.name} → ${to.name}: ${reasons.join(', ')}`,
  );

describe('likelyRenames', () => {
  const columns = ['id', 'email', 'total', 'placed_at'];

  it('knows the same code under another name', () => {
    const code = { fingerprint: 'abc', columns, upstream: ['raw.orders'] };
    expect(
      told([side('db.s.orders', code)], [side('db.s.fct_sales', code), side('db.s.orders_new')]),
    ).toEqual(['db.s.orders → db.s.fct_sales: same code, 4 of 4 columns alike, same upstream']);
  });

  it('knows a move to another schema by its columns', () => {
    expect(told([side('db.old.orders', { columns })], [side('db.new.orders', { columns })])).toEqual([
      'db.old.orders → db.new.orders: 4 of 4 columns alike, same name elsewhere',
    ]);
  });

  it('takes neither a like name alone nor a few common columns', () => {
    expect(told([side('db.s.orders')], [side('db.s.orders_v2')])).toEqual([]);
    const shared = ['id', 'created_at'];
    const a = side('db.s.customers', { columns: [...shared, 'email', 'phone', 'street'] });
    const b = side('db.s.invoices', { columns: [...shared, 'amount', 'vat', 'due'] });
    expect(told([a], [b])).toEqual([]);
    expect(told([side('x', { columns })], [side('x', { columns, kind: 'dashboard' })])).toEqual([]);
  });

  it('gives each dataset one partner, the likest', () => {
    const pair = told(
      [side('s.a', { columns, fingerprint: '1' }), side('s.b', { columns, fingerprint: '2' })],
      [side('t.b', { columns, fingerprint: '2' }), side('t.a', { columns, fingerprint: '1' })],
    );
    expect(pair.map((line) => line.split(':')[0]).sort()).toEqual(['s.a → t.a', 's.b → t.b']);
  });

  it('never names a dataset twice, nor a score beyond its range', () => {
    const any = fc.record({
      name: fc.string(),
      columns: fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
      fingerprint: fc.option(fc.constantFrom('x', 'y')),
      upstream: fc.array(fc.constantFrom('u', 'v')),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.array(any, { maxLength: 8 }), (old, now) => {
        const found = likelyRenames(
          old.map(({ name, ...part }) => side(name, part)),
          now.map(({ name, ...part }) => side(name, part)),
        );
        const ends = found.flatMap(({ from, to }) => [from.id, to.id]);
        expect(new Set(ends).size).toBe(ends.length);
        expect(found.every(({ score }) => score >= 0.6 && score <= 1)).toBe(true);
      }),
    );
  });

  it('compares thousands with thousands in a moment', () => {
    const many = (schema: string) =>
      Array.from({ length: 2000 }, (_, i) =>
        side(`db.${schema}.t${i}`, { columns: ['id', `c${i}`], fingerprint: `f${i}` }),
      );
    const spent = cpuClock();
    expect(likelyRenames(many('a'), many('b'))).toHaveLength(2000);
    expect(spent()).toBeLessThan(10_000);
  });
});

describe('suggestRenames', () => {
  /** An import by which two datasets went and three came. */
  async function changed(): Promise<WriterSession> {
    const store = await openTemporaryStore();
    onTestFinished(() => store.close());
    const session = new WriterSession(new Sql(store.writer), 2, 1, [{ id: 1, sha256: 'x' }]);
    const named = (name: string) => session.identities.dataset({ namespace: 'db://h', name });
    for (const name of ['a', 'b']) session.changes.retired('dataset', named(`old.${name}`).id);
    for (const name of ['a', 'b', 'c']) session.identities.describeDataset(named(`new.${name}`));
    return session;
  }

  it('tells how many of how many it compared', async () => {
    const session = await changed();
    suggestRenames(session, 2);
    expect(session.doubts).toMatchObject([
      {
        code: 'renames-not-all-compared',
        message: expect.stringContaining(
          '2 datasets went and 3 came. Likely renames were looked for among 2 of those that went and 2 of those that came',
        ),
      },
    ]);
  });

  it('says nothing where all were compared', async () => {
    const session = await changed();
    suggestRenames(session, 3);
    expect(session.doubts).toEqual([]);
  });
});
