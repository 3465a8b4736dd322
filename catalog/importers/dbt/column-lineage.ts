/**
 * Column lineage of a project's models and snapshots, from their compiled SQL. Models are analysed
 * after their parents, so that a star over a parent finds the columns that the parent turned out to
 * have even where no catalog lists them.
 */
import { pairKey, type DatasetKey } from '../../model/identity.ts';
import {
  SqlAnalysis,
  type Analyses,
  type KnownRelation,
  type LineageAnswer,
  type LineageColumn,
  type QueryLineage,
} from '../../sql/index.ts';
import { SURE } from '../../sql/lineage.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { ColumnKnowledge } from './column-knowledge.ts';
import type { ProjectSql } from './compiled-files.ts';
import { compiledSql, type CompiledSql } from './compiled-sql.ts';
import type { TableEntry } from './manifest-index.ts';
import { parentage, type Parentage, type Project } from './project.ts';
import { datasetName, foldsCase, type Relation } from './relation.ts';
import { text } from './values.ts';

/** Models that are analysed ahead of the one whose facts are next. */
const AHEAD = 32;

/** Columns that dbt adds to a snapshot's query. */
const SNAPSHOT_COLUMNS: ReadonlySet<string> = new Set([
  'dbt_scd_id',
  'dbt_updated_at',
  'dbt_valid_from',
  'dbt_valid_to',
  'dbt_is_deleted',
]);

/** Why a model has no column lineage. */
export type ModelReason =
  | Exclude<LineageAnswer, { lineage: unknown }>['reason']
  | 'no-compiled-code'
  | 'python-model'
  | 'switched-off';

/** What came of one model. */
export interface ModelLineage {
  readonly table: TableEntry;
  /** Place of the SQL; null where there is none. */
  readonly at: string | null;
  /** File of the SQL where it is not the manifest. */
  readonly file: number | null;
  /** Datasets by the numbers that origins give; null for the model itself, which is left out. */
  readonly relations: readonly (DatasetKey | null)[];
  /** Of the relations, those that the manifest does not list as read by the model. */
  readonly undeclared: readonly DatasetKey[];
  /** Columns that the warehouse or the author lists and the query does not give. */
  readonly missing: readonly string[];
  readonly outcome:
    { readonly lineage: QueryLineage } | { readonly reason: ModelReason; readonly detail?: string };
}

/** True for what a query builds. */
export const isBuilt = ({ type }: TableEntry): boolean => type === 'model' || type === 'snapshot';

interface Builder {
  readonly table: TableEntry;
  readonly compiled: CompiledSql;
  /** Names under which dbt may put the model into the SQL of others, if it is ephemeral. */
  readonly inlinedAs: readonly string[];
}

/** Collects models while the manifest is read, then analyses them. */
export class ColumnLineage {
  readonly knowledge = new ColumnKnowledge();
  readonly #project: Project;
  readonly #files: ProjectSql;
  readonly #builders = new Map<string, Builder>();
  #byName: Map<string, DatasetKey> | null = null;

  /** `files`: compiled SQL beside the manifest. */
  constructor(project: Project, files: ProjectSql) {
    this.#project = project;
    this.#files = files;
  }

  /** Number of models and snapshots noted. */
  get size(): number {
    return this.#builders.size;
  }

