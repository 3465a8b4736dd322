/**
 * Everything that a DSAR report says, before any wording: a pure function of the recipe and the catalog at
 * the report's revision.
 */
import { durationWords } from '../../stewardship/duration.ts';
import { breathe } from '../../breathe.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { speaksOfRetention } from '../../past/pins.ts';
import { legalAt } from '../deadline/legal.ts';
import { loadTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts';
import { derivations } from './carried.ts';
import { columnOrigins, heldCategories, type HeldCategory, type OriginOfColumn } from './categories.ts';
import { clockOf, type Clock, type Law } from './clock.ts';
import { gapsOf, type Gap } from './gaps.ts';
import { loadLabelRules } from './labels.ts';
import { leafToRoot, surroundings, type Surroundings } from './reach.ts';
import { processingOf, type ProcessingStatement } from './processing.ts';
import { RequestError } from '../../request-error.ts';
import type { Organisation } from '../../reports/report-kind.ts';
import type { DsarRequest } from './request.ts';
import { scopeOf, type Scope } from './scope.ts';
import type { ScopedDataset } from './scoped.ts';
import { searchTasks, type SearchTask, type StoreTask } from './search-tasks.ts';

export interface RetentionStatement {
  readonly scoped: ScopedDataset;
  readonly key: string;
  readonly text: string;
}

export interface DsarContent {
  readonly request: DsarRequest;
  readonly organisation: Organisation;
  readonly toolVersion: string;
  readonly revision: number;
  /** Time of the revision's ledger entry. */
  readonly at: string;
  readonly clock: Clock & Law;
  readonly subjectName: string;
  readonly taxonomy: Taxonomy;
  readonly scope: Scope;
  readonly categories: readonly HeldCategory[];
  readonly around: Surroundings;
  /** Purposes and legal bases as stated. */
  readonly processing: readonly ProcessingStatement[];
  readonly retention: readonly RetentionStatement[];
  readonly origins: readonly OriginOfColumn[];
  readonly tasks: readonly SearchTask[];
  /** The same stores as in `tasks`, each before what feeds it. */
  readonly erasure: readonly StoreTask[];
  readonly gaps: readonly Gap[];
}

export interface ContentInput {
  readonly request: DsarRequest;
  readonly organisation: Organisation;
  readonly toolVersion: string;
}

/** @throws RequestError when the request names an unknown law, place or kind of person */
export async function dsarContent(
  past: PastCatalog,
  resourcesDir: string,
  input: ContentInput,
  signal?: AbortSignal,
): Promise<DsarContent> {
  const { request } = input;
  const clock = clockOf(legalAt(past.db, resourcesDir, past.revision), request);
  const taxonomy = loadTaxonomy(resourcesDir);
  const subject = taxonomy.subjects.find((one) => one.key === request.subject);
  if (!subject)
    throw new RequestError(
      `"${request.subject.slice(0, 60)}" is not a kind of data subject; use one of ${taxonomy.subjects.map((one) => one.key).join(', ')}.`,
    );
  const labels = loadLabelRules(resourcesDir);
  const scope = scopeOf(past, { taxonomy, labels, subject: request.subject });
  await breathe();
  signal?.throwIfAborted();
  const categories = heldCategories(scope, taxonomy);
  const around = surroundings(past, scope);
  const origins = columnOrigins(past, scope, taxonomy, derivations(scope.links));
  const processing = processingOf(past, scope);
  const retention = retentionOf(past, scope, processing);
  await breathe();
  const tasks = await searchTasks(past, scope.within, request, signal);
  const stores = new Map(
    tasks.flatMap((task) => task.stores.map((store) => [store.scoped.index, store] as const)),
  );
  const retentionKnown = new Set(retention.map((one) => one.scoped.index)).size;
  return {
    ...input,
    clock,
    taxonomy,
    scope,
    categories,
    around,
    processing,
    retention,
    origins,
    tasks,
    revision: past.revision,
    at: past.at,
    subjectName: subject.name,
    erasure: leafToRoot(past, scope).map((index) => stores.get(index)!),
    gaps: gapsOf({
      past,
      scope,
      tasks,
      around,
      categories,
      origins,
      processing,
      retentionKnown,
      legalBases: clock.law.id !== 'us-ca-ccpa',
      receivedOn: request.receivedOn,
    }),
  };
}

/** What statements, purposes, labels and properties of the datasets in scope say about how long data are kept. */
function retentionOf(
  past: PastCatalog,
  scope: Scope,
  processing: readonly ProcessingStatement[],
): RetentionStatement[] {
  const byId = new Map(
    scope.within.flatMap((scoped) => scoped.dataset.members.map((id) => [id, scoped] as const)),
  );
  const properties = past.pins.retention.flatMap(([id, key, text]): RetentionStatement[] => {
    const scoped = byId.get(id);
    return scoped ? [{ scoped, key, text }] : [];
  });
  const labels = scope.within.flatMap((scoped) =>
    scoped.dataset.tags
      .filter((tag) => tag.kind === 'label' && speaksOfRetention(tag.key || tag.value))
      .map((tag) => ({ scoped, key: tag.key || 'label', text: tag.value })),
  );
  const stated = processing.flatMap(({ scoped, column, purpose, retentions }) => {
    const from = purpose === null ? 'retention' : `purpose ${purpose.name}`;
    const key = column === null ? from : `${from}, column ${column}`;
    return retentions.map((value) => ({ scoped, key, text: durationWords(value) }));
  });
  return [...properties, ...labels, ...stated].sort(
    (a, b) => a.scoped.index - b.scoped.index || byText(a.key, b.key) || byText(a.text, b.text),
  );
}
