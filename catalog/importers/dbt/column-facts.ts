/**
 * Columns of a node: those that the warehouse reports, then those that only the author declares.
 */
import type { ColumnFact, Evidence, Fact, MetricFact, Target } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import type { ArtifactEntry } from './artifact.ts';
import { propertyFacts } from './block-facts.ts';
import { columnsOf, type PhysicalColumn, type PhysicalTable } from './catalog-tables.ts';
import type { TableEntry } from './manifest-index.ts';
import { inManifest, type Project, type RelationState } from './project.ts';
import { columnProperties } from './properties.ts';
import { tagsOf } from './tags.ts';
import { isRecord, record, text, type JsonRecord } from './values.ts';

interface Declared {
  readonly key: string;
  readonly name: string;
  readonly block: JsonRecord;
}

/** Column facts of a node, with descriptions, tags and properties of the declared ones. Most of a project's facts. */
export function columnFacts(
  project: Project,
  table: TableEntry,
  entry: ArtifactEntry,
  relation: RelationState,
  physical: PhysicalTable | undefined,
): Fact[] {
  const facts: Fact[] = [];
  const { dataset } = table;
  const declared = declaredColumns(entry.value);
  const columns = physical ? columnsOf(physical) : [];
  if (physical && !relation.physicalDone) {
    relation.physicalDone = true;
    for (const fact of physicalColumnFacts(dataset, physical, columns, project.scope, relation))
      facts.push(fact);
  }
  for (const fact of declaredOnly(project, dataset, declared, entry, relation)) facts.push(fact);
  for (const column of declared) addDeclarations(facts, project, dataset, column, entry.at, relation);
  if (physical)
    for (const fact of comments(dataset, physical, columns, project.scope, relation)) facts.push(fact);
  return facts;
}

function declaredColumns(node: JsonRecord): Declared[] {
  const declared: Declared[] = [];
  for (const [key, block] of Object.entries(record(node['columns']))) {
    if (isRecord(block) && key !== '') declared.push({ key, name: text(block['name']) ?? key, block });
  }
  return declared;
}

/** The warehouse's columns, in its order. */
export function* physicalColumnFacts(
  dataset: DatasetKey,
  physical: PhysicalTable,
  columns: readonly PhysicalColumn[],
  scope: string,
  relation: RelationState,
): Generator<ColumnFact> {
  const evidence: Evidence = { scope, file: physical.file, at: `${physical.at}.columns` };
  const placed = relation.columns.add(columns.map(({ name }) => name));
  for (const [index, { path, ordinal }] of placed.entries()) {
    const dataType = columns[index]?.dataType;
    yield { type: 'column', dataset, path, ordinal, evidence, ...(dataType !== undefined && { dataType }) };
  }
}

/** Columns that no one has stated yet; without a catalog they keep the author's order. */
function* declaredOnly(
  project: Project,
  dataset: DatasetKey,
  declared: readonly Declared[],
  entry: ArtifactEntry,
  relation: RelationState,
): Generator<ColumnFact> {
  const missing = declared.filter(({ name }) => relation.columns.find(name) === undefined);
  if (missing.length === 0) return;
  const evidence = inManifest(project, `${entry.at}.columns`);
  const placed = relation.columns.add(missing.map(({ name }) => name));
  for (const [index, { path, ordinal }] of placed.entries()) {
    const dataType = text(missing[index]?.block['data_type']);
    yield {
      type: 'column',
      dataset,
      path,
      evidence,
      ...(!relation.physicalDone && { ordinal }),
      ...(dataType !== undefined && { dataType }),
    };
  }
}

/** `above`: where the node stands. Of most columns an author says nothing, or describes them. */
function addDeclarations(
  facts: Fact[],
  project: Project,
  dataset: DatasetKey,
  { key, name, block }: Declared,
  above: string,
  relation: RelationState,
): void {
  const path = relation.columns.find(name);
  if (path === undefined) return;
  const description = text(block['description']);
  const tags = tagsOf(block, project.rules);
  const properties = columnProperties(block);
  if (description === undefined && tags.length === 0 && properties.length === 0) return;
  const at = `${above}.columns.${key}`;
  const target: Target = { on: 'column', dataset, path };
  const evidence = inManifest(project, at);
  if (description !== undefined && relation.first(describedAs(path))) {
    facts.push({ type: 'description', target, text: description, evidence });
  }
  for (const { at: below, ...tag } of tags) {
    facts.push({ type: 'tag', target, ...tag, evidence: inManifest(project, `${at}.${below}`) });
  }
  for (const fact of propertyFacts(target, properties, evidence)) facts.push(fact);
}

/** Comments in the warehouse describe the columns that the project does not. */
export function* comments(
  dataset: DatasetKey,
  physical: PhysicalTable,
  columns: readonly PhysicalColumn[],
  scope: string,
  relation: RelationState,
): Generator<Fact> {
  for (const { key, name, comment } of columns) {
    const path = comment === undefined ? undefined : relation.columns.find(name);
    if (path === undefined || comment === undefined || !relation.first(describedAs(path))) continue;
    const evidence = { scope, file: physical.file, at: `${physical.at}.columns.${key}.comment` };
    yield { type: 'description', target: { on: 'column', dataset, path }, text: comment, evidence };
  }
}

const describedAs = (path: readonly string[]): string =>
  path.length === 1 ? `description: ${path[0]}` : `descriptions: ${JSON.stringify(path)}`;

/** The warehouse's counts, as of the time that the catalog was written. */
export function* metricFacts(
  project: Pick<Project, 'scope' | 'cataloguedAt'>,
  dataset: DatasetKey,
  physical: PhysicalTable,
): Generator<MetricFact> {
  const evidence: Evidence = { scope: project.scope, file: physical.file, at: `${physical.at}.stats` };
  const at = project.cataloguedAt === null ? {} : { at: project.cataloguedAt };
  const { rowCount, byteCount } = physical;
  if (rowCount !== undefined)
    yield { type: 'metric', dataset, name: 'rowCount', value: rowCount, evidence, ...at };
  if (byteCount !== undefined)
    yield { type: 'metric', dataset, name: 'byteCount', value: byteCount, evidence, ...at };
}
