/**
 * One project: its files to facts.
 */
import type { Fact } from '../../model/facts.ts';
import type { ImportContext } from '../importer.ts';
import { aliasFacts } from './alias-facts.ts';
import { readArtifact, type FactGroups, type Progress, type Artifact } from './artifact.ts';
import { physicalRelation, physicalTableFacts } from './catalog-facts.ts';
import { readCatalog, type CatalogRead, type PhysicalTable } from './catalog-tables.ts';
import { ColumnLineage, isBuilt } from './column-lineage.ts';
import { ANALYSIS_SHARE, columnLineageFacts, switchedOff } from './column-lineage-facts.ts';
import { catalogScope, type Elsewhere } from './elsewhere.ts';
import { exposureFacts } from './exposure-facts.ts';
import { many, sample } from './issue-words.ts';
import { isEnabled, isTable, projectName, SEMANTIC_COLLECTIONS } from './manifest-index.ts';
import { chooseNamespace } from './namespace.ts';
import type { Project } from './project.ts';
import { reportLeftOut, reportNamespace, reportSharedWriters, reportVersion } from './project-issues.ts';
import { sentence, type ProjectFiles } from './project-files.ts';
import { datasetName, type Relation } from './relation.ts';
import { resultFacts } from './results.ts';
import { semanticFacts } from './semantic-facts.ts';
import { semanticManifestFacts } from './semantic-manifest.ts';
import { tableFacts } from './table-facts.ts';
import { packageOfId } from './values.ts';

/**
 * Tables of a catalog; one that cannot be read is reported and counts as missing. `ahead`: it is being read already,
 * elsewhere.
 */
export async function tryCatalog(
  catalog: Artifact | null,
  context: ImportContext,
  progress: Progress,
  ahead?: Promise<CatalogRead>,
): Promise<ReadonlyMap<string, PhysicalTable>> {
  if (!catalog) return new Map();
  const { file } = catalog;
  reportVersion(catalog, context);
  let counted = 0;
  const read = await (ahead ??
    readCatalog(file, context.signal, (bytes) => {
      progress.advance(bytes - counted);
      counted = bytes;
    }));
  progress.advance(file.size - counted);
  for (const issue of read.issues) context.issue(issue);
  if (read.trouble) {
    const { code, message } = read.trouble;
    context.issue({ severity: 'rejected', file: file.index, code, message: sentence(message) });
  }
  return read.tables;
}

/** Facts of a project with a manifest. */
export async function* projectFacts(
  project: Project,
  files: ProjectFiles,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const { index, scope } = project;
  const asOf = index.metadata.generatedAt;
  if (files.catalog && project.physical.size > 0) {
    // The picture below includes this catalog; what an earlier import said of it alone is superseded.
    const alone = catalogScope(projectName(files.catalog.metadata, packagesOf(project.physical)));
    const written = project.cataloguedAt;
    yield [{ type: 'scope', scope: alone, mode: 'replace', ...(written !== null && { asOf: written }) }];
  }
  yield [{ type: 'scope', scope, mode: 'replace', ...(asOf !== null && { asOf }) }];
  reportVersion(index.artifact, context);
  reportNamespace(index, project.choice, context);
  reportLeftOut(index, context);
  reportSharedWriters(project, context);
  const lineage = context.options.columnLineage === false ? null : new ColumnLineage(project, files.sql);
  yield* manifestFacts(project, lineage, context, progress);
  yield* semanticManifestFacts(project, files.semantic, context, progress);
  if (lineage) yield* columnLineageFacts(project, lineage, context, progress);
  yield aliasFacts(project, context.options);
  yield unnamedTables(project, context);
  yield [{ type: 'scope', scope: project.runScope, mode: 'accumulate' }];
  yield* resultFacts(project, files, context, progress);
}

/** The models of a project, ready for analysis. */
export async function notedModels(
  project: Project,
  files: ProjectFiles,
  context: ImportContext,
  progress: Progress,
): Promise<ColumnLineage> {
  const lineage = new ColumnLineage(project, files.sql);
  const { artifact, tables } = project.index;
  const reading = { want: new Set(['nodes', 'sources']), share: 0.5, silent: true };
  const done = new Set<string>();
  for await (const entry of readArtifact(artifact.file, reading, context, progress)) {
    const id = String(entry.key);
    const table = isTable(entry) && isEnabled(entry.value) && !done.has(id) ? tables.get(id) : undefined;
    done.add(id);
    if (table) await lineage.note(table, entry);
  }
  return lineage;
}

