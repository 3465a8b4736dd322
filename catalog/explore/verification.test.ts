import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadEvents } from '../compare/testing/load.ts';
import { dataset, jobEvent, runEvent } from '../importers/openlineage/testing/events.ts';
import type { Catalog } from '../catalog.ts';
import { dataset as table, flow, mentioned, SCOPES } from '../questions/testing/shop.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { edgeRows } from './edge-jobs.ts';
import { datasetGraph } from './graphs.ts';
import { datasetVerification, verificationLevels, verificationText } from './verification.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const cardOf = (name: string) => [...catalog.cards().all()].find((card) => card.name === name)!;
const ofDataset = (name: string) => datasetVerification(catalog, [cardOf(name)])[0]!;
function ofEdge(from: string, to: string) {
  const { graph, indexOf } = datasetGraph(catalog);
  const [a, b] = [from, to].map((name) => indexOf.get(cardOf(name).id)!);
  return edgeRows(catalog, [[...graph.edgesBetween(a!, b!)]])[0]!.verification;
}
const version = (name: string, label: string) => dataset(name, { version: { datasetVersion: label } });

it('is observed where runs showed it, with their number and the last; declared where only a job says so', async () => {
  const moves = (run: number, minute: number) =>
    runEvent({ run, minute, inputs: [dataset('a')], outputs: [dataset('b')] });
  await loadEvents(
    [moves(1, 1), moves(2, 7), jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c')] })],
    catalog,
  );
  expect(ofEdge('a', 'b')).toEqual({
    ...{ level: 'observed', runs: 2, lastSeen: '2026-03-01T00:07:00.000Z', confidence: null, content: null },
  });
  expect(ofEdge('b', 'c')).toMatchObject({ level: 'declared', runs: 0, lastSeen: null });
  expect(ofDataset('b')).toMatchObject({ level: 'observed', runs: 2 });
  expect(ofDataset('c').level).toBe('declared');
  expect(verificationText(ofEdge('a', 'b'))).toBe('observed in 2 runs, last 2026-03-01T00:07:00.000Z');
});

it('is inferred with a confidence where nothing states it plainly, and no more once it is seen', async () => {
  await importFacts(
    catalog.store,
    [
      ...SCOPES,
      table('a'),
      mentioned('guess'),
      { ...flow('a', 'guess'), confidence: 0.6 } as ReturnType<typeof flow>,
    ],
    'one',
  );
  expect(ofEdge('a', 'guess')).toMatchObject({ level: 'inferred', confidence: 0.6 });
  expect(ofDataset('guess')).toMatchObject({ level: 'inferred', confidence: 0.6 });
  expect(ofDataset('a').level).toBe('declared');
  expect(verificationText(ofEdge('a', 'guess'))).toBe('inferred, confidence 60 %');
  const levelOf = verificationLevels(catalog);
  expect(levelOf(cardOf('guess'))).toBe('inferred');
  await importFacts(catalog.store, [...SCOPES, table('a'), mentioned('guess'), flow('a', 'guess')], 'two');
  expect(ofEdge('a', 'guess')).toMatchObject({ level: 'declared', confidence: null });
});

it('is checked where the version that was read is one that a known run wrote', async () => {
  await loadEvents(
    [
      runEvent({
        run: 1,
        job: 'write',
        minute: 1,
        inputs: [dataset('src')],
        outputs: [version('a', 'sha256:1')],
      }),
      runEvent({
        run: 2,
        job: 'good',
        minute: 2,
        inputs: [version('a', 'sha256:1')],
        outputs: [dataset('b')],
      }),
      runEvent({
        run: 3,
        job: 'odd',
        minute: 3,
        inputs: [version('a', 'sha256:0')],
        outputs: [dataset('c')],
      }),
    ],
    catalog,
  );
  expect(ofEdge('a', 'b').content).toBe('checked');
  expect(ofEdge('a', 'c').content).toBe('named');
  expect(ofEdge('src', 'a').content).toBeNull();
  expect(ofDataset('a').content).toBe('checked');
  expect(ofDataset('b').content).toBeNull();
  expect(verificationText(ofEdge('a', 'b'))).toContain('content checked');
});
