/**
 * The result files of a project: runs, test outcomes and source freshness.
 */
import type { Evidence, Fact, Json } from '../../model/facts.ts';
import { SourceError, type ImportContext, type SourceFile } from '../importer.ts';
import { jsonMembers } from '../json-members.ts';
import { contentOf, readArtifact, type ArtifactEntry, type Progress } from './artifact.ts';
import { freshnessResult } from './freshness.ts';
import type { Project } from './project.ts';
import { many, reportVersion, sample } from './project-issues.ts';
import { sentence, type Artifact, type ProjectFiles } from './project-files.ts';
import { compileOnly, runFacts, testResult } from './run-results.ts';
import { packageOfId, text, typeOfId, type JsonRecord } from './values.ts';

/** Facts of all result files beside a manifest, oldest first. One that is cut off is left out. */
export async function* resultFacts(
  project: Project,
  files: ProjectFiles,
  context: ImportContext,
  progress: Progress,
): AsyncGenerator<Fact> {
  for (const artifact of [...files.runResults, ...files.sources]) {
    reportVersion(artifact, context);
    try {
      const command = compileOnly(await argumentsOf(artifact.file));
      if (command === null) yield* fileFacts(project, artifact, context, progress);
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

/** Entries that dbt reports on and that are neither jobs nor tests here: hooks, exposures, metrics. */
const isKnownElsewhere = (project: Project, id: string): boolean =>
  project.index.others.has(id) || typeOfId(id) === 'operation';

async function* fileFacts(
  project: Project,
  artifact: Artifact,
  context: ImportContext,
  progress: Progress,
): AsyncGenerator<Fact> {
  const unknown: string[] = [];
  let known = 0;
  for await (const entry of readArtifact(artifact.file, { want: new Set(['results']) }, context, progress)) {
    const id = text(entry.value['unique_id']);
    const evidence: Evidence = { scope: project.runScope, file: artifact.file.index, at: entry.at };
    const facts = id === undefined ? null : resultOf(project, artifact, id, entry, evidence);
    if (facts) {
      known++;
      context.accepted();
      yield* facts;
    } else if (id === undefined || !isKnownElsewhere(project, id)) {
      unknown.push(id ?? entry.at);
    } else {
      known++;
    }
  }
  if (unknown.length === 0) return;
  const packages = [...new Set(unknown.flatMap((id) => packageOfId(id) ?? []))];
  const other = known === 0 && !packages.includes(project.index.project);
  const message = other
    ? `These results are of another project (${sample(packages)}), not of ${project.index.project}, whose manifest lies beside them. None of the ${unknown.length} was used; import them with their own manifest.`
    : `${many(unknown.length, 'result is', 'results are')} of nodes that the manifest beside it does not name: ${sample(unknown)}. They were left out.`;
  const code = other ? 'other-project' : 'unknown-node';
  context.issue({ severity: 'rejected', file: artifact.file.index, at: 'results', code, message });
}

/** Facts of one result; null when its id is not of a table or test of this project. */
function resultOf(
  project: Project,
  { role, metadata }: Artifact,
  id: string,
  entry: ArtifactEntry,
  evidence: Evidence,
): Iterable<Fact> | null {
  const table = project.index.tables.get(id);
  if (role === 'sources') {
    return table?.type === 'source'
      ? (freshnessResult(table, entry, evidence, metadata.generatedAt) ?? [])
      : null;
  }
  if (table) return table.type === 'source' ? [] : runFacts(project, table, entry, evidence, metadata);
  if (!project.index.tests.has(id)) return null;
  const outcome = testResult(id, entry, evidence, metadata);
  return outcome ? [outcome] : [];
}