async function* manifestFacts(
  project: Project,
  lineage: ColumnLineage | null,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const share = lineage ? 0.5 - ANALYSIS_SHARE : 0.5;
  const want = new Set(['nodes', 'sources', 'exposures', ...SEMANTIC_COLLECTIONS.keys()]);
  const reading = { want, share, silent: true };
  const done = new Set<string>();
  for await (const entry of readArtifact(project.index.artifact.file, reading, context, progress)) {
    const id = String(entry.key);
    if (!isEnabled(entry.value) || done.has(id)) continue;
    const table = isTable(entry) ? project.index.tables.get(id) : undefined;
    if (!table && (entry.top === 'nodes' || entry.top === 'sources')) continue;
    done.add(id);
    context.accepted();
    if (table) {
      yield tableFacts(project, table, entry, context);
      if (lineage) await lineage.note(table, entry);
      else if (isBuilt(table)) yield [switchedOff(project, id, entry.at)];
      if (table.tests.length > 0) context.accepted(table.tests.length);
    } else if (entry.top === 'exposures') {
      yield exposureFacts(project, entry, context);
    } else {
      yield semanticFacts(project, entry, context);
    }
  }
}

/** Tables of the catalog that the manifest does not name. */
function* unnamedTables(project: Project, context: ImportContext): Generator<Fact> {
  const { index, choice } = project;
  const unnamed = [...project.physical].filter(([id]) => !index.tables.has(id));
  if (unnamed.length === 0) return;
  for (const [id, table] of unnamed) {
    const relation = physicalRelation(table);
    if (!relation) continue;
    const name = datasetName(relation, index.metadata.adapter, choice.namespace);
    context.accepted();
    yield* physicalTableFacts(project, id, { namespace: choice.namespace, name }, table);
  }
  const message = `${many(unnamed.length, 'table of the catalog is', 'tables of the catalog are')} not in the manifest: ${sample(unnamed.map(([id]) => id))}. They are kept as tables without lineage.`;
  context.issue({ severity: 'warning', file: unnamed[0]?.[1].file ?? 0, code: 'not-in-manifest', message });
}

const packagesOf = (physical: ReadonlyMap<string, PhysicalTable>): Map<string, number> => {
  const packages = new Map<string, number>();
  for (const id of physical.keys()) {
    const name = packageOfId(id);
    if (name !== undefined) packages.set(name, (packages.get(name) ?? 0) + 1);
  }
  return packages;
};

/** Facts of a catalog without a manifest: the physical schema, no lineage. */
export async function* catalogOnlyFacts(
  catalog: Artifact,
  elsewhere: Elsewhere,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const physical = await tryCatalog(catalog, context, progress);
  if (physical.size === 0) return;
  const name = projectName(catalog.metadata, packagesOf(physical));
  const scope = catalogScope(name);
  const cataloguedAt = catalog.metadata.generatedAt;
  const relations = new Map<string, Relation>();
  for (const [id, table] of physical) {
    const relation = physicalRelation(table);
    if (relation) relations.set(id, relation);
  }
  const { namespace } = chooseNamespace(name, null, relations.values(), context.options);
  const message =
    'There is no manifest beside this catalog. Tables and columns were read; lineage, tests and owners need the manifest.';
  context.issue({ severity: 'warning', file: catalog.file.index, code: 'no-manifest', message });
  yield [{ type: 'scope', scope, mode: 'replace', ...(cataloguedAt !== null && { asOf: cataloguedAt }) }];
  for (const [id, table] of physical) {
    const relation = relations.get(id);
    if (!relation) continue;
    context.accepted();
    const dataset = { namespace, name: datasetName(relation, null, namespace) };
    elsewhere.catalogued(id, dataset);
    yield physicalTableFacts({ scope, cataloguedAt }, id, dataset, table);
  }
}