  /** Of those, how many have SQL to analyse. */
  get sqlModels(): number {
    return [...this.#builders.values()].filter(({ compiled }) => 'sql' in compiled).length;
  }

  /** Takes in a node. */
  async note(table: TableEntry, entry: ArtifactEntry): Promise<void> {
    this.knowledge.note(this.#project, table, entry);
    if (!isBuilt(table)) return;
    // By name up to dbt 1.7, by alias from then on.
    const names = new Set([entry.value['alias'], entry.value['name']].flatMap((name) => text(name) ?? []));
    const inlinedAs = table.ephemeral ? [...names].map((name) => `__dbt__cte__${name}`) : [];
    this.#builders.set(table.uniqueId, {
      table,
      compiled: await compiledSql(entry, this.#files),
      inlinedAs,
    });
  }

  /** Every model and snapshot, parents first. Threads are started for what was not answered before. */
  async *models({
    signal,
    analyses = () => new SqlAnalysis(),
  }: Pick<ImportContext, 'signal' | 'analyses'>): AsyncGenerator<ModelLineage> {
    const order = parentsFirst(this.#builders);
    const sql = analyses();
    const stop = (): void => void sql.close();
    signal.addEventListener('abort', stop);
    try {
      const begun = new Map<string, Promise<ModelLineage>>();
      const queue: string[] = [];
      const take = async (): Promise<ModelLineage | null> => {
        const id = queue.shift();
        const done = id === undefined ? null : ((await begun.get(id)) ?? null);
        signal.throwIfAborted();
        if (id !== undefined) begun.delete(id);
        return done;
      };
      for (const builder of order) {
        begun.set(builder.table.uniqueId, this.#begin(builder, begun, sql));
        queue.push(builder.table.uniqueId);
        const done = queue.length > AHEAD ? await take() : null;
        if (done) yield done;
      }
      for (let done = await take(); done; done = await take()) yield done;
    } finally {
      signal.removeEventListener('abort', stop);
      await sql.close();
    }
  }

  async #begin(
    builder: Builder,
    begun: ReadonlyMap<string, Promise<ModelLineage>>,
    sql: Analyses,
  ): Promise<ModelLineage> {
    const { table, compiled } = builder;
    await Promise.all(table.parents.flatMap(({ uniqueId }) => begun.get(uniqueId) ?? []));
    const none = { table, at: null, file: null, relations: [], undeclared: [], missing: [] };
    if ('missing' in compiled) return { ...none, outcome: { reason: compiled.missing } };
    const reads = this.#reads(table);
    const request = {
      sql: compiled.sql(),
      database: this.#project.index.metadata.adapter ?? '',
      relations: reads.map(({ relation }) => relation),
      output: this.#output(table),
    };
    const answer = await sql.lineage(request);
    const { at, file } = compiled;
    if (!('lineage' in answer)) return { ...none, at, file, outcome: answer };
    const lineage = this.#finished(table, answer.lineage);
    const outside = lineage.outside.map((parts) => this.#dataset(parts, table));
    const own = pairKey(table.dataset);
    const relations = [...reads.map(({ dataset }) => dataset), ...outside].map((dataset) =>
      pairKey(dataset) === own ? null : dataset,
    );
    const undeclared = outside.filter((dataset) => pairKey(dataset) !== own);
    const missing = lineage.open ? [] : missingIn(lineage, request.output);
    return { table, at, file, relations, undeclared, missing, outcome: { lineage } };
  }

  /** What the model may read, under the names that its SQL uses. */
  #reads(table: TableEntry): { readonly relation: KnownRelation; readonly dataset: DatasetKey }[] {
    const { index } = this.#project;
    const reads = table.parents.flatMap(({ uniqueId }) => {
      const parent = index.tables.get(uniqueId);
      const found = parentage(this.#project, uniqueId);
      if (found.is === 'no-table') return [];
      const { names: columns, complete } = this.knowledge.of(found.dataset);
      const inlinedAs = this.#builders.get(uniqueId)?.inlinedAs ?? [];
      const relation = { name: nameOf(uniqueId, found, parent), columns, complete, inlinedAs };
      return [{ relation, dataset: found.dataset }];
    });
    if (!table.relation) return reads;
    // `{{ this }}`: what an earlier run left, in incremental models.
    const { names: columns, complete } = this.knowledge.of(table.dataset);
    return [
      ...reads,
      { relation: { name: partsOf(table.relation), columns, complete }, dataset: table.dataset },
    ];
  }

  #output(table: TableEntry): readonly string[] {
    const stated = this.knowledge.stated(table.dataset);
    return table.type === 'snapshot'
      ? stated.filter((name) => !SNAPSHOT_COLUMNS.has(name.toLowerCase()))
      : stated;
  }

  /** Notes the columns for the models that read this one. */
  #finished(table: TableEntry, lineage: QueryLineage): QueryLineage {
    const names = lineage.columns.filter(isNamed).map(({ name }) => name);
    const added = table.type === 'snapshot' ? [...SNAPSHOT_COLUMNS] : [];
    const complete =
      !lineage.open && names.length === lineage.columns.length && !lineage.columns.some(isGuessed);
    this.knowledge.derive(table.dataset, { names: [...names, ...added], complete });
    return lineage;
  }

  /** A relation that the SQL names and `depends_on` does not: one of the project's, or one of the warehouse's. */
  #dataset(parts: readonly string[], reader: TableEntry): DatasetKey {
    const { index, choice } = this.#project;
    const { adapter } = index.metadata;
    const [identifier = '', schema, database] = parts.toReversed();
    const relation: Relation = {
      database: database ?? reader.relation?.database ?? null,
      schema: schema ?? reader.relation?.schema ?? null,
      identifier,
      quoted: false,
    };
    this.#byName ??= new Map(
      [...index.tables.values()].flatMap((table) =>
        table.relation ? [[table.dataset.name.toLowerCase(), table.dataset] as const] : [],
      ),
    );
    const name = datasetName(relation, adapter, choice.namespace);
    const known = this.#byName.get(name.toLowerCase());
    if (known && (known.name === name || foldsCase(relation, adapter))) return known;
    return known ?? { namespace: choice.namespace, name };
  }
}

