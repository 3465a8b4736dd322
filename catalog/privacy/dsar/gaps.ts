/** What the catalog does not know and a person must find out before the answer is sent. */
import type { PastCatalog } from '../../past/as-of.ts';
import type { HeldCategory, OriginOfColumn } from './categories.ts';
import { namedCategories } from './named.ts';
import type { ProcessingStatement } from './processing.ts';
import type { Surroundings } from './reach.ts';
import type { Scope } from './scope.ts';
import type { SearchTask } from './search-tasks.ts';

export interface Gap {
  /** Stable kebab-case. */
  readonly code: string;
  /** Begins with what is counted. */
  readonly text: string;
  readonly count: number;
}

export interface GapInput {
  readonly past: PastCatalog;
  readonly scope: Scope;
  readonly tasks: readonly SearchTask[];
  readonly around: Surroundings;
  readonly categories: readonly HeldCategory[];
  readonly origins: readonly OriginOfColumn[];
  readonly processing: readonly ProcessingStatement[];
  readonly retentionKnown: number;
  /** Whether the law knows legal bases of processing. */
  readonly legalBases: boolean;
  /** Civil date from which imports count as stale: the day the request was received. */
  readonly receivedOn: string;
}

/** Imports older than this, against the receipt of the request, may not show what the systems hold. */
export const STALE_DAYS = 30;

export function gapsOf(input: GapInput): Gap[] {
  const { past, scope, tasks, around } = input;
  const stores = tasks.flatMap((task) => task.stores);
  const mentioned = [
    ...scope.within.map((one) => one.dataset),
    ...around.sources.map((one) => one.dataset),
    ...around.recipients.map((one) => one.dataset),
  ];
  const dangling = new Set(mentioned.filter((dataset) => !dataset.described).map((dataset) => dataset.id))
    .size;
  const columns = scope.within.flatMap((one) => one.columns);
  const found: Gap[] = [
    {
      code: 'nothing-in-scope',
      count: scope.within.length === 0 ? 1 : 0,
      text: 'No dataset is known to hold personal data of this kind of person. That can mean that nothing is held, or that nothing has been tagged yet: ask the owners of the systems.',
    },
    {
      code: 'check-downstream',
      count: scope.all.filter((one) => one.verdict === 'check').length,
      text: 'Datasets feed datasets in scope or are fed from them, but nothing marks them as personal data: look whether personal data are in them.',
    },
    {
      code: 'no-identity-column',
      count: stores.filter((store) => store.gap === 'no-identity-column').length,
      text: 'Datasets in scope have no known column by which the person can be found, and no join leads there.',
    },
    {
      code: 'identity-by-name',
      count: stores.filter((store) => store.identity.some((key) => key.byName)).length,
      text: 'Datasets are searched by columns that were recognised by their names only: check that they hold the identifier.',
    },
    {
      code: 'category-not-stated',
      count: columns.filter((column) => namedCategories(column.categories).length === 0).length,
      text: 'Columns are known to hold personal data, but not of what category: the answer must name categories.',
    },
    {
      code: 'uncategorised-columns',
      count: stores.reduce((sum, store) => sum + store.unassessed.length, 0),
      text: 'Columns of datasets in scope have not been assessed: nobody has said whether they hold personal data. What is stored about an identified person is usually part of the copy; the statements do not select these columns.',
    },
    {
      code: 'no-columns',
      count: scope.within.filter((one) => one.columns.length === 0).length,
      text: 'Datasets are in scope for their own tags or labels only: none of their columns is known to hold personal data.',
    },
    {
      code: 'no-owner',
      count: scope.within.filter((one) => one.dataset.owners.length === 0).length,
      text: 'Datasets in scope have no owner: nobody is named who can carry out the search.',
    },
    {
      code: 'no-purposes',
      count: scope.within.length - datasetsWith(input.processing, ({ purpose }) => purpose !== null),
      text: 'Datasets in scope have no stated purpose: purposes must be added by hand, from the record of processing activities.',
    },
    {
      code: 'no-legal-basis',
      count: input.legalBases
        ? scope.within.length - datasetsWith(input.processing, ({ legalBasis }) => legalBasis !== null)
        : 0,
      text: 'Datasets in scope have no stated legal basis, neither of their own nor of a purpose that they serve.',
    },
    {
      code: 'no-retention',
      count: scope.within.length - input.retentionKnown,
      text: 'Datasets in scope have no stated retention period.',
    },
    {
      code: 'recipient-boundary',
      count: around.recipients.filter((one) => one.stated.length === 0).length,
      text: 'Places that data flow on to: the catalog does not know whether they belong to other organisations or lie in other countries.',
    },
    {
      code: 'dangling-lineage',
      count: dangling,
      text: 'Datasets on the way of the data are only mentioned by other sources: lineage stops there, and more may lie behind them.',
    },
    {
      code: 'origin-unknown',
      count: input.origins.filter((one) => one.origin === 'unknown' || one.check !== null).length,
      text: 'Columns in scope are of an origin that is not known for certain.',
    },
    {
      code: 'retired-in-scope',
      count: scope.within.filter((one) => one.dataset.retired).length,
      text: 'Datasets in scope are no longer described by any source; they may still exist.',
    },
    {
      code: 'alias-suggestions',
      count: past.pins.openSuggestions,
      text: 'Datasets anywhere in the catalog may be known under a second name that nobody has decided on: one store may appear twice, or its lineage in two parts.',
    },
    {
      code: 'stale-imports',
      count: staleSources(past, input.receivedOn),
      text: `Sources were last imported more than ${STALE_DAYS} days before the request was received: newer tables and flows are not shown.`,
    },
  ];
  return found.filter((gap) => gap.count > 0);
}

function datasetsWith(
  processing: readonly ProcessingStatement[],
  fits: (one: ProcessingStatement) => boolean,
): number {
  return new Set(processing.filter(fits).map(({ scoped }) => scoped.index)).size;
}

/** Importers whose newest import at the revision is older than the limit. */
function staleSources(past: PastCatalog, receivedOn: string): number {
  const rows = past.db
    .prepare<[object], { last: string }>(
      `SELECT MAX(b.at) AS last FROM import_batch b JOIN source_file f ON f.import_id = b.id
       WHERE b.revision <= @revision AND f.importer IS NOT NULL GROUP BY f.importer`,
    )
    .all({ revision: past.revision });
  const limit = Date.parse(`${receivedOn}T00:00:00Z`) - STALE_DAYS * 86_400_000;
  return rows.filter((row) => Date.parse(row.last) < limit).length;
}
