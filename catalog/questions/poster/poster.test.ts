import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { edgesAmong } from '../figure.ts';
import { mapOf } from '../map.ts';
import { dataset, made, SCOPES, SHOP } from '../testing/shop.ts';
import { posterOf } from './poster.ts';
import { LETTERS, sheetFor } from './sheet.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());
const idOf = (name: string) => [...catalog.cards().all()].find((card) => card.name === name)!.id;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A table fed by many, through several steps. */
function wide(count: number): Fact[] {
  const names = Array.from({ length: count }, (_, i) => `src.table_${i}`);
  const mids = Array.from({ length: count }, (_, i) => `mid.part_${i}`);
  return [
    ...SCOPES,
    dataset('goal', 'model'),
    ...names.map((name) => dataset(name)),
    ...mids.map((name) => dataset(name)),
    ...mids.flatMap((mid, i) => made(mid, names[i]!, names[(i + 1) % count]!)),
    ...made('goal', ...mids),
  ];
}

describe('the poster', () => {
  it('is one page, the same bytes for the same revision, whatever was disclosed since', async () => {
    await importFacts(catalog.store, SHOP, 'one');
    const first = (await posterOf(catalog, idOf('churn'), 'A3'))!;
    const again = (await posterOf(catalog, idOf('churn'), 'A3'))!;
    expect(sha(again.bytes)).toBe(sha(first.bytes));
    const text = Buffer.from(first.bytes).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).toContain('[0 0 1190.55 841.89]');
    expect(Buffer.from((await posterOf(catalog, idOf('churn'), 'A4'))!.bytes).toString('latin1')).toContain(
      '[0 0 841.89 595.28]',
    );
    expect(first).toMatchObject({ datasets: 6, boxes: 6, name: 'map-churn-r1-a3.pdf' });
    expect(await posterOf(catalog, 999, 'A3')).toBeNull();
  });

  it('keeps titles readable by putting alike datasets together, and counts every one', async () => {
    await importFacts(catalog.store, wide(120), 'one');
    const map = mapOf(catalog, idOf('goal'))!;
    const links = edgesAmong(catalog, map.cards).map(({ from, to }) => ({ from, to, observed: false }));
    const sheet = sheetFor(map, links, { width: 780, height: 430 });
    expect(sheet.boxes.length).toBeLessThan(20);
    expect(sheet.boxes.reduce((sum, { count }) => sum + count, 0)).toBe(241);
    expect(sheet.scale * LETTERS.title).toBeGreaterThanOrEqual(5);
    expect(sheet.bounds.width * sheet.scale).toBeLessThanOrEqual(780.01);
    expect(sheet.bounds.height * sheet.scale).toBeLessThanOrEqual(430.01);
    expect(sheet.boxes.filter(({ start }) => start)).toMatchObject([{ title: 'goal', count: 1 }]);
    for (const { from, to } of sheet.edges) expect(from).not.toBe(to);
  });
});
