import { columnsOf } from '../../catalog/browse/columns.ts';
import { datasetDetail, datasetRuns } from '../../catalog/browse/dataset-detail.ts';
import { evidenceOf } from '../../catalog/browse/evidence.ts';
import { historyOf } from '../../catalog/browse/history.ts';
import type { OwnerRow, TagRow } from '../../catalog/browse/in-force.ts';
import { ruleOfOrigin } from '../../catalog/model/origins.ts';
import { resolveDataset } from '../../catalog/browse/resolve.ts';
import { search, type SearchHit as EngineHit } from '../../catalog/search/search.ts';
import {
  certificationSchema,
  datasetKindSchema,
  originSchema,
  sensitivitySchema,
  type Certification,
  type DatasetRef,
  type Owner,
  type SearchHit,
  type Tag,
} from '../../contract/index.ts';
import { shownTerms } from '../../catalog/search/terms.ts';
import { os } from './context.ts';
import { asked } from './moments.ts';
import { toNear } from './search.ts';

export const datasets = os.datasets.router({
  search: os.datasets.search.handler(async ({ context, input, signal, errors }) => {
    if (input.at && input.scope === 'columns')
      throw errors.INVALID({ data: { reason: 'At a past moment datasets are searched, not columns.' } });
    const { catalog } = await asked(context.catalog, input.at, errors);
    const result = await search(catalog, input, signal);
    return {
      total: result.total,
      atLeast: result.atLeast,
      problems: [...result.problems],
      near: result.near.map(toNear),
      terms: shownTerms(input.text, result.query, result.lifted).map((term) => ({
        ...term,
        values: [...term.values],
      })),
      hits: result.hits.map(hit),
      facets: {
        kinds: [...result.facets.kinds],
        namespaces: [...result.facets.namespaces],
        sources: [...result.facets.sources],
        sensitivities: [...result.facets.sensitivities],
        categories: [...result.facets.categories],
        labels: [...result.facets.labels],
        owners: [...result.facets.owners],
        namespacesTotal: result.facets.namespacesTotal,
        ownersTotal: result.facets.ownersTotal,
      },
    };
  }),
  resolve: os.datasets.resolve.handler(({ context, input, errors }) => {
    const card = resolveDataset(context.catalog, input);
    if (!card) throw errors.NOT_FOUND({ message: `No dataset is named ${input.namespace} ${input.name}` });
    return ref(card);
  }),
  get: os.datasets.get.handler(({ context, input, errors }) => {
    const detail = datasetDetail(context.catalog, input.id);
    if (!detail) throw errors.NOT_FOUND({ message: `There is no dataset ${input.id}` });
    const { card } = detail;
    return {
      ...ref(card),
      description: detail.description,
      otherDescriptions: detail.otherDescriptions,
      sensitivity: level(card.sensitivity),
      tags: detail.tags.map(toTag),
      owners: detail.owners.map(toOwner),
      aliases: detail.aliases.map((alias) => ({
        ...alias,
        basis: alias.basis as 'symlink',
        status: alias.status as 'joined',
        dataset: alias.dataset && { ...alias.dataset, kind: datasetKindSchema.parse(alias.dataset.kind) },
      })),
      sources: detail.sources,
      counts: {
        columns: card.columns,
        upstream: card.upstream,
        downstream: card.downstream,
        jobs: detail.producers.length + detail.consumers.length,
        runs: detail.runs,
        tests: detail.tests.length,
      },
      properties: detail.properties,
      tests: detail.tests,
      testHistory: detail.testHistory.map((one) => ({ ...one, results: [...one.results] })),
      metrics: detail.metrics,
      producers: detail.producers,
      consumers: detail.consumers,
      columnLineage: detail.columnLineage.map((one) => ({
        ...one,
        unresolved: [...one.unresolved],
        undeclaredReads: [...one.undeclaredReads],
      })),
      sinceRevision: card.sinceRevision,
      retired: card.retired,
    };
  }),
  columns: os.datasets.columns.handler(({ context, input, errors }) => {
    const columns = columnsOf(context.catalog, input.id, input.retired);
    if (!columns) throw errors.NOT_FOUND({ message: `There is no dataset ${input.id}` });
    return {
      total: columns.length,
      items: columns.map((column) => ({
        ...column,
        sensitivity: level(column.sensitivity),
        tags: column.tags.map(toTag),
        descriptionOrigin:
          column.descriptionOrigin === null ? null : originSchema.parse(column.descriptionOrigin),
      })),
    };
  }),
  runs: os.datasets.runs.handler(({ context, input, errors }) => {
    const runs = datasetRuns(context.catalog, input.id, input);
    if (!runs) throw errors.NOT_FOUND({ message: `There is no dataset ${input.id}` });
    return runs;
  }),
  evidence: os.datasets.evidence.handler(({ context, input, errors }) => {
    const evidence = evidenceOf(context.catalog, input.id, input);
    if (!evidence) throw errors.NOT_FOUND({ message: `There is no dataset ${input.id}` });
    return evidence;
  }),
  history: os.datasets.history.handler(({ context, input, errors }) => {
    const history = historyOf(context.catalog, input.id, input);
    if (!history) throw errors.NOT_FOUND({ message: `There is no dataset ${input.id}` });
    return {
      total: history.total,
      items: history.items.map((entry) => ({ ...entry, changes: [...entry.changes] })),
    };
  }),
});

