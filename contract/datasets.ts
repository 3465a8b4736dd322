import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  atSchema,
  certificationSchema,
  commonErrors,
  datasetKindSchema,
  datasetRefSchema,
  idSchema,
  importerKindSchema,
  instantSchema,
  jobRefSchema,
  originSchema,
  ownerSchema,
  pageInput,
  revisionSchema,
  sensitivitySchema,
  tagSchema,
  tagValueSchema,
} from './common.ts';
import { nearSchema, queryProblemSchema, queryTermSchema } from './search.ts';
import { statedSchema } from './stated.ts';

export const searchInput = pageInput.extend({
  /** A query; docs/search.md has the language. */
  text: z.string().max(512).default(''),
  /** What to list: datasets, or single columns. */
  scope: z.enum(['datasets', 'columns']).default('datasets'),
  kinds: z.array(datasetKindSchema).default([]),
  namespaces: z.array(z.string()).default([]),
  sources: z.array(importerKindSchema).default([]),
  sensitivities: z.array(z.union([sensitivitySchema, z.literal('none')])).default([]),
  /** Category keys; a parent key matches its descendants. `none`: without any category. */
  categories: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
  owners: z.array(z.string()).default([]),
  /** Saved conditions that Home links to. */
  state: z
    .array(
      z.enum([
        'no-owner',
        'no-description',
        'gap',
        'failed-tests',
        'retired',
        'alias-suggestions',
        'columns-untraced',
      ]),
    )
    .default([]),
  sort: z.enum(['relevance', 'name', 'connections', 'changed']).default('relevance'),
  /** Datasets as they were then; columns are searched as they are now only. */
  at: atSchema,
});
export type SearchInput = z.input<typeof searchInput>;

export const searchHitSchema = datasetRefSchema.extend({
  /** Set when scope is `columns`. */
  column: z.object({ id: idSchema, path: z.string(), dataType: z.string().nullable() }).nullable(),
  /** Other names of the same dataset. */
  aliases: z.number(),
  description: z.string().nullable(),
  sensitivity: sensitivitySchema.nullable(),
  certification: certificationSchema.nullable(),
  categories: z.array(z.string()),
  labels: z.array(z.string()),
  /** Of columns, what else is stated of them; datasets have it in full by `get`. */
  statements: z.array(tagValueSchema),
  owners: z.array(z.string()),
  sources: z.array(z.string()),
  columns: z.number(),
  upstream: z.number(),
  downstream: z.number(),
  retired: z.boolean(),
  /** Why it matched, in words: `name`, `similar name`, `column`, `description`, `tag` … */
  matched: z.array(z.string()),
  /** How many of the dataset's columns are traced, and why not more; set with the state `columns-untraced`. */
  coverage: z
    .object({ columns: z.number(), traced: z.number(), reason: z.string(), message: z.string() })
    .nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

const facet = z.array(z.object({ value: z.string(), count: z.number() }));

export const searchResultSchema = z.object({
  /** Exact, unless `atLeast`: a word is said of very many columns, and only so many were counted. */
  total: z.number(),
  atLeast: z.boolean(),
  /** What of the query could not be used. */
  problems: z.array(queryProblemSchema),
  /** Words that were hardly found; similar ones were searched for as well. */
  near: z.array(nearSchema),
  /** Fields of the query that stand by themselves. */
  terms: z.array(queryTermSchema),
  hits: z.array(searchHitSchema),
  /** Counts over all hits, not only this page. `namespaces` and `owners`: the 30 largest of `…Total`. */
  facets: z.object({
    kinds: facet,
    namespaces: facet,
    sources: facet,
    sensitivities: facet,
    categories: facet,
    labels: facet,
    owners: facet,
    namespacesTotal: z.number(),
    ownersTotal: z.number(),
  }),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const columnSchema = z.object({
  id: idSchema,
  /** Nested fields follow their parent; `depth` 0 is top level. */
  path: z.array(z.string()),
  depth: z.number(),
  ordinal: z.number().nullable(),
  dataType: z.string().nullable(),
  description: z.string().nullable(),
  /** `steward` or the importer; null without a description. */
  descriptionOrigin: originSchema.nullable(),
  sensitivity: sensitivitySchema.nullable(),
  tags: z.array(tagSchema),
  tests: z.object({ pass: z.number(), fail: z.number(), other: z.number() }),
  upstream: z.number(),
  downstream: z.number(),
  sources: z.array(z.string()),
  /** True where only lineage mentions the column and no schema does. */
  referencedOnly: z.boolean(),
  retired: z.boolean(),
});
export type Column = z.infer<typeof columnSchema>;

export const aliasSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  basis: z.enum([
    'symlink',
    'location',
    'relation',
    'rename',
    'link',
    'name',
    'case',
    'mapping',
    'columns',
    'catalog',
    'path',
  ]),
  /** Why a rule thinks so; empty where a source states it. */
  reasons: z.array(z.string()),
  status: z.enum(['joined', 'suggested', 'rejected']),
  origin: z.string(),
  /** The catalog's dataset under that name, when it is not (yet) this one. */
  dataset: datasetRefSchema.nullable(),
});
export type Alias = z.infer<typeof aliasSchema>;

/** How far the columns that a job writes are traced through its SQL. */
export const columnLineageStatusSchema = z.object({
  job: jobRefSchema,
  status: z.enum(['complete', 'partial', 'none']),
  columns: z.number(),
  resolved: z.number(),
  /** Why there is none, or not all: `no-compiled-code`, `parse-error` …; null where columns say why. */
  reason: z.string().nullable(),
  message: z.string().nullable(),
  /** Where in the SQL, in the parser's words. */
  detail: z.string().nullable(),
  /** The first 1,000 of the unresolved columns; `columns - resolved` counts all. */
  unresolved: z.array(z.object({ column: z.string(), message: z.string() })),
  /** Tables that the SQL names although its project does not list them as read. */
  undeclaredReads: z.array(z.string()),
});
export type ColumnLineageStatus = z.infer<typeof columnLineageStatusSchema>;

export const datasetDetailSchema = datasetRefSchema.extend({
  description: z.object({ text: z.string(), origin: z.string() }).nullable(),
  /** Descriptions that other sources give, where they differ. */
  otherDescriptions: z.array(z.object({ text: z.string(), origin: z.string() })),
  sensitivity: sensitivitySchema.nullable(),
  tags: z.array(tagSchema),
  owners: z.array(ownerSchema),
  aliases: z.array(aliasSchema),
  /** Every identity that was joined into this dataset, with the id in each source's own terms. */
  sources: z.array(
    z.object({
      importer: z.string(),
      id: z.string(),
      namespace: z.string(),
      name: z.string(),
      current: z.boolean(),
    }),
  ),
  counts: z.object({
    columns: z.number(),
    upstream: z.number(),
    downstream: z.number(),
    jobs: z.number(),
    runs: z.number(),
    tests: z.number(),
  }),
  properties: z.array(z.object({ key: z.string(), value: z.unknown(), origin: z.string() })),
  tests: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      column: z.string().nullable(),
      kind: z.string().nullable(),
      severity: z.string().nullable(),
      status: z.string().nullable(),
      at: instantSchema.nullable(),
      failures: z.number().nullable(),
      message: z.string().nullable(),
    }),
  ),
  /** What came of each test over time: of `total` results the 50 latest, newest first. */
  testHistory: z.array(
    z.object({
      testId: idSchema,
      total: z.number(),
      results: z.array(
        z.object({
          at: instantSchema.nullable(),
          status: z.string(),
          failures: z.number().nullable(),
        }),
      ),
    }),
  ),
  metrics: z.array(
    z.object({
      name: z.string(),
      column: z.string().nullable(),
      value: z.number(),
      at: instantSchema.nullable(),
    }),
  ),
  producers: z.array(jobRefSchema),
  consumers: z.array(jobRefSchema),
  /** One entry for each writing job whose SQL was to be traced. */
  columnLineage: z.array(columnLineageStatusSchema),
  sinceRevision: revisionSchema,
  retired: z.boolean(),
});
export type DatasetDetail = z.infer<typeof datasetDetailSchema>;