/** Names of `output` that are not among the query's columns, nor fields of one (`address.city`). */
function missingIn({ columns }: QueryLineage, output: readonly string[]): string[] {
  const given = new Set(columns.map(({ name }) => name.toLowerCase()));
  return output.filter((name) => {
    const parts = name.toLowerCase().split('.');
    return !parts.some((_, at) => given.has(parts.slice(0, at + 1).join('.')));
  });
}

/** A column whose name the analysis had to make up. */
export const isNamed = ({ problems }: LineageColumn): boolean =>
  problems.every(({ reason }) => reason !== 'unnamed-column');

/** A column that is there only if a guess was right. */
const isGuessed = ({ problems, origins }: LineageColumn): boolean =>
  problems.some(({ reason }) => reason === 'dynamic-pivot' || reason === 'column-pattern') &&
  origins.some(({ sure }) => sure !== SURE.certain);

const partsOf = ({ database, schema, identifier }: Relation): string[] =>
  [database, schema, identifier].filter((part) => part !== null);

/** Name of a parent as it may stand in SQL: none for what is inlined, the last part for what is elsewhere. */
function nameOf(uniqueId: string, found: Parentage, parent: TableEntry | undefined): string[] {
  if (parent?.ephemeral === true) return [];
  if (parent?.relation) return partsOf(parent.relation);
  return [found.is === 'other-project' ? (found.dataset.name.split('.').at(-1) ?? '') : lastOf(uniqueId)];
}

/** Name in a unique_id, without the version: `model.shop.orders.v2` → `orders`. */
const lastOf = (uniqueId: string): string => {
  const [type, , ...name] = uniqueId.split('.');
  return (type === 'source' ? name.at(-1) : name[0]) ?? uniqueId;
};

/** Models after the models that they read; those of a cycle come where it is met first. */
function parentsFirst(builders: ReadonlyMap<string, Builder>): Builder[] {
  const order: Builder[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const start of builders.keys()) {
    const stack = [start];
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const builder = builders.get(id)!;
      if (state.get(id) === 'open' || state.get(id) === 'done') {
        stack.pop();
        if (state.get(id) === 'open') order.push(builder);
        state.set(id, 'done');
        continue;
      }
      state.set(id, 'open');
      for (const { uniqueId } of builder.table.parents) {
        if (builders.has(uniqueId) && !state.has(uniqueId)) stack.push(uniqueId);
      }
    }
  }
  return order;
}
