/** How much there is at a moment, with how it is counted, so that an auditor can count again. */
import { ABSENT } from '../../store/writer/absence.ts';
import { holdsAt } from '../../browse/in-force.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { knownAt, statedAt } from '../../past/as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';

export interface Population {
  readonly what: string;
  readonly count: number;
  /** How the number comes about. */
  readonly how: string;
}

export function populationsOf(
  past: PastCatalog,
  described: readonly PastDataset[],
  entries: number,
): Population[] {
  const n = (sql: string) =>
    past.db.prepare<[object], { n: number }>(sql).get({ revision: past.revision })!.n;
  return [
    {
      what: 'Datasets',
      count: described.length,
      how: 'Joined identities that at least one source describes at the revision; each group of joined names counts once.',
    },
    {
      what: 'Names of datasets',
      count: described.reduce((sum, one) => sum + one.members.length, 0),
      how: 'Identities (namespace and name) behind these datasets.',
    },
    {
      what: 'Mentioned only',
      count: past.datasets.filter((one) => !one.described).length,
      how: 'Datasets that sources mention but none describes.',
    },
    {
      what: 'No longer described',
      count: past.datasets.filter((one) => one.retired).length,
      how: 'Datasets that a source described once and none describes at the revision.',
    },
    {
      what: 'Columns',
      count: described.reduce((sum, one) => sum + one.columns, 0),
      how: 'Top-level columns that a source describes; columns of equal name in joined identities count once.',
    },
    {
      what: 'Jobs',
      count: n(`SELECT COUNT(*) AS n FROM job j WHERE ${statedAt('job', 'j')}`),
      how: 'Jobs that a source describes at the revision.',
    },
    {
      what: 'Runs',
      count: n(
        `SELECT COUNT(*) AS n FROM run x WHERE since_revision <= @revision AND ${knownAt(ABSENT.run)}`,
      ),
      how: 'Runs that were imported up to the revision.',
    },
    {
      what: 'Dataset lineage',
      count: past.graph.linkCount,
      how: 'Distinct pairs of datasets with an edge that stands at the revision.',
    },
    {
      what: 'Column lineage',
      how: 'Column derivations with a statement that stands at the revision.',
      count: n(
        `SELECT COUNT(DISTINCT s.record_id) AS n FROM statement s WHERE s.record_type = ${RECORD_TYPES.columnEdge} AND ${holdsAt('s')}`,
      ),
    },
    {
      what: 'Imports',
      count: n('SELECT COUNT(*) AS n FROM import_batch WHERE revision <= @revision'),
      how: 'Imports that changed the catalog up to the revision.',
    },
    {
      what: 'Ledger entries',
      count: entries,
      how: 'Entries up to the end of the period; disclosures come after the revision, since they change nothing.',
    },
  ];
}