export function ref(card: {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}): DatasetRef {
  return {
    id: card.id,
    namespace: card.namespace,
    name: card.name,
    kind: datasetKindSchema.parse(card.kind),
  };
}

/** Sources may write any level; only the four known ones are levels to us. */
export function level(value: string | null): 'public' | 'internal' | 'confidential' | 'restricted' | null {
  const parsed = sensitivitySchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** A mark as faces know it: sources may write any. */
export function mark(value: string | null): Certification | null {
  return certificationSchema.safeParse(value).data ?? null;
}

function toTag(row: TagRow): Tag {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    value: row.value,
    ...originOf(row.origin),
    status: row.status === 'derived' ? row.status : statusOf(row.status),
    sinceRevision: row.sinceRevision,
    actor: row.actor,
  };
}

function toOwner(row: OwnerRow): Owner {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    ...originOf(row.origin),
    status: statusOf(row.status),
    sinceRevision: row.sinceRevision,
  };
}

/** An origin as faces know it: of a rule, with its number. */
function originOf(origin: string): Pick<Tag, 'origin' | 'rule'> {
  const rule = ruleOfOrigin(origin);
  return rule === null ? { origin: originSchema.parse(origin) } : { origin: 'rule', rule };
}

/** Labels proper: without what else is stated, by which lists are filtered as well. */
function plainLabels(
  said: { readonly labels: ReadonlySet<string>; readonly statements: ReadonlySet<string> } | null,
): string[] {
  return [...(said?.labels ?? [])].filter((label) => !said?.statements.has(label)).sort();
}

function statusOf(status: string): 'confirmed' | 'imported' | 'rejected' {
  return status === 'confirmed' || status === 'rejected' ? status : 'imported';
}

function hit({ card, column, tags, matched, coverage }: EngineHit): SearchHit {
  return {
    ...ref(card),
    column,
    aliases: card.members.length - 1,
    description: card.description,
    sensitivity: level(column ? (tags?.sensitivity ?? null) : card.sensitivity),
    certification: mark(
      column ? (tags?.tags.find(({ kind }) => kind === 'certification')?.value ?? null) : card.certification,
    ),
    categories: [...(column ? (tags?.categories ?? []) : card.categories)].sort(),
    labels: plainLabels(column ? tags : card),
    statements: (column && tags ? tags.tags : [])
      .filter(({ kind }) => !['sensitivity', 'category', 'label', 'review'].includes(kind))
      .map(({ kind, key, value }) => ({ kind, key, value })),
    owners: card.owners,
    sources: [...card.sources].sort(),
    columns: card.columns,
    upstream: card.upstream,
    downstream: card.downstream,
    retired: card.retired,
    matched: [...matched],
    coverage,
  };
}
