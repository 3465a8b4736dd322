/**
 * Reads dbt artifacts: manifest.json (v1 to v12, and the v20 of dbt 2 previews) with the catalog.json,
 * semantic_manifest.json, run_results.json and sources.json beside it.
 *
 * The manifest is read twice: once for what must be known of all nodes ({@link indexManifest}), once
 * for the facts. All projects are indexed before facts are made of any, so that one project may
 * depend on another.
 */
import { Pace } from '../../breathe.ts';
import type { Fact } from '../../model/facts.ts';
import {
  SourceError,
  type FoundProject,
  type ImportContext,
  type ImportOptions,
  type PrepareContext,
  type ReadBeside,
  type RecognisedFile,
} from '../importer.ts';
import { gapsClosed } from './alias-facts.ts';
import { Progress, type FactGroups, type Artifact } from './artifact.ts';
import { readCatalog, type CatalogRead } from './catalog-tables.ts';
import { Elsewhere, projectScope } from './elsewhere.ts';
import { indexManifest, type ManifestIndex } from './manifest-index.ts';
import { nameRelations } from './name-relations.ts';
import type { NamespaceChoice } from './namespace.ts';
import { sharedRelations, type Project } from './project.ts';
import { groupProjects, sentence, type ProjectFiles } from './project-files.ts';
import { catalogOnlyFacts, notedModels, projectFacts, tryCatalog } from './read-project.ts';
import { resultsAlone } from './results.ts';
import { RuleSet } from './rule-set.ts';

const BATCH = 1000;
/** A group without facts: what was told so far is to be written, since what follows asks the catalog about it. */
const SO_FAR: readonly Fact[] = [];

/** A file that one thread reads for the other: see {@link ImportContext.beside}. */
export const readBeside: ReadBeside = ({ file }, signal): Promise<CatalogRead> => readCatalog(file, signal);

