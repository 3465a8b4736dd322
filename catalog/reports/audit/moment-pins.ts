/**
 * What an audit keeps of a moment because it cannot be read from the file again later: what lineage makes of tags,
 * which datasets stand still, how edges are inferred, when cases were due. Read through the catalog as it was at the
 * revision; kept with the recipe.
 */
import { z } from 'zod';
import { breathe } from '../../breathe.ts';
import { freshnessInBreaths } from '../../browse/freshness.ts';
import { holdsAt } from '../../browse/in-force.ts';
import { catalogAt } from '../../explore/at.ts';
import type { Catalog } from '../../catalog.ts';
import { clocksOf, earliest, loadCases } from '../../privacy/cases/read.ts';
import { fold, isDone } from '../../privacy/cases/states.ts';
import { legalAt } from '../../privacy/deadline/legal.ts';
import { findings } from '../../privacy/propagate/findings.ts';
import { propagationInBreaths } from '../../privacy/propagate/compute.ts';
import { placeText } from '../../privacy/propagate/names.ts';
import { tagText } from '../../privacy/propagate/tags.ts';

/** Findings that are kept word by word; all of them are counted. */
export const FINDINGS_KEPT = 1000;

const caseSchema = z.object({
  reference: z.string(),
  state: z.string(),
  /** Civil date; null while every clock stands. */
  due: z.string().nullable(),
  done: z.boolean(),
  overdue: z.boolean(),
});

export const momentPinsSchema = z.object({
  findings: z.object({
    byKind: z.array(z.object({ key: z.string(), count: z.number() })),
    items: z.array(
      z.object({
        kind: z.string(),
        tag: z.string(),
        place: z.string(),
        cause: z.string(),
        said: z.string(),
      }),
    ),
  }),
  /** Datasets that a run was known to use, and those of them that none had used lately. */
  dated: z.array(z.number()),
  stale: z.array(z.number()),
  /** Edges that are only inferred. */
  inferred: z.number(),
  cases: z.array(caseSchema),
});
export type MomentPins = z.infer<typeof momentPinsSchema>;
export type CaseAt = z.infer<typeof caseSchema>;

/** @param day civil date on which the moment lies: cases are overdue by it */
export async function pinMoment(
  catalog: Catalog,
  revision: number,
  day: string,
  signal?: AbortSignal,
): Promise<MomentPins> {
  const now = revision === catalog.revision() ? catalog : await catalogAt(catalog, { revision });
  signal?.throwIfAborted();
  await breathe();
  const { dated, stale } = await freshnessInBreaths(now);
  signal?.throwIfAborted();
  const found = findings(await propagationInBreaths(now));
  signal?.throwIfAborted();
  const byKind = new Map<string, number>();
  for (const { kind } of found) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  return {
    findings: {
      byKind: [...byKind].map(([key, count]) => ({ key, count })),
      items: found.slice(0, FINDINGS_KEPT).map(({ kind, tag, place, cause, said }) => ({
        kind,
        tag: tagText(tag),
        place: placeText(place),
        cause: placeText(cause),
        said,
      })),
    },
    dated: ascending(dated),
    stale: ascending(stale),
    inferred: inferredEdges(catalog, revision),
    cases: casesAt(catalog, revision, day),
  };
}

const ascending = (ids: Iterable<number>): number[] => [...ids].sort((a, b) => a - b);

/** Pairs that some edge gives a confidence and none states plainly or shows by a run. */
function inferredEdges({ store }: Catalog, revision: number): number {
  return store.reader
    .prepare<[object], { n: number }>(
      `SELECT COUNT(*) AS n FROM (
         SELECT f.canonical_id, t.canonical_id FROM edge e JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id
         WHERE ${holdsAt('e')} OR EXISTS (SELECT 1 FROM edge_period p WHERE p.edge_id = e.id AND ${holdsAt('p')})
         GROUP BY 1, 2 HAVING SUM(e.basis = 'observed' OR e.confidence IS NULL) = 0)`,
    )
    .get({ revision })!.n;
}

function casesAt({ store, options }: Catalog, revision: number, day: string): CaseAt[] {
  const legal = legalAt(store.reader, options.resourcesDir, revision);
  const { items } = loadCases(store.reader, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
  return items
    .filter((one) => one.sinceRevision <= revision)
    .map((one): CaseAt => {
      const then = one.events
        .filter((event) => event.revision <= revision)
        .map((event) =>
          event.undoneIn !== null && event.undoneIn > revision ? { ...event, undoneIn: null } : event,
        );
      const folded = fold(then);
      const done = isDone(folded.state);
      const due = earliest(clocksOf(legal, one, folded, day));
      return {
        reference: one.reference,
        state: folded.state,
        due,
        done,
        overdue: !done && due !== null && due < day,
      };
    })
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
