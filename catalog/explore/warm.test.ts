import { expect, it, vi } from 'vitest';
import { dataset, runEvent } from '../importers/openlineage/testing/events.ts';
import { openLineage } from '../importers/openlineage/index.ts';
import { runImport } from '../imports/run-import.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepWarm } from './warm.ts';

it('loads the graphs and names to search again after a change, and nothing once it is ended', async () => {
  const catalog = await openTemporaryCatalog();
  const asked = [vi.spyOn(catalog, 'cached'), vi.spyOn(catalog, 'prepare')];
  const stop = keepWarm(catalog);
  const loaded = (wanted: string) =>
    asked.flatMap(({ mock }) => mock.calls).filter(([name]) => name === wanted).length;
  await expect.poll(() => loaded('column-graph')).toBeGreaterThan(0);
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, JSON.stringify(runEvent({ inputs: [dataset('a')], outputs: [dataset('b')] })));
  const importing = () =>
    runImport(catalog.store, [openLineage], {
      paths: [path],
      kind: 'auto',
      dryRun: false,
      actor: 'tester',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
  await importing();
  for (const spy of asked) spy.mockClear();
  catalog.announce(['lineage']);
  await expect.poll(() => loaded('dataset-graph')).toBeGreaterThan(0);
  await expect.poll(() => loaded('column-graph')).toBeGreaterThan(0);
  await expect.poll(() => loaded('search-data')).toBeGreaterThan(0);
  stop();
  for (const spy of asked) spy.mockClear();
  catalog.announce(['lineage']);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(loaded('dataset-graph')).toBe(0);
  await catalog.close();
});
