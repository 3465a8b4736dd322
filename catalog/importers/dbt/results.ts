/**
 * The result files of a project: runs, test outcomes and source freshness.
 */
import type { Evidence, Fact, Json } from '../../model/facts.ts';
import { SourceError, type ImportContext, type KnownDatasets, type SourceFile } from '../importer.ts';
import { jsonMembers } from '../json-members.ts';
import {
  contentOf,
  readArtifact,
  type ArtifactEntry,
  type FactGroups,
  type Progress,
  type Artifact,
} from './artifact.ts';
import { freshnessResult } from './freshness.ts';
import { many, sample } from './issue-words.ts';
import type { Project } from './project.ts';
import { reportVersion } from './project-issues.ts';
import { sentence, type ProjectFiles } from './project-files.ts';
import { nodesOfCatalog, nodesOfManifest, projectsWith, type ResultNodes } from './result-nodes.ts';
import { compileOnly, runFacts, testResult } from './run-results.ts';
import { packageOfId, text, type JsonRecord } from './values.ts';

const RESULTS: ReadonlySet<string> = new Set(['results']);

/** Facts of all result files beside a manifest, oldest first. One that is cut off is left out. */
export async function* resultFacts(
  project: Project,
  files: ProjectFiles,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const nodes = nodesOfManifest(project);
  for (const artifact of [...files.runResults, ...files.sources]) {
    reportVersion(artifact, context);
    try {
      const command = compileOnly(await argumentsOf(artifact.file));
      if (command === null) yield* fileFacts(nodes, artifact, context, progress);
      else reportCompileOnly(artifact.file, command, context);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const { index: file } = artifact.file;
      context.issue({ severity: 'rejected', file, code: error.code, message: sentence(error.message) });
    }
  }
}

/** The command line that the results are of. Reads the whole file, so it also proves it complete. */
async function argumentsOf(file: SourceFile): Promise<JsonRecord> {
  const args: [string, Json][] = [];
  for await (const { key, value } of jsonMembers(contentOf(file), { want: (top) => top === 'args' })) {
    if (typeof key === 'string') args.push([key, value]);
  }
  return Object.fromEntries(args);
}

function reportCompileOnly(file: SourceFile, command: string, context: ImportContext): void {
  const message = `These results are of "dbt ${command}", which compiles models and tests without running them. They are not kept as runs or test outcomes.`;
  context.issue({
    severity: 'warning',
    file: file.index,
    at: 'args.which',
    code: 'nothing-was-run',
    message,
  });
}

async function* fileFacts(
  nodes: ResultNodes,
  artifact: Artifact,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const unknown: string[] = [];
  let known = 0;
  for await (const entry of readArtifact(artifact.file, { want: RESULTS }, context, progress)) {
    const id = text(entry.value['unique_id']);
    const evidence: Evidence = { scope: nodes.runScope, file: artifact.file.index, at: entry.at };
    const facts = id === undefined ? null : resultOf(nodes, artifact, id, entry, evidence);
    if (facts) {
      known++;
      context.accepted();
      yield facts;
    } else if (id === undefined || !nodes.isOther(id)) {
      unknown.push(id ?? entry.at);
    } else {
      known++;
    }
  }
  if (unknown.length === 0) return;
  const packages = [...new Set(unknown.flatMap((id) => packageOfId(id) ?? []))];
  const other = known === 0 && !packages.includes(nodes.project);
  const message = other
    ? `These results are of another project (${sample(packages)}), not of ${nodes.project}, whose manifest lies beside them. None of the ${unknown.length} was used; import them with their own manifest.`
    : `${many(unknown.length, 'result is', 'results are')} of nodes that ${nodes.lookedUpIn} does not name: ${sample(unknown)}. They were left out.`;
  const code = other ? 'other-project' : 'unknown-node';
  context.issue({ severity: 'rejected', file: artifact.file.index, at: 'results', code, message });
}

/** Facts of one result; null when its id is not of a table or test of this project. */
function resultOf(
  nodes: ResultNodes,
  { role, metadata }: Artifact,
  id: string,
  entry: ArtifactEntry,
  evidence: Evidence,
): Iterable<Fact> | null {
  const source = nodes.source(id);
  if (role === 'sources') {
    if (!source) return null;
    return freshnessResult({ uniqueId: id, dataset: source }, entry, evidence, metadata.generatedAt) ?? [];
  }
  if (source) return [];
  const built = nodes.built(id);
  if (built) return runFacts(id, built, entry, evidence, metadata);
  if (!nodes.isTest(id)) return null;
  const outcome = testResult(id, entry, evidence, metadata);
  return outcome ? [outcome] : [];
}

/**
 * Facts of result files without a manifest in the import: they are of the project in the catalog that has
 * most of their nodes. Where none has, or several have as many, the file is left out.
 */
export async function* resultsAlone(
  files: Pick<ProjectFiles, 'runResults' | 'sources'>,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  for (const artifact of [...files.runResults, ...files.sources]) {
    try {
      yield* aloneFacts(artifact, context, progress);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const { index: file } = artifact.file;
      context.issue({ severity: 'rejected', file, code: error.code, message: sentence(error.message) });
    }
  }
}

async function* aloneFacts(artifact: Artifact, context: ImportContext, progress: Progress): FactGroups {
  const { known } = context.options;
  const projects = known ? await projectsOf(artifact, known, context, progress) : [];
  const [name] = projects;
  if (!known || name === undefined || projects.length > 1) {
    const message =
      projects.length > 1
        ? `The catalog has these nodes in ${projects.length} projects: ${sample(projects)}. Import ${artifact.role}.json together with the manifest.json of its project.`
        : `The catalog knows no project that these results are of. Import ${artifact.role}.json together with the manifest.json of its project, or that one first.`;
    const { index: file } = artifact.file;
    context.issue({ severity: 'rejected', file, code: 'no-manifest', message });
    return;
  }
  reportVersion(artifact, context);
  const command = compileOnly(await argumentsOf(artifact.file));
  if (command !== null) return reportCompileOnly(artifact.file, command, context);
  const nodes = nodesOfCatalog(name, known);
  yield [{ type: 'scope', scope: nodes.runScope, mode: 'accumulate' }];
  yield* fileFacts(nodes, artifact, context, progress);
}

/** Projects in the catalog that have most of the nodes; several where they have as many. */
async function projectsOf(
  { file }: Artifact,
  known: KnownDatasets,
  context: ImportContext,
  progress: Progress,
): Promise<string[]> {
  const counts = new Map<string, number>();
  const reading = { want: RESULTS, share: 0, silent: true };
  for await (const { value } of readArtifact(file, reading, context, progress)) {
    const id = text(value['unique_id']);
    for (const project of id === undefined ? [] : projectsWith(id, known))
      counts.set(project, (counts.get(project) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([project]) => project)
    .sort();
}
