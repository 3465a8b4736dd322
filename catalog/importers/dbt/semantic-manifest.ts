/**
 * semantic_manifest.json: what MetricFlow reads. From manifest v10 on the manifest holds the same, so
 * only what the manifest does not have is taken from here. It names tables by relation, not by id.
 */
import type { Fact } from '../../model/facts.ts';
import { SourceError, type ImportContext } from '../importer.ts';
import {
  readArtifact,
  type ArtifactEntry,
  type FactGroups,
  type Progress,
  type Artifact,
} from './artifact.ts';
import { many } from './issue-words.ts';
import type { OtherEntry } from './manifest-index.ts';
import type { Project } from './project.ts';
import { sentence } from './project-files.ts';
import { semanticFacts } from './semantic-facts.ts';
import { list, record, text, type JsonRecord } from './values.ts';

const TYPES: Readonly<Record<string, string>> = {
  semantic_models: 'semantic_model',
  metrics: 'metric',
  saved_queries: 'saved_query',
};

/** Facts of the entries that the manifest beside it does not have. */
export async function* semanticManifestFacts(
  project: Project,
  artifact: Artifact | null,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  if (!artifact) return;
  const missing: ArtifactEntry[] = [];
  const known = namesOf(project);
  try {
    const reading = { want: new Set(Object.keys(TYPES)) };
    for await (const entry of readArtifact(artifact.file, reading, context, progress)) {
      const name = text(entry.value['name']);
      const type = TYPES[entry.top];
      if (name !== undefined && type !== undefined && !known.has(`${type} ${name}`))
        missing.push({ ...entry, key: `${type}.${project.index.project}.${name}` });
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { index: file } = artifact.file;
    context.issue({ severity: 'rejected', file, code: error.code, message: sentence(error.message) });
    return;
  }
  if (missing.length === 0) return;
  const message = `${many(missing.length, 'semantic definition is', 'semantic definitions are')} not in the manifest and taken from this file.`;
  context.issue({ severity: 'warning', file: artifact.file.index, code: 'not-in-manifest', message });
  yield factsOf(project, artifact, missing, context);
}

/** `metric revenue` → id, of what the manifest has. */
function namesOf(project: Project): Map<string, string> {
  const names = new Map<string, string>();
  for (const [id, { type }] of project.index.others) {
    names.set(`${type} ${id.split('.').slice(2).join('.')}`, id);
  }
  return names;
}

function* factsOf(
  project: Project,
  artifact: Artifact,
  entries: readonly ArtifactEntry[],
  context: ImportContext,
): Generator<Fact> {
  const names = namesOf(project);
  const others = new Map<string, OtherEntry>(project.index.others);
  for (const { top, key, value } of entries) {
    const type = TYPES[top] ?? '';
    names.set(`${type} ${text(value['name']) ?? ''}`, String(key));
    others.set(String(key), { type, parents: [] });
  }
  const byMeasure = measuresOf(entries);
  const tables = tablesOf(project);
  const extended: Project = { ...project, index: { ...project.index, artifact, others } };
  const done = new Set<string>();
  for (const entry of entries) {
    if (done.has(String(entry.key))) continue;
    done.add(String(entry.key));
    const nodes = parentsIn(entry, names, byMeasure, tables);
    context.accepted();
    yield* semanticFacts(extended, { ...entry, value: { ...entry.value, depends_on: { nodes } } }, context);
  }
}

function parentsIn(
  { top, value }: ArtifactEntry,
  names: ReadonlyMap<string, string>,
  byMeasure: ReadonlyMap<string, string>,
  tables: ReadonlyMap<string, string>,
): string[] {
  if (top === 'semantic_models') {
    const table = tables.get(relationKey(record(value['node_relation'])));
    return table === undefined ? [] : [table];
  }
  const parameters = record(top === 'metrics' ? value['type_params'] : value['query_params']);
  const named = (item: unknown): string | undefined =>
    typeof item === 'string' ? item : text(record(item as JsonRecord)['name']);
  const measures = [parameters['measure'], ...list(parameters['input_measures'])].map(named);
  const metrics = [parameters['numerator'], parameters['denominator'], ...list(parameters['metrics'])].map(
    named,
  );
  return [
    ...new Set([
      ...(top === 'metrics' ? measures.flatMap((name) => byMeasure.get(name ?? '') ?? []) : []),
      ...metrics.flatMap((name) => names.get(`metric ${name ?? ''}`) ?? []),
    ]),
  ];
}

function measuresOf(entries: readonly ArtifactEntry[]): Map<string, string> {
  const measures = new Map<string, string>();
  for (const { top, key, value } of entries) {
    for (const measure of top === 'semantic_models' ? list(value['measures']) : []) {
      const name = text(record(measure)['name']);
      if (name !== undefined) measures.set(name, String(key));
    }
  }
  return measures;
}

const keyOf = (...parts: readonly (string | null | undefined)[]): string =>
  parts.map((part) => (part ?? '').toLowerCase()).join('\n');

const relationKey = (relation: JsonRecord): string =>
  keyOf(text(relation['database']), text(relation['schema_name']), text(relation['alias']));

function tablesOf(project: Project): Map<string, string> {
  return new Map(
    [...project.index.tables.values()].flatMap(({ relation, uniqueId }) =>
      relation ? [[keyOf(relation.database, relation.schema, relation.identifier), uniqueId] as const] : [],
    ),
  );
}
