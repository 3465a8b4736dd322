/**
 * Columns of a node: those that the warehouse reports, then those that only the author declares.
 */
import type { ColumnFact, Evidence, Fact, MetricFact, Target } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import type { ArtifactEntry } from './artifact.ts';
import { propertyFacts } from './block-facts.ts';
import type { PhysicalTable } from './catalog-tables.ts';
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

/** Column facts of a node, with descriptions, tags and properties of the declared ones. */
export function* columnFacts(
  project: Project,
  table: TableEntry,
  entry: ArtifactEntry,
  relation: RelationState,
  physical: PhysicalTable | undefined,
): Generator<Fact> {
  const declared = declaredColumns(entry.value);
  if (physical && !relation.physicalDone) {
    relation.physicalDone = true;
    yield* physicalColumnFacts(table.dataset, physical, project.scope, relation);
  }
  yield* declaredOnly(project, table.dataset, declared, entry, relation);
  for (const { key, name, block } of declared) {
    const path = relation.columns.find(name);
    if (path === undefined) continue;
    const at = `${entry.at}.columns.${key}`;
    yield* declarations(project, table.dataset, path, block, at, relation);
  }
  if (physical) yield* comments(table.dataset, physical, project.scope, relation);
}

function declaredColumns(node: JsonRecord): Declared[] {
  return Object.entries(record(node['columns'])).flatMap(([key, block]) =>
    isRecord(block) && key !== '' ? [{ key, name: text(block['name']) ?? key, block }] : [],
  );
}

/** The warehouse's columns, in its order. */
export function* physicalColumnFacts(
  dataset: DatasetKey,
  physical: PhysicalTable,
  scope: string,
  relation: RelationState,
): Generator<ColumnFact> {
  const evidence: Evidence = { scope, file: physical.file, at: `${physical.at}.columns` };
  const columns = physical.columns();
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

function* declarations(
  project: Project,
  dataset: DatasetKey,
  path: readonly string[],
  block: JsonRecord,
  at: string,
  relation: RelationState,
): Generator<Fact> {
  const target: Target = { on: 'column', dataset, path };
  const evidence = inManifest(project, at);
  const description = text(block['description']);
  if (description !== undefined && relation.first(describedAs(path))) {
    yield { type: 'description', target, text: description, evidence };
  }
  for (const { at: below, ...tag } of tagsOf(block, project.rules)) {
    yield { type: 'tag', target, ...tag, evidence: inManifest(project, `${at}.${below}`) };
  }
  yield* propertyFacts(target, columnProperties(block), evidence);
}

/** Comments in the warehouse describe the columns that the project does not. */
export function* comments(
  dataset: DatasetKey,
  physical: PhysicalTable,
  scope: string,
  relation: RelationState,
): Generator<Fact> {
  for (const { key, name, comment } of physical.columns()) {
    const path = comment === undefined ? undefined : relation.columns.find(name);
    if (path === undefined || comment === undefined || !relation.first(describedAs(path))) continue;
    const evidence = { scope, file: physical.file, at: `${physical.at}.columns.${key}.comment` };
    yield { type: 'description', target: { on: 'column', dataset, path }, text: comment, evidence };
  }
}

const describedAs = (path: readonly string[]): string => `description of ${JSON.stringify(path)}`;

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