export const runSchema = z.object({
  id: idSchema,
  runId: z.string(),
  job: jobRefSchema,
  state: z.string(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  direction: z.enum(['input', 'output', 'both']),
  rowCount: z.number().nullable(),
  byteCount: z.number().nullable(),
  version: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** One source's statement that something is so. */
export const evidenceSchema = z.object({
  said: statedSchema,
  importer: z.string(),
  scope: z.string(),
  file: z.string(),
  sha256: z.string(),
  at: z.string(),
  /** Newest statement, when it differs from the first. */
  lastFile: z.string().nullable(),
  lastSha256: z.string().nullable(),
  lastAt: z.string().nullable(),
  sinceRevision: revisionSchema,
  untilRevision: revisionSchema.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const historyEntrySchema = z.object({
  revision: revisionSchema,
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  label: z.string(),
  /** Why, where the person said so. */
  reason: z.string().nullable(),
  changes: z.array(z.object({ change: z.enum(['added', 'removed']), what: statedSchema })),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

const base = oc.errors(commonErrors);

export const datasetsContract = {
  search: base.input(searchInput).output(searchResultSchema),
  /** By identity or by any joined alias. */
  resolve: base.input(z.object({ namespace: z.string(), name: z.string() })).output(datasetRefSchema),
  get: base.input(z.object({ id: idSchema })).output(datasetDetailSchema),
  columns: base
    .input(z.object({ id: idSchema, retired: z.boolean().default(false) }))
    .output(z.object({ total: z.number(), items: z.array(columnSchema) })),
  runs: base
    .input(pageInput.extend({ id: idSchema }))
    .output(z.object({ total: z.number(), items: z.array(runSchema) })),
  evidence: base
    .input(pageInput.extend({ id: idSchema }))
    .output(z.object({ total: z.number(), items: z.array(evidenceSchema) })),
  history: base
    .input(pageInput.extend({ id: idSchema, /** Only of this column. */ columnId: idSchema.optional() }))
    .output(z.object({ total: z.number(), items: z.array(historyEntrySchema) })),
};
