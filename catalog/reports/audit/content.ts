/** Everything that an audit report says, before any wording: the catalog and its ledger at a revision. */
import { verifyLedger, type Verification } from '../../ledger/verify.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { holdsAt } from '../../browse/in-force.ts';
import { breathe } from '../../breathe.ts';
import { entriesOf } from '../../stewardship/registers/read.ts';
import { ReviewContent } from '../../stewardship/review/content.ts';
import { knownAt, byText, statedAt } from '../as-of-parts.ts';
import type { PastCatalog, PastDataset } from '../as-of.ts';
import type { AuditRecipe } from './recipe.ts';
import { changesIn, importsIn, type ChangeLog, type ImportRow } from './ledger.ts';

export interface Tally {
  readonly key: string;
  readonly count: number;
}

export interface Population {
  readonly what: string;
  readonly count: number;
  /** How the number comes about, so that an auditor can count again. */
  readonly how: string;
}

export interface AuditContent {
  readonly recipe: AuditRecipe;
  readonly revision: number;
  readonly at: string;
  readonly described: readonly PastDataset[];
  readonly byKind: readonly Tally[];
  readonly bySource: readonly Tally[];
  readonly byNamespace: readonly Tally[];
  readonly populations: readonly Population[];
  readonly coverage: readonly { readonly what: string; readonly covered: number; readonly of: number }[];
  readonly sensitivity: readonly Tally[];
  readonly imports: readonly ImportRow[];
  readonly issues: readonly {
    readonly code: string;
    readonly severity: string;
    readonly count: number;
    readonly example: string;
  }[];
  readonly changes: ChangeLog;
  readonly gaps: readonly { readonly code: string; readonly text: string; readonly count: number }[];
  readonly ledger: Verification & { readonly headSeq: number };
}

const LEVELS = ['restricted', 'confidential', 'internal', 'public', 'none'];

export async function auditContent(
  past: PastCatalog,
  recipe: AuditRecipe,
  signal?: AbortSignal,
): Promise<AuditContent> {
  const described = past.datasets.filter((one) => one.described && !one.retired);
  const headSeq = recipe.ledgerSeq ?? past.revision;
  const verification = await verifyLedger(past.db, { upTo: headSeq, ...(signal ? { signal } : {}) });
  const period = { from: recipe.from, to: recipe.to };
  await breathe();
  const changes = changesIn(past.db, headSeq, period);
  await breathe();
  signal?.throwIfAborted();
  const columns = described.reduce((sum, one) => sum + one.columns, 0);
  const categorised = described.reduce(
    (sum, one) =>
      sum +
      one.taggedColumns.filter((column) => column.path.length === 1 && column.categories.length > 0).length,
    0,
  );
  return {
    recipe,
    described,
    changes,
    revision: past.revision,
    at: past.at,
    byKind: tally(described, (one) => [one.kind]),
    bySource: tally(described, (one) => one.importers),
    byNamespace: tally(described, (one) => [one.namespace]),
    populations: populations(past, described, columns, verification.entries),
    coverage: [
      {
        what: 'Datasets with an owner',
        covered: described.filter((one) => one.owners.length > 0).length,
        of: described.length,
      },
      {
        what: 'Datasets with a sensitivity level, of their own or of a column',
        covered: described.filter((one) => one.sensitivity !== null).length,
        of: described.length,
      },
      {
        what: 'Datasets with a description',
        covered: described.filter((one) => one.hasDescription).length,
        of: described.length,
      },
      {
        what: 'Datasets that a person has reviewed as they were at the revision',
        covered: described.filter((one) => isReviewed(past, one)).length,
        of: described.length,
      },
      ...forPersonalData(past, described),
      { what: 'Top-level columns with a category', covered: Math.min(categorised, columns), of: columns },
    ],
    sensitivity: LEVELS.map((key) => ({
      key,
      count: described.filter((one) => (one.sensitivity ?? 'none') === key).length,
    })),
    imports: importsIn(past.db, past.revision, period),
    issues: issuesOf(past, period),
    gaps: gapsOf(past, described),
    ledger: { ...verification, headSeq },
  };
}

/** A review holds while what there is to review is what was reviewed. */
function isReviewed({ db, revision }: PastCatalog, dataset: PastDataset): boolean {
  const marks = dataset.tags.filter(({ kind }) => kind === 'review');
  if (marks.length === 0) return false;
  const digest = new ReviewContent(db, dataset.members).digest(null, revision);
  return marks.some(({ key }) => key === digest);
}

const isPersonal = (one: PastDataset): boolean =>
  one.tags.some((tag) => tag.kind === 'category') ||
  one.taggedColumns.some((column) => column.categories.length > 0);

