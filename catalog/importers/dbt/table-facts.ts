/**
 * Facts of one model, seed, snapshot or source.
 */
import type { Evidence, Fact, Target } from '../../model/facts.ts';
import { pairKey, type DatasetKey, type DatasetKind } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { ArtifactEntry } from './artifact.ts';
import { blockFacts, propertyFacts } from './block-facts.ts';
import { columnFacts, metricFacts } from './column-facts.ts';
import type { PhysicalTable } from './catalog-tables.ts';
import type { TableEntry } from './manifest-index.ts';
import { gapFact, inManifest, jobOf, parentage, RelationState, type Project } from './project.ts';
import { datasetProperties, jobProperties } from './properties.ts';
import { record, text, type JsonRecord } from './values.ts';

const VIEWS = new Set(['view', 'materialized_view', 'materialized view', 'materializedview']);

/** All facts of a node, in the order dataset, job, columns, description, tags, owners, tests, edges. */
export function* tableFacts(
  project: Project,
  table: TableEntry,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  const node = entry.value;
  const evidence = inManifest(project, entry.at);
  const relation = project.shared.get(pairKey(table.dataset)) ?? new RelationState();
  const physical = physicalOf(project, table, relation);
  const target: Target = { on: 'dataset', dataset: table.dataset };
  const kind = kindOf(table, node, physical, relation);
  yield {
    type: 'dataset',
    dataset: table.dataset,
    sourceId: table.uniqueId,
    evidence,
    ...(kind !== undefined && { kind }),
  };
  if (table.type !== 'source') yield* jobFacts(project, table, node, evidence);
  yield* columnFacts(project, table, entry, relation, physical);
  if (physical && relation.first('metrics')) yield* metricFacts(project, table.dataset, physical);
  yield* descriptionFacts(target, node, evidence, physical, project, relation);
  yield* blockFacts(project, target, table.uniqueId, entry);
  yield* propertyFacts(target, datasetProperties(node), evidence, relation);
  yield* testFacts(project, table, relation);
  yield* parentFacts(project, table, entry, context);
}

function physicalOf(project: Project, table: TableEntry, relation: RelationState): PhysicalTable | undefined {
  const ids = [table.uniqueId, ...relation.uniqueIds];
  const found = ids.find((id) => project.physical.has(id));
  return found === undefined ? undefined : project.physical.get(found);
}

/** Undefined for a source on a relation that another node builds: the builder knows its kind. */
function kindOf(
  table: TableEntry,
  node: JsonRecord,
  physical: PhysicalTable | undefined,
  relation: RelationState,
): DatasetKind | undefined {
  if (table.ephemeral) return 'ephemeral';
  if (table.type === 'source') {
    const built = relation.uniqueIds.some((id) => !id.startsWith('source.'));
    return built ? undefined : physical?.view ? 'view' : 'table';
  }
  const materialized = text(record(node['config'])['materialized'])?.toLowerCase() ?? '';
  return table.type === 'model' && VIEWS.has(materialized) ? 'view' : 'table';
}

function* jobFacts(
  project: Project,
  table: TableEntry,
  node: JsonRecord,
  evidence: Evidence,
): Generator<Fact> {
  const job = jobOf(project, table.uniqueId);
  yield { type: 'job', job, kind: `dbt ${table.type}`, sourceId: table.uniqueId, evidence };
  yield { type: 'job-output', job, dataset: table.dataset, evidence };
  yield* propertyFacts({ on: 'job', job }, jobProperties(node), evidence);
}

function* descriptionFacts(
  target: Target,
  node: JsonRecord,
  evidence: Evidence,
  physical: PhysicalTable | undefined,
  project: Project,
  relation: RelationState,
): Generator<Fact> {
  const written = text(node['description']);
  if (written !== undefined && relation.first('description')) {
    yield { type: 'description', target, text: written, evidence };
  } else if (physical?.comment !== undefined && relation.first('description')) {
    const inCatalog = { scope: project.scope, file: physical.file, at: `${physical.at}.metadata.comment` };
    yield { type: 'description', target, text: physical.comment, evidence: inCatalog };
  }
}

function* testFacts(project: Project, table: TableEntry, relation: RelationState): Generator<Fact> {
  for (const test of table.tests) {
    const path = test.column === undefined ? undefined : relation.columns.find(unquoted(test.column));
    yield {
      type: 'test',
      testId: test.uniqueId,
      name: test.name,
      dataset: table.dataset,
      kind: test.kind,
      ...(path !== undefined && { path }),
      ...(test.severity !== undefined && { severity: test.severity }),
      evidence: inManifest(project, test.at),
    };
  }
}

/** Column names of tests may carry the quotes that the SQL needs. */
const unquoted = (name: string): string => /^(["`])(.+)\1$/s.exec(name)?.[2] ?? name;

function* parentFacts(
  project: Project,
  table: TableEntry,
  entry: ArtifactEntry,
  context: ImportContext,
): Generator<Fact> {
  const job = jobOf(project, table.uniqueId);
  for (const { uniqueId, index } of table.parents) {
    const parent = parentage(project, uniqueId);
    if (parent.is === 'no-table') continue;
    const evidence = inManifest(project, `${entry.at}.depends_on.nodes[${index}]`);
    const dataset: DatasetKey = parent.dataset;
    if (parent.is === 'gap') yield gapFact(project, uniqueId, dataset, evidence, context);
    if (parent.is === 'other-project') yield { type: 'dataset', dataset, referencedOnly: true, evidence };
    yield { type: 'job-input', job, dataset, evidence };
  }
}
