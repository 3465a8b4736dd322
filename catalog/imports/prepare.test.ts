/** SQL is analysed before an import takes the write lock, once, and can be stopped. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalog, manifest, model, physical, source } from '../importers/dbt/testing.ts';
import { importersOf } from '../importers/index.ts';
import { LineagePool } from '../sql/pool.ts';
import type { Store } from '../store/store.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import type { ImportProgress } from './outcome.ts';
import type { ImportRequest } from './import-request.ts';
import { runImport } from './run-import.ts';

const ORDERS = 'source.shop.raw.orders';
const MODELS = 40;

/** A folder with a project of so many models, each with SQL of its own; `salt` makes it unlike others. */
function project(salt: string, sqlOf = (at: number) => `select id, amount + ${at} as paid`): string {
  const folder = join(temporaryFolder(), 'target');
  mkdirSync(folder);
  const nodes = Object.fromEntries(
    Array.from({ length: MODELS }, (_, at) => [
      `model.shop.m${at}`,
      model(`m${at}`, [ORDERS], {
        language: 'sql',
        compiled_code: `${sqlOf(at)}, '${salt}' as salt from "db"."raw"."orders"`,
      }),
    ]),
  );
  const sources = { [ORDERS]: source('orders') };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest(12, { nodes, sources })));
  const tables = { [ORDERS]: physical('orders', { id: 'int', amount: 'int' }) };
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog({}, tables)));
  return folder;
}

function importing(store: Store, path: string, more: Partial<ImportRequest> = {}) {
  return runImport(store, importersOf(), {
    paths: [path],
    kind: 'auto',
    namespace: 'postgres://db:5432',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
    ...more,
  });
}

const count = (store: Store, table: string) =>
  store.reader.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()!.n;

afterEach(() => vi.restoreAllMocks());

describe('an import of compiled SQL', () => {
  it('tells how many models are analysed, and lets others write meanwhile', async () => {
    const store = await openTemporaryStore();
    const seen: ImportProgress[] = [];
    const order: string[] = [];
    const written: Promise<unknown>[] = [];
    const outcome = await importing(store, project('progress'), {
      onProgress: (progress) => {
        seen.push(progress);
        order.push(progress.phase);
        if (progress.steps && written.length === 0) written.push(store.write(() => order.push('written')));
      },
    });
    await Promise.all(written);
    expect(outcome.rejected).toBe(0);
    const steps = seen.flatMap((progress) => progress.steps ?? []);
    expect(steps.at(-1)).toEqual({ done: MODELS, total: MODELS });
    expect(steps.every(({ total }) => total === MODELS)).toBe(true);
    expect(order).toContain('written');
    expect(order.indexOf('written')).toBeLessThan(order.indexOf('reading'));
    expect(count(store, 'column_edge')).toBe(2 * MODELS);
    await store.close();
  });

  it('asks every question once: not again after a preview, nor inside the transaction', async () => {
    const analyse = vi.spyOn(LineagePool.prototype, 'analyse');
    const store = await openTemporaryStore();
    const folder = project('once');
    await importing(store, folder, { dryRun: true });
    expect(analyse).toHaveBeenCalledTimes(MODELS);
    expect(count(store, 'column_edge')).toBe(0);
    await importing(store, folder);
    expect(analyse).toHaveBeenCalledTimes(MODELS);
    expect(count(store, 'column_edge')).toBe(2 * MODELS);
    await store.close();
  });

  it('analyses nothing when that is switched off', async () => {
    const analyse = vi.spyOn(LineagePool.prototype, 'analyse');
    const store = await openTemporaryStore();
    const phases = new Set<string>();
    await importing(store, project('off'), {
      columnLineage: false,
      onProgress: ({ phase }) => phases.add(phase),
    });
    expect(analyse).not.toHaveBeenCalled();
    expect([...phases]).not.toContain('analysing');
    expect(count(store, 'column_edge')).toBe(0);
    await store.close();
  });

  it('stops soon, whatever the analysis is doing, and leaves the catalog as it was', async () => {
    const store = await openTemporaryStore();
    const long = Array.from({ length: 35_000 }, (_, at) => `id + ${at} as c${at}`).join(', ');
    const folder = project('cancelled', () => `select ${long}`);
    const controller = new AbortController();
    let cancelledAt = 0;
    const running = importing(store, folder, {
      signal: controller.signal,
      onProgress: ({ phase }) => {
        if (phase !== 'analysing' || cancelledAt > 0) return;
        cancelledAt = Number.POSITIVE_INFINITY;
        setTimeout(() => {
          cancelledAt = performance.now();
          controller.abort();
        }, 1500);
      },
    });
    await expect(running).rejects.toThrow(/abort/i);
    expect(performance.now() - cancelledAt).toBeLessThan(2000);
    expect(count(store, 'import_batch')).toBe(0);
    await store.close();
  });
});