/** Reads dbt artifacts. Roles: see {@link ArtifactRole}. */
export async function* readDbt(
  files: readonly RecognisedFile[],
  context: ImportContext,
): AsyncGenerator<readonly Fact[]> {
  let batch: Fact[] = [];
  for await (const group of facts(files, context)) {
    if (group === SO_FAR && batch.length > 0) {
      yield batch;
      batch = [];
    }
    for (const fact of group) {
      if (batch.push(fact) < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function* facts(files: readonly RecognisedFile[], context: ImportContext): FactGroups {
  const progress = new Progress(context);
  const { projects, catalogs, apart, elsewhere, ahead } = await indexProjects(files, context, progress);
  reportTwice(
    projects.map(({ project }) => project.index),
    context,
  );
  const placed = whatTheImportPlaced(context, projects);
  for (const catalog of catalogs) yield* catalogOnlyFacts(catalog, elsewhere, placed, progress);
  for (const { files: own, project } of projects) {
    const physical = await tryCatalog(own.catalog, context, progress, ahead.get(own));
    yield* projectFacts(
      { ...project, physical, shared: sharedRelations(project.index) },
      own,
      context,
      progress,
    );
  }
  yield SO_FAR;
  for (const { project } of projects)
    if (elsewhere.isNewest(project.index)) yield gapsClosed(project, context.options);
  for (const results of apart) yield* resultsAlone(results, context, progress);
}

/**
 * Analyses the compiled SQL of all projects, so that {@link readDbt} finds the answers. Trouble with files is
 * for it to tell.
 */
export async function prepareDbt(files: readonly RecognisedFile[], context: PrepareContext): Promise<void> {
  const { signal, options } = context;
  if (options.columnLineage === false) return;
  const ignore = (): void => undefined;
  const quiet = {
    signal,
    options,
    issue: ignore,
    accepted: ignore,
    progress: (read: number) => context.reading(read),
    seen: () => [],
  };
  const bytes = new Progress(quiet);
  const { projects } = await indexProjects(files, quiet, bytes);
  let done = 0;
  const pace = new Pace();
  for (const { files: own, project } of projects) {
    const physical = await tryCatalog(own.catalog, quiet, bytes);
    const lineage = await notedModels({ ...project, physical, shared: new Map() }, own, quiet, bytes);
    const total = done + lineage.sqlModels;
    for await (const { at } of lineage.models({ signal })) {
      if (at !== null) context.progress(++done, total);
      // What was answered before comes without waiting, and others are to have their turn.
      if (pace.restIsDue) await pace.rest();
    }
  }
}

interface Indexed {
  readonly projects: readonly {
    readonly files: ProjectFiles;
    readonly project: Omit<Project, 'physical' | 'shared'>;
  }[];
  /** Catalogs without a manifest. */
  readonly catalogs: readonly Artifact[];
  /** Results without a manifest. */
  readonly apart: readonly ProjectFiles[];
  readonly elsewhere: Elsewhere;
  /** Catalogs that are being read already. */
  readonly ahead: ReadonlyMap<ProjectFiles, Promise<CatalogRead>>;
}

/** Largest catalog that is read ahead, since it crosses from one thread to the other. Bytes as stored. */
const AHEAD = 64 * 1024 * 1024;

/**
 * Has the catalog of the project whose facts come first read while the manifests are indexed: the thread that writes
 * has nothing to write before, and enough to do after.
 */
function readAhead(projects: readonly ProjectFiles[], { beside }: ImportContext): Indexed['ahead'] {
  const first = projects.find(({ manifest }) => manifest !== null);
  const file = first?.catalog?.file;
  if (!first || !beside || !file || file.size > AHEAD) return new Map();
  const read = beside(file) as Promise<CatalogRead>;
  // Nobody may come to ask for it, where the manifest cannot be read.
  read.catch(() => {});
  return new Map([[first, read]]);
}

async function indexProjects(
  files: readonly RecognisedFile[],
  context: ImportContext,
  progress: Progress,
): Promise<Indexed> {
  const indexed: { readonly files: ProjectFiles; readonly index: ManifestIndex }[] = [];
  const catalogs: Artifact[] = [];
  const apart: ProjectFiles[] = [];
  const elsewhere = new Elsewhere(context.options.known);
  const grouped = await groupProjects(files, context);
  const ahead = readAhead(grouped, context);
  for (const project of grouped) {
    if (project.catalog) elsewhere.readsCatalogs();
    if (!project.manifest) {
      if (project.catalog) catalogs.push(project.catalog);
      else apart.push(project);
      continue;
    }
    const index = await tryIndex(project, context, progress);
    if (!index) continue;
    elsewhere.add(index);
    indexed.push({ files: project, index });
  }
  const rules = new RuleSet(context.options.rules);
  const choices = nameRelations(
    indexed.map(({ index }) => index),
    context.options,
  );
  const projects = indexed.map(({ files: own, index }, at) => {
    const choice = choices[at]!;
    context.project?.(foundProject(index, choice));
    const cataloguedAt = own.catalog?.metadata.generatedAt ?? null;
    const scopes = { scope: projectScope(index.project), runScope: `dbt:runs/${index.project}` };
    return { files: own, project: { index, choice, rules, elsewhere, cataloguedAt, ...scopes } };
  });
  return { projects, catalogs, apart, elsewhere, ahead };
}

const foundProject = (index: ManifestIndex, choice: NamespaceChoice): FoundProject => ({
  name: index.project,
  adapter: index.metadata.adapter,
  toolVersion: index.metadata.dbtVersion,
  generatedAt: index.metadata.generatedAt,
  namespace: choice.namespace,
  basis: choice.basis,
  guesses: choice.guesses,
  packages: Object.fromEntries(index.packages),
  disabled: index.disabledNodes,
});

/** The context of a catalog without a manifest: where the import places its project, it is placed too. */
function whatTheImportPlaced(context: ImportContext, projects: Indexed['projects']): ImportContext {
  const { options } = context;
  const choices = new Map(projects.map(({ project }) => [project.index.project, project.choice]));
  const remembered: ImportOptions['remembered'] = (project) => {
    const choice = choices.get(project);
    const binds = choice && choice.basis !== 'project' && choice.basis !== 'adapter';
    return binds ? choice : options.remembered?.(project);
  };
  return { ...context, options: { ...options, remembered } };
}

/** Indexes a manifest. One that cannot be read is reported, and what lies beside it with it. */
async function tryIndex(
  { manifest, catalog, semantic, runResults, sources }: ProjectFiles,
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
    for (const companion of [catalog, semantic, ...runResults, ...sources].filter((one) => one !== null)) {
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
