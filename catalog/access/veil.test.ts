/** What a veiled catalog shows of what runs saw. That no procedure names what is hidden: `server/access/veil.test.ts`. */
import { describe, expect, it, vi } from 'vitest';
import { atOnce } from '../breathe.ts';
import { compareRuns } from '../compare/compare-runs.ts';
import { everythingIn, loadEvents, runNumber } from '../compare/testing/load.ts';
import type { Catalog } from '../catalog.ts';
import { veiledFor } from './veiled-catalog.ts';

/** In columns of what is hidden, and in the code that makes it. */
const SECRET = 'zebrafish';
const NONE_RESTRICTED = { domains: null, upTo: 'confidential' } as const;

const run = (day: number): string => `00000000-0000-4000-8000-00000000000${day}`;
const pay = (day: number) => ({
  namespace: 'db://h',
  name: 'hr.pay',
  facets: {
    schema: { fields: [{ name: `${SECRET}_${day}`, type: 'int' }] },
    tags: { tags: [{ key: 'sensitivity', value: 'restricted' }] },
  },
});
const event = (day: number, job: object, more: object, runFacets = {}) => ({
  eventType: 'COMPLETE',
  eventTime: `2026-01-0${day}T00:00:00Z`,
  producer: 'https://example.org',
  run: { runId: run(day), facets: runFacets },
  job: { namespace: 'jobs', ...job },
  ...more,
});

/** Two days: `load` makes a hidden table, with other columns and other code each day, `report` reads it. */
const loaded = (): Promise<Catalog> =>
  loadEvents(
    [1, 2].flatMap((day) => [
      event(
        day,
        { name: 'load', facets: { sql: { query: `select ${SECRET}_${day} from x` } } },
        { outputs: [pay(day)] },
        { errorMessage: { message: `no ${SECRET}_${day}`, programmingLanguage: 'sql' } },
      ),
      event(
        day + 2,
        { name: 'report' },
        { inputs: [pay(day)], outputs: [{ namespace: 'db://h', name: 'sales' }] },
      ),
    ]),
  );

describe('what runs saw of a hidden dataset', () => {
  it.each([
    ['that makes it', 1, 2],
    ['that reads it', 3, 4],
  ])('is in no comparison of runs of the job %s', async (_, a, b) => {
    const catalog = await loaded();
    const told = (one: Catalog): string =>
      JSON.stringify(
        everythingIn(atOnce(compareRuns(one, runNumber(catalog, run(a)), runNumber(catalog, run(b))))!),
      );
    expect(told(catalog)).toContain(SECRET);
    expect(told(await veiledFor(catalog, NONE_RESTRICTED))).not.toContain(SECRET);
    await catalog.close();
  });
});

it('leaves out what is said of the runs of a hidden job', async () => {
  const catalog = await loaded();
  const told = (one: Catalog): string =>
    JSON.stringify(one.store.reader.prepare(`SELECT value FROM property WHERE target_type = 'run'`).all());
  expect(told(catalog)).toContain(SECRET);
  expect(told(await veiledFor(catalog, NONE_RESTRICTED))).not.toContain(SECRET);
  await catalog.close();
});

describe('a veil', () => {
  it('that could not be made once is made at the next call', async () => {
    const catalog = await loaded();
    const veiled = vi.spyOn(catalog.store, 'veiled').mockRejectedValueOnce(new Error('no more files'));
    await expect(veiledFor(catalog, NONE_RESTRICTED)).rejects.toThrow('no more files');
    expect((await veiledFor(catalog, NONE_RESTRICTED)).hidden.datasets).toBe(1);
    expect(veiled).toHaveBeenCalledTimes(2);
    await catalog.close();
  });
});
