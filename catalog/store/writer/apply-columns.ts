/**
 * Facts about columns: what their values come from, and what they influence.
 *
 * What runs show adds up: the ways that several runs tell of one edge are kept together. What is
 * declared is what its source says now.
 */
import type { ColumnEdgeFact, DatasetInfluenceFact, Transformation } from '../../model/facts.ts';
import { standing } from './apply-graph.ts';
import type { WriterSession } from './session.ts';

export function applyColumnEdge(session: WriterSession, fact: ColumnEdgeFact): void {
  const { identities } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.column(identities.dataset(fact.to.dataset).id, fact.to.path);
  const runId = fact.run ? session.run(fact.run, fact.evidence).id : null;
  if (runId !== null && fact.yields && session.sights.isTarget(runId, to.datasetId)) return;
  const { jobId, basis } = session.attribution(fact);
  const key = { from_id: from.id, to_id: to.id, job_id: jobId, basis };
  const said: Ways = {
    flags: flagsOf(fact.transformations),
    transformations: normalise(fact.transformations),
  };
  const ways = runId === null ? said : together(storedWays(session, key), said);
  const id = { value: 0 };
  standing(session, fact, {
    type: 'columnEdge',
    counted: 'column_edge',
    table: 'column_edge',
    key,
    parent: ['"column"', to.id],
    values: {
      flags: ways.flags,
      transformations: JSON.stringify(ways.transformations),
      confidence: fact.confidence ?? null,
    },
    id,
  });
  if (runId === null) return;
  session.sights.saw('columnEdge', id.value, runId, fact.yields !== true);
  const seen = session.touched.seenColumnEdges.get(id.value);
  if (seen) seen.add(runId);
  else session.touched.seenColumnEdges.set(id.value, new Set([runId]));
}

export function applyInfluence(session: WriterSession, fact: DatasetInfluenceFact): void {
  const { identities, sql } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.dataset(fact.to);
  const runId = fact.run ? session.run(fact.run, fact.evidence).id : null;
  if (runId !== null && fact.yields && session.sights.isTarget(runId, to.id)) return;
  const { jobId, basis } = session.attribution(fact);
  const stored =
    runId === null
      ? undefined
      : sql.get<{ text: string }>(
          `SELECT transformations AS text FROM influence
           WHERE from_id = ? AND to_id = ? AND job_id = ? AND basis = ? AND until_revision IS NULL`,
          from.id,
          to.id,
          jobId,
          basis,
        );
  const before = stored ? (JSON.parse(stored.text) as Transformation[]) : [];
  const id = { value: 0 };
  standing(session, fact, {
    type: 'influence',
    counted: 'influence',
    table: 'influence',
    key: { from_id: from.id, to_id: to.id, job_id: jobId, basis },
    parent: ['"column"', from.id],
    values: { transformations: JSON.stringify(normalise([...before, ...fact.transformations])) },
    id,
  });
  if (runId !== null) session.sights.saw('influence', id.value, runId, fact.yields !== true);
}

/** In which ways a value comes from another. */
interface Ways {
  readonly flags: number;
  readonly transformations: readonly Transformation[];
}

function storedWays(
  { sql, fresh }: WriterSession,
  key: { readonly from_id: number; readonly to_id: number; readonly job_id: number; readonly basis: string },
): Ways | null {
  const noted = fresh.find('column_edge', Object.values(key).join('\u0000'), '"column"', key.to_id);
  if (noted === null) return null;
  const row = sql.get<{ flags: number; text: string }>(
    `SELECT flags, transformations AS text FROM column_edge
     WHERE from_id = ? AND to_id = ? AND job_id = ? AND basis = ? AND until_revision IS NULL`,
    key.from_id,
    key.to_id,
    key.job_id,
    key.basis,
  );
  return row ? { flags: row.flags, transformations: JSON.parse(row.text) as Transformation[] } : null;
}

/** Both: masked, or aggregated, only where each that lets values pass is. */
function together(before: Ways | null, said: Ways): Ways {
  if (!before) return said;
  const direct = (before.flags | said.flags) & 1;
  const counting = [before.flags, said.flags].filter((flags) => direct === 0 || (flags & 1) === 1);
  const common = counting.reduce((all, flags) => all & flags, 4 | 8);
  return {
    flags: direct | ((before.flags | said.flags) & 2) | common,
    transformations: normalise([...before.transformations, ...said.transformations]),
  };
}

/** Same set, same text: sorted and without repetition. */
function normalise(transformations: readonly Transformation[]): Transformation[] {
  const byText = new Map(
    transformations.map((one) => [
      JSON.stringify([one.type, one.subtype ?? '', one.description ?? '', one.masking ?? null]),
      one,
    ]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * 1 direct, 2 indirect, 4 masked, 8 aggregated. Nothing said: the raw value may survive, so direct. Of
 * several direct ways the one that shows most counts: masked or aggregated only where all of them are.
 */
function flagsOf(transformations: readonly Transformation[]): number {
  if (transformations.length === 0) return 1;
  const direct = transformations.filter(({ type }) => type !== 'INDIRECT');
  const said = direct.length > 0 ? direct : transformations;
  return (
    (direct.length > 0 ? 1 : 0) |
    (direct.length < transformations.length ? 2 : 0) |
    (said.every(({ masking }) => masking === true) ? 4 : 0) |
    (said.every(({ subtype }) => subtype === 'AGGREGATION') ? 8 : 0)
  );
}
