/**
 * Sorts recognised files into projects. dbt writes its artifacts side by side, so a folder is a
 * project; where a folder holds several manifests, the invocation or the file name tells whose the
 * others are.
 */
import type { ImportContext, RecognisedFile, SourceFile } from '../importer.ts';
import { SourceError } from '../importer.ts';
import { glimpse, type Artifact } from './artifact.ts';
import { CompiledFiles, isCompiledRole, ProjectSql } from './compiled-files.ts';

/** The files of one project. Without a manifest the catalog alone gives a physical schema. */
export interface ProjectFiles {
  readonly manifest: Artifact | null;
  readonly catalog: Artifact | null;
  readonly semantic: Artifact | null;
  readonly runResults: readonly Artifact[];
  readonly sources: readonly Artifact[];
  /** Compiled SQL beside the manifest. */
  readonly sql: ProjectSql;
}

/** Groups the files by folder and manifest, oldest picture first. Unusable ones are reported. */
export async function groupProjects(
  files: readonly RecognisedFile[],
  context: ImportContext,
): Promise<ProjectFiles[]> {
  const folders = new Map<string, Artifact[]>();
  for (const { file, role } of files) {
    if (isCompiledRole(role)) continue;
    const artifact = await open(file, role, context);
    if (!artifact) continue;
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    const found = folders.get(folder);
    if (found) found.push(artifact);
    else folders.set(folder, [artifact]);
  }
  adopt(folders);
  const projects = withSql(
    [...folders.values()].flatMap((artifacts) => projectsOf(artifacts, context)),
    new CompiledFiles(files),
    context,
  );
  return projects.sort((a, b) => (pictured(a) < pictured(b) ? -1 : pictured(a) > pictured(b) ? 1 : 0));
}

/** Gives each project the compiled SQL beside its manifest. */
function withSql(
  projects: readonly ProjectFiles[],
  compiled: CompiledFiles,
  context: ImportContext,
): ProjectFiles[] {
  const manifests = projects.filter(({ manifest }) => manifest !== null).length;
  if (manifests === 0) compiled.reportAlone(context);
  return projects.map((project) =>
    project.manifest ? { ...project, sql: compiled.of(project.manifest.file, manifests === 1) } : project,
  );
}

/**
 * Results and the like may be kept apart from their manifest (one folder a run). They belong to the
 * manifest in the nearest folder above, or in `target/` there; else to the only one of the import.
 */
function adopt(folders: Map<string, Artifact[]>): void {
  const homes = new Map(
    [...folders].filter(([, artifacts]) => artifacts.some(({ role }) => role === 'manifest')),
  );
  const [only] = homes.size === 1 ? homes.values() : [];
  for (const [folder, artifacts] of folders) {
    if (homes.has(folder)) continue;
    const apart = artifacts.filter(({ role }) => role !== 'catalog');
    const home = nearest(folder, homes) ?? only;
    if (!home || apart.length === 0) continue;
    home.push(...apart);
    folders.set(
      folder,
      artifacts.filter(({ role }) => role === 'catalog'),
    );
  }
}

function nearest(folder: string, homes: ReadonlyMap<string, Artifact[]>): Artifact[] | undefined {
  for (let above = folder; above !== '';) {
    above = above.slice(0, above.lastIndexOf('/', above.length - 2) + 1);
    const home = homes.get(above) ?? homes.get(`${above}target/`);
    if (home) return home;
  }
  return undefined;
}

const pictured = (project: ProjectFiles): string =>
  (project.manifest ?? project.catalog ?? project.runResults[0] ?? project.sources[0])?.metadata
    .generatedAt ?? '';

async function open(file: SourceFile, role: string, context: ImportContext): Promise<Artifact | null> {
  context.signal.throwIfAborted();
  try {
    const { metadata } = await glimpse(file);
    return { file, role, metadata };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    context.issue({
      severity: 'rejected',
      file: file.index,
      code: error.code,
      message: sentence(error.message),
    });
    return null;
  }
}

/** An error's message as a sentence for people. */
export const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;

function projectsOf(artifacts: readonly Artifact[], context: ImportContext): ProjectFiles[] {
  const manifests = artifacts.filter(({ role }) => role === 'manifest');
  const others = artifacts.filter(({ role }) => role !== 'manifest');
  if (manifests.length === 0) return orphans(others, context);
  const companions = new Map<Artifact, Artifact[]>(manifests.map((manifest) => [manifest, []]));
  for (const other of others) {
    const owner = ownerOf(other, manifests);
    if (owner) companions.get(owner)?.push(other);
    else {
      const message = `This folder holds ${manifests.length} manifests and nothing tells which one this file belongs to. It was not read.`;
      context.issue({ severity: 'rejected', file: other.file.index, code: 'ambiguous-companion', message });
    }
  }
  return [...companions].map(([manifest, others]) => assemble(manifest, others, context));
}

function ownerOf(other: Artifact, manifests: readonly Artifact[]): Artifact | undefined {
  if (manifests.length === 1) return manifests[0];
  const invocation = other.metadata.invocationId;
  const invoked = manifests.filter(({ metadata }) => metadata.invocationId === invocation);
  if (invocation !== null && invoked.length === 1) return invoked[0];
  const named = manifests.filter((manifest) => suffix(manifest) === suffix(other));
  return named.length === 1 ? named[0] : undefined;
}

/** What the file name says beside the role: `manifest_1.11.json` → `_1.11.json`. */
const suffix = ({ file }: Artifact): string =>
  file.path
    .slice(file.path.lastIndexOf('/') + 1)
    .replace(/manifest|catalog|run[-_]results|sources/i, '')
    .replace(/\.gz$/i, '');

function assemble(
  manifest: Artifact | null,
  others: readonly Artifact[],
  context: ImportContext,
): ProjectFiles {
  const age = (a: Artifact, b: Artifact): number =>
    (a.metadata.generatedAt ?? '').localeCompare(b.metadata.generatedAt ?? '', 'en');
  const catalogs = others.filter(({ role }) => role === 'catalog').sort(age);
  for (const older of catalogs.slice(0, -1)) {
    const message = 'A newer catalog of the same project is in this import. This one was not read.';
    context.issue({ severity: 'warning', file: older.file.index, code: 'older-catalog', message });
  }
  return {
    manifest,
    catalog: catalogs.at(-1) ?? null,
    semantic: others.find(({ role }) => role === 'semantic_manifest') ?? null,
    runResults: others.filter(({ role }) => role === 'run_results').sort(age),
    sources: others.filter(({ role }) => role === 'sources').sort(age),
    sql: new ProjectSql(null),
  };
}

/** Without a manifest: each catalog stands for itself, results may be of a project that the catalog knows. */
function orphans(others: readonly Artifact[], context: ImportContext): ProjectFiles[] {
  const catalogs = others.filter(({ role }) => role === 'catalog');
  for (const { file, role } of others) {
    if (role !== 'semantic_manifest') continue;
    const message = `${role}.json is read together with the manifest.json of its project, which is not in this import.`;
    context.issue({ severity: 'rejected', file: file.index, code: 'no-manifest', message });
  }
  const results = others.filter(({ role }) => role === 'run_results' || role === 'sources');
  return [
    ...catalogs.map((catalog) => assemble(null, [catalog], context)),
    ...(results.length > 0 ? [assemble(null, results, context)] : []),
  ];
}