/** Purpose, legal basis and retention, stated of the dataset or by a purpose that it serves. */
function forPersonalData(past: PastCatalog, described: readonly PastDataset[]): AuditContent['coverage'] {
  const register = new Map(entriesOf(past.db, 'purpose', past.revision).map((entry) => [entry.key, entry]));
  const personal = described.filter(isPersonal);
  const covered = (kind: 'legal-basis' | 'retention', field: 'legalBasis' | 'retention') =>
    personal.filter(({ tags }) =>
      tags.some((tag) => tag.kind === kind || (tag.kind === 'purpose' && register.get(tag.value)?.[field])),
    ).length;
  const of = personal.length;
  const served = personal.filter(({ tags }) => tags.some(({ kind }) => kind === 'purpose')).length;
  return [
    { what: 'Datasets with a data category that have a purpose', covered: served, of },
    {
      what: 'Datasets with a data category that have a legal basis, of their own or of a purpose',
      covered: covered('legal-basis', 'legalBasis'),
      of,
    },
    {
      what: 'Datasets with a data category that have a retention period, of their own or of a purpose',
      covered: covered('retention', 'retention'),
      of,
    },
  ];
}

function populations(
  past: PastCatalog,
  described: readonly PastDataset[],
  columns: number,
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
      count: columns,
      how: 'Top-level columns that a source describes; columns of equal name in joined identities count once.',
    },
    {
      what: 'Jobs',
      count: n(`SELECT COUNT(*) AS n FROM job j WHERE ${statedAt('job', 'j')}`),
      how: 'Jobs that a source describes at the revision.',
    },
    {
      what: 'Runs',
      count: n(`SELECT COUNT(*) AS n FROM run x WHERE since_revision <= @revision AND ${knownAt(103)}`),
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
      how: 'Entries that were verified, from the first to the newest when the report was made; disclosures come after the revision, since they change nothing.',
    },
  ];
}

function issuesOf(past: PastCatalog, period: { readonly from: string | null; readonly to: string | null }) {
  return past.db
    .prepare<[object], { code: string; severity: string; count: number; example: string }>(
      `SELECT i.code, i.severity, COUNT(*) AS count, MIN(i.message) AS example FROM import_issue i JOIN import_batch b ON b.id = i.import_id
       WHERE b.revision <= @revision AND (@from IS NULL OR substr(b.at, 1, 10) >= @from) AND (@to IS NULL OR substr(b.at, 1, 10) <= @to)
       GROUP BY i.code, i.severity ORDER BY i.severity, count DESC, i.code`,
    )
    .all({ revision: past.revision, ...period });
}

function gapsOf(past: PastCatalog, described: readonly PastDataset[]): AuditContent['gaps'] {
  const failing = failingTests(past);
  const found = [
    {
      code: 'no-owner',
      text: 'Datasets without an owner',
      count: described.filter((one) => one.owners.length === 0).length,
    },
    {
      code: 'no-sensitivity',
      text: 'Datasets without a sensitivity level',
      count: described.filter((one) => one.sensitivity === null).length,
    },
    {
      code: 'personal-data-unclassified',
      text: 'Datasets with a data category but without a sensitivity level',
      count: described.filter((one) => one.sensitivity === null && isPersonal(one)).length,
    },
    {
      code: 'no-description',
      text: 'Datasets without a description',
      count: described.filter((one) => !one.hasDescription).length,
    },
    {
      code: 'dangling-lineage',
      text: 'Datasets in the lineage that no source describes',
      count: past.datasets.filter(
        (one, index) =>
          !one.described && past.graph.degree(index, 'upstream') + past.graph.degree(index, 'downstream') > 0,
      ).length,
    },
    {
      code: 'alias-suggestions',
      text: 'Datasets with a possible second name that nobody has decided on',
      count: past.pins.openSuggestions,
    },
    {
      code: 'failing-tests',
      text: 'Datasets with a data test whose latest result is a failure or an error',
      count: described.filter((one) => one.members.some((id) => failing.has(id))).length,
    },
    {
      code: 'rejected-records',
      text: 'Parts of imports that were rejected, from the first import to the revision',
      count: past.db
        .prepare<[object], { n: number }>(
          'SELECT COALESCE(SUM(rejected), 0) AS n FROM import_batch WHERE revision <= @revision',
        )
        .get({ revision: past.revision })!.n,
    },
  ];
  return found.filter((gap) => gap.count > 0);
}

/** Datasets of tests whose latest result by then failed. */
function failingTests(past: PastCatalog): Set<number> {
  const latest = new Map<number, { datasetId: number; status: string }>();
  const rows = past.db
    .prepare<[object], { testId: number; datasetId: number; status: string }>(
      `SELECT r.test_id AS testId, t.dataset_id AS datasetId, r.status FROM test_result r JOIN test t ON t.id = r.test_id
       WHERE r.since_revision <= @revision AND ${knownAt(101, 'r')} AND ${statedAt('test', 't')} ORDER BY r.test_id, r.at, r.id`,
    )
    .iterate({ revision: past.revision });
  for (const row of rows) latest.set(row.testId, row);
  return new Set(
    [...latest.values()]
      .filter((one) => one.status === 'fail' || one.status === 'error')
      .map((one) => one.datasetId),
  );
}

export function tally<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Tally[] {
  const counts = new Map<string, number>();
  for (const item of items) for (const key of keysOf(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || byText(a.key, b.key));
}
