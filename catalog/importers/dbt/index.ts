/**
 * The dbt importer: manifest.json (v1 to v12, and the v20 of dbt 2 previews) with the catalog.json,
 * run_results.json and sources.json beside it.
 *
 * The manifest is read twice: once for what must be known of all nodes ({@link indexManifest}), once
 * for the facts. All projects are indexed before facts are made of any, so that one project may
 * depend on another.
 */
import type { Fact } from '../../model/facts.ts';
import { SourceError, type ImportContext, type Importer, type RecognisedFile } from '../importer.ts';
import { Progress } from './artifact.ts';
import { indexManifest, type ManifestIndex } from './manifest-index.ts';
import { nameRelations, sharedRelations, type Project } from './project.ts';
import { groupProjects, sentence, type ProjectFiles } from './project-files.ts';
import { catalogOnlyFacts, projectFacts, tryCatalog } from './read-project.ts';
import { recognise } from './recognise.ts';
import { packageOfId } from './values.ts';

const BATCH = 500;

/** Reads dbt artifacts. Roles: `manifest`, `catalog`, `run_results`, `sources`. */
export const dbt: Importer = { kind: 'dbt', readsLast: true, recognise, read };

async function* read(
  files: readonly RecognisedFile[],
  context: ImportContext,
): AsyncGenerator<readonly Fact[]> {
  let batch: Fact[] = [];
  for await (const fact of facts(files, context)) {
    if (batch.push(fact) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function* facts(files: readonly RecognisedFile[], context: ImportContext): AsyncGenerator<Fact> {
  const progress = new Progress(context);
  const indexed: { readonly files: ProjectFiles; readonly project: Omit<Project, 'physical' | 'shared'> }[] =
    [];
  const catalogs: ProjectFiles[] = [];
  const byName = new Map<string, ManifestIndex>();
  for (const project of await groupProjects(files, context)) {
    if (!project.manifest) {
      catalogs.push(project);
      continue;
    }
    const index = await tryIndex(project, context, progress);
    if (!index) continue;
    const choice = nameRelations(index, context.options);
    byName.set(index.project, index);
    const foreign: Project['foreign'] = (id) => {
      const other = packageOfId(id);
      return other === undefined || other === index.project
        ? undefined
        : byName.get(other)?.tables.get(id)?.dataset;
    };
    const cataloguedAt = project.catalog?.metadata.generatedAt ?? null;
    const scopes = { scope: `dbt:project/${index.project}`, runScope: `dbt:runs/${index.project}` };
    indexed.push({ files: project, project: { index, choice, foreign, cataloguedAt, ...scopes } });
  }
  reportTwice(
    indexed.map(({ project }) => project.index),
    context,
  );
  for (const { catalog } of catalogs) if (catalog) yield* catalogOnlyFacts(catalog, context, progress);
  for (const { files: own, project } of indexed) {
    const physical = await tryCatalog(own.catalog, context, progress);
    yield* projectFacts(
      { ...project, physical, shared: sharedRelations(project.index) },
      own,
      context,
      progress,
    );
  }
}

/** Indexes a manifest. One that cannot be read is reported, and what lies beside it with it. */
async function tryIndex(
  { manifest, catalog, runResults, sources }: ProjectFiles,
  context: ImportContext,
  progress: Progress,
): Promise<ManifestIndex | null> {
  if (!manifest) return null;
  try {
    return await indexManifest(manifest, context, progress);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { index: file } = manifest.file;
    context.issue({ severity: 'rejected', file, code: error.code, message: sentence(error.message) });
    for (const companion of [...(catalog ? [catalog] : []), ...runResults, ...sources]) {
      const message = 'The manifest beside this file could not be read, so this file was not read either.';
      context.issue({ severity: 'rejected', file: companion.file.index, code: 'no-manifest', message });
    }
    return null;
  }
}

function reportTwice(indexes: readonly ManifestIndex[], context: ImportContext): void {
  const newest = new Map<string, ManifestIndex>();
  for (const index of indexes) {
    const older = newest.get(index.project);
    newest.set(index.project, index);
    if (!older) continue;
    const message = `This import holds several manifests of the project ${index.project}. The newest one is the current picture; this one is older.`;
    context.issue({ severity: 'warning', file: older.artifact.file.index, code: 'same-project', message });
  }
}
