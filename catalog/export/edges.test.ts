import { expect, it } from 'vitest';
import type { Evidence, Transformation } from '../model/facts.ts';
import { importFacts, openTemporaryStore } from '../testing/temp-catalog.ts';
import { exportLines } from './ndjson.ts';

const evidence: Evidence = { scope: 'events', file: 0, at: 'line 1' };
const masked: Transformation = { type: 'DIRECT', subtype: 'AGGREGATION', masking: true };
const raw: Transformation = { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: false };
const join: Transformation = { type: 'INDIRECT', subtype: 'JOIN' };

it.each<[string, readonly Transformation[], Transformation]>([
  ['unmasked beside masked', [masked, raw, join], raw],
  ['masked beside influence', [join, masked], masked],
  ['influence only', [join], join],
])('a column edge is told by the way that passes most: %s', async (_, transformations, expected) => {
  const store = await openTemporaryStore();
  const column = (name: string) => ({ dataset: { namespace: 'db', name }, path: ['x'] });
  await importFacts(
    store,
    [
      { type: 'scope', scope: 'events', mode: 'accumulate' },
      { type: 'column-edge', from: column('a'), to: column('b'), transformations, evidence },
    ],
    'one',
    { importer: 'openlineage' },
  );
  const edges = [...exportLines(store.reader, { canonical: false })]
    .map((line) => JSON.parse(line) as { type: string; transformation: Transformation })
    .filter(({ type }) => type === 'column_edge');
  expect(edges.map(({ transformation }) => transformation)).toEqual([expected]);
  await store.close();
});
