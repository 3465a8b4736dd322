/** Access and erasure always cover the same stores, whatever the catalog looks like and however it changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { LAKE, PG, SNOW, dataset, derived, flow, key } from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { approveAnswer, decideRight, moveCase } from './act.ts';
import { openCase } from './open-case.ts';
import { recordOutcome, workOfCase } from './outcomes.ts';
import { startCollecting } from './work.ts';

const CATEGORIES = [null, 'user.contact.email', 'user.unique_id', 'user.behavior', 'system.operations'];
const tables = fc.array(fc.tuple(fc.constantFrom(PG, SNOW, LAKE), fc.constantFrom(...CATEGORIES)), {
  minLength: 1,
  maxLength: 6,
});
const edges = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { maxLength: 8 });

function factsOf(
  all: readonly (readonly [string, string | null])[],
  links: readonly (readonly [number, number, boolean])[],
): Fact[] {
  const keys = all.map(([namespace], index) => key(namespace, `d.s.t${index}`));
  return [
    { type: 'scope', scope: 'dbt:project/shop', mode: 'replace' },
    ...all.flatMap(([, category], index) => dataset(keys[index]!, 'table', { a: category })),
    ...links.flatMap(([from, to, columns]) => {
      const [a, b] = [keys[from % keys.length]!, keys[to % keys.length]!];
      return [flow(a, b), ...(columns ? [derived(a, 'a', b, 'a')] : [])];
    }),
  ];
}

it('access and erasure tasks cover the same stores', async () => {
  const actor = 'ada';
  await fc.assert(
    fc.asyncProperty(
      tables,
      edges,
      tables,
      edges,
      fc.nat(5),
      async (before, links, after, others, answered) => {
        const catalog = await openTemporaryCatalog();
        try {
          await importFacts(catalog.store, factsOf(before, links), JSON.stringify([before, links]));
          const reference = await openCase(catalog, actor, {
            receivedOn: '2026-03-05',
            jurisdiction: 'gdpr',
            place: 'IE',
            rights: ['portability', 'erasure'],
            subject: 'customer',
          });
          const move = (to: 'triage' | 'scoping' | 'reviewing' | 'approval' | 'sent') =>
            moveCase(catalog, { actor, reference, to });
          const stores = (work: string) =>
            workOfCase(catalog, reference)
              .filter((row) => row.work === work)
              .map((row) => row.datasetId)
              .sort();
          await move('triage');
          await move('scoping');
          await startCollecting(catalog, { actor, reference });
          expect(stores('erase')).toEqual(stores('search'));
          // Some outcomes, then the catalog changes and collecting begins anew.
          const search = workOfCase(catalog, reference).filter((row) => row.work === 'search');
          for (const { id } of search)
            await recordOutcome(catalog, actor, { reference, work: 'search', stores: [id], outcome: 'none' });
          if (search.length > answered)
            await recordOutcome(catalog, actor, {
              reference,
              work: 'search',
              stores: search.slice(answered).map((row) => row.id),
              outcome: null,
            });
          await importFacts(catalog.store, factsOf(after, others), JSON.stringify([after, others, 2]));
          await moveCase(catalog, { actor, reference, to: 'identity_requested' });
          await moveCase(catalog, { actor, reference, to: 'identity_ok' });
          await move('scoping');
          await startCollecting(catalog, { actor, reference });
          expect(stores('erase')).toEqual(stores('search'));
          const kept = search.slice(0, answered).map((row) => row.datasetId);
          expect(stores('search')).toEqual(expect.arrayContaining(kept));
          // To the end: everything closed once in each work.
          for (const { id } of workOfCase(catalog, reference).filter((row) => row.work === 'search'))
            await recordOutcome(catalog, actor, { reference, work: 'search', stores: [id], outcome: 'none' });
          await move('reviewing');
          await move('approval');
          await approveAnswer(catalog, { actor, reference });
          await decideRight(catalog, { actor, reference, right: 'portability', outcome: 'granted' });
          await move('sent');
          expect(stores('erase')).toEqual(stores('search'));
        } finally {
          await catalog.close();
        }
      },
    ),
    { numRuns: 8 },
  );
});
