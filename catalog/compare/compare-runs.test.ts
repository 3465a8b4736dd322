/** Two runs are compared with everything upstream, and the cause stands first. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../open.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { compareRuns } from './compare-runs.ts';
import { staleLatest, type Style } from './testing/stale-latest.ts';

async function load(events: string): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, events);
  const outcome = await catalog.import({
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    signal: new AbortController().signal,
  });
  expect(outcome.rejected).toBe(0);
  return catalog;
}

const runId = (catalog: Catalog, id: string): number =>
  catalog.store.reader.prepare<[string], { id: number }>('SELECT id FROM run WHERE run_id = ?').get(id)!.id;

describe.each<Style>(['paths', 'versions'])(
  'a month-old snapshot copied to "latest", told by %s',
  (style) => {
    it('the first line names the job that read the old snapshot', async () => {
      const story = staleLatest(style);
      const catalog = await load(story.events);
      const compared = compareRuns(catalog, runId(catalog, story.good), runId(catalog, story.bad))!;
      for (const i of compared.items.slice(0, 8))
        console.log(
          i.suspicion,
          i.change,
          i.key,
          i.reasons.map((r) => `${r.rule}: ${r.text}`),
        );
      await catalog.close();
    });
  },
);
