/**
 * The columns of views: from which columns of which tables each one comes, by the view's query.
 */
import type { Evidence, Json } from '../../model/facts.ts';
import { pairKey, type ColumnKey, type DatasetKey } from '../../model/identity.ts';
import { transformationsOf } from '../../sql/kinds.ts';
import type { LineageAnswer, LineageRequest, Origin } from '../../sql/lineage.ts';
import type { CatalogTable, CatalogTables } from './catalog-tables.ts';
import { property } from './descriptive.ts';
import type { Facts, GlueModel } from './model.ts';
import { arnOf } from './names.ts';
import { confidenceOf } from './sql-analyses.ts';
import { sqlTableRef } from './sql-names.ts';
import type { ViewQuery, ViewSource } from './views.ts';
import { viewSource } from './views.ts';

/** Unresolved columns that a view's property names. */
const NAMED = 50;
/** Views that are analysed at a time. */
const TOGETHER = 200;

/** Analyses the queries of all views, so that {@link viewColumnFacts} finds their answers. */
export async function analyseViews(model: GlueModel): Promise<void> {
  for (const view of model.tables.all) {
    if (view.kind !== 'view') continue;
    const source = viewSource(view, model.tables);
    if (source.query) model.sql.ask(viewRequest(view, source.query, source, model).request);
    if (model.sql.waiting >= TOGETHER) await model.sql.settle();
  }
  await model.sql.settle();
}

interface ViewRequest {
  readonly request: LineageRequest;
  /** Datasets by the number of their relation. */
  readonly datasets: readonly DatasetKey[];
}

function viewRequest(
  view: CatalogTable,
  query: ViewQuery,
  source: ViewSource,
  model: GlueModel,
): ViewRequest {
  const upstream = source.upstream.flatMap((ref) => {
    const table = ref.kind === 'table' ? model.tables.find(ref.database, ref.table, ref.owner) : null;
    return ref.kind === 'table' && table ? [{ table, database: ref.database }] : [];
  });
  const isHome = (database: string): number =>
    database.toLowerCase() === query.database.toLowerCase() ? 0 : 1;
  // An unqualified name means the table of the view's own database before that of another.
  upstream.sort((a, b) => isHome(a.database) - isHome(b.database));
  const relations = upstream.map(({ table, database }) => ({
    name: [database, table.name],
    columns: columnNames(table),
    complete: columnNames(table).length > 0 && !table.schema.placeholder,
  }));
  const request = { sql: query.sql, database: query.dialect, relations, output: columnNames(view) };
  return { request, datasets: upstream.map(({ table }) => table.dataset) };
}

const columnNames = (table: CatalogTable): string[] => table.schema.columns.map((column) => column.name);

/** Facts of a view's columns, once its query was analysed. */
export function* viewColumnFacts(
  view: CatalogTable,
  source: ViewSource,
  model: GlueModel,
  evidence: Evidence,
): Facts {
  if (!source.query) return;
  const { request, datasets } = viewRequest(view, source.query, source, model);
  const answer = model.sql.ask(request);
  if (!answer) return;
  yield property({ on: 'dataset', dataset: view.dataset }, evidence, 'columnLineage', summaryOf(answer));
  if (!('lineage' in answer)) return;
  const { lineage } = answer;
  const outside = lineage.outside.map((parts) => outsideTable(parts, source.query, model.tables));
  const all = [...datasets, ...outside];
  const known = new Set([...datasets, view.dataset].map(pairKey));
  for (const dataset of outside) {
    if (!dataset || known.has(pairKey(dataset))) continue;
    known.add(pairKey(dataset));
    if (!model.tables.byDataset(dataset))
      yield { type: 'dataset', dataset, sourceId: arnOf(dataset), referencedOnly: true, evidence };
  }
  const columnOf = ({ relation, column }: Origin): ColumnKey | null => {
    const dataset = all[relation];
    return dataset && pairKey(dataset) !== pairKey(view.dataset) ? { dataset, path: [column] } : null;
  };
  // `create view v (a, b) as …`: the view's own list names the query's columns, in its order.
  const inOrder = !lineage.open && lineage.columns.length === request.output.length;
  for (const [ordinal, { name, origins, problems }] of lineage.columns.entries()) {
    const own = inOrder ? request.output[ordinal] : undefined;
    if (own === undefined && problems.some(({ reason }) => reason === 'unnamed-column')) continue;
    const to = { dataset: view.dataset, path: [own ?? name] };
    if (request.output.length === 0) yield { type: 'column', ...to, ordinal, evidence };
    for (const origin of origins) {
      const from = columnOf(origin);
      if (!from) continue;
      const transformations = transformationsOf(origin.kinds);
      yield { type: 'column-edge', from, to, transformations, confidence: confidenceOf(origin), evidence };
    }
  }
  for (const origin of lineage.influences) {
    const from = columnOf(origin);
    const transformations = transformationsOf(origin.kinds);
    if (from) yield { type: 'dataset-influence', from, to: view.dataset, transformations, evidence };
  }
}

/** The table of a name that the service does not list among the view's; null for system tables. */
function outsideTable(
  parts: readonly string[],
  query: ViewQuery | undefined,
  tables: CatalogTables,
): DatasetKey | null {
  const ref = sqlTableRef(parts, query?.database, tables);
  return ref ? tables.keyOf(ref.database, ref.table, ref.owner) : null;
}

/** How far a query's columns could be traced, and why not further. */
export function summaryOf(answer: LineageAnswer): Json {
  if (!('lineage' in answer))
    return { status: 'none', reason: answer.reason, ...(answer.detail ? { detail: answer.detail } : {}) };
  const { columns, open } = answer.lineage;
  const unresolved = columns.filter(({ problems }) => problems.length > 0);
  return {
    status: unresolved.length === 0 && !open ? 'complete' : 'partial',
    columns: columns.length,
    resolved: columns.length - unresolved.length,
    ...(open ? { reason: 'unknown-columns' } : {}),
    ...(unresolved.length > 0 && {
      unresolved: unresolved
        .slice(0, NAMED)
        .map(({ name, problems }) => ({ column: name, reasons: problems.map(({ reason }) => reason) })),
    }),
  };
}
