/**
 * Facts of warehouse tables that no node of a manifest stands for: all of them where a catalog comes
 * without a manifest, and those that the manifest beside it does not name.
 */
import type { Evidence, Fact } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import { columnsOf, type PhysicalTable } from './catalog-tables.ts';
import { comments, metricFacts, physicalColumnFacts } from './column-facts.ts';
import { RelationState } from './project.ts';
import type { Relation } from './relation.ts';

/** The relation that the catalog names; null where it leaves the name out. */
export function physicalRelation(table: PhysicalTable): Relation | null {
  const { database, schema, name } = table;
  return name === null ? null : { database, schema, identifier: name, quoted: true };
}

/** Dataset, columns, counts and comments, as the warehouse states them. */
export function* physicalTableFacts(
  project: { readonly scope: string; readonly cataloguedAt: string | null },
  uniqueId: string,
  dataset: DatasetKey,
  table: PhysicalTable,
): Generator<Fact> {
  const { scope } = project;
  const evidence: Evidence = { scope, file: table.file, at: table.at };
  const relation = new RelationState();
  yield { type: 'dataset', dataset, kind: table.view ? 'view' : 'table', sourceId: uniqueId, evidence };
  const columns = columnsOf(table);
  yield* physicalColumnFacts(dataset, table, columns, scope, relation);
  yield* metricFacts(project, dataset, table);
  if (table.comment !== undefined) {
    yield { type: 'description', target: { on: 'dataset', dataset }, text: table.comment, evidence };
  }
  yield* comments(dataset, table, columns, scope, relation);
}
