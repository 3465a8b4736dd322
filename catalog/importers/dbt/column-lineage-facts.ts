/**
 * Facts of column lineage: edges between columns, influences on tables, and for every model how far its
 * columns could be traced and why not further.
 */
import type { Evidence, Fact, Json } from '../../model/facts.ts';
import { pairKey, type ColumnKey, type DatasetKey } from '../../model/identity.ts';
import { CONFIDENCE, transformationsOf, type LineageColumn, type Origin } from '../../sql/index.ts';
import type { ImportContext } from '../importer.ts';
import type { FactGroups, Progress } from './artifact.ts';
import { isNamed, type ColumnLineage, type ModelLineage, type ModelReason } from './column-lineage.ts';
import { describeColumn, describeModel, FailureSummary, NOT_IN_QUERY } from './column-lineage-issues.ts';
import { inManifest, jobOf, type Project } from './project.ts';

/** Share of the manifest's size that the analysis counts for in the progress bar. */
export const ANALYSIS_SHARE = 0.2;

/** Unresolved columns that a model's property names. */
const NAMED = 1000;

/** Facts of all models' columns, parents first. */
export async function* columnLineageFacts(
  project: Project,
  lineage: ColumnLineage,
  context: ImportContext,
  progress: Progress,
): FactGroups {
  const summary = new FailureSummary();
  const share = ANALYSIS_SHARE * project.index.artifact.file.size;
  for await (const model of lineage.models(context)) {
    summary.add(model);
    yield modelFacts(project, lineage, model);
    progress.advance(share / lineage.size);
  }
  if (lineage.size === 0) progress.advance(share);
  summary.report(project, context);
}

function* modelFacts(project: Project, lineage: ColumnLineage, model: ModelLineage): Generator<Fact> {
  const { table, outcome, at, file } = model;
  const evidence =
    at !== null && file !== null
      ? { scope: project.scope, file, at }
      : inManifest(project, at ?? `nodes.${table.uniqueId}`);
  const job = jobOf(project, table.uniqueId);
  if ('lineage' in outcome) {
    const known = new Map<string, DatasetKey>();
    for (const dataset of model.undeclared) known.set(pairKey(dataset), dataset);
    // A table written into the SQL is read as surely as one that depends_on lists.
    for (const dataset of known.values()) {
      yield { type: 'dataset', dataset, referencedOnly: true, evidence };
      yield { type: 'job-input', job, dataset, evidence };
    }
    for (const column of outcome.lineage.columns) {
      if (isNamed(column)) yield* edgeFacts(project, lineage, model, column, evidence);
    }
    for (const origin of outcome.lineage.influences) {
      const from = columnOf(lineage, model, origin);
      if (!from) continue;
      const transformations = transformationsOf(origin.kinds);
      yield { type: 'dataset-influence', from, to: table.dataset, job, transformations, evidence };
    }
  }
  const value = summaryOf(model);
  yield { type: 'property', target: { on: 'job', job }, key: 'columnLineage', value, evidence };
}

function* edgeFacts(
  project: Project,
  lineage: ColumnLineage,
  model: ModelLineage,
  column: LineageColumn,
  evidence: Evidence,
): Generator<Fact> {
  const { dataset, uniqueId } = model.table;
  const to: ColumnKey = { dataset, path: lineage.knowledge.path(dataset, column.name) };
  const job = jobOf(project, uniqueId);
  for (const origin of column.origins) {
    const from = columnOf(lineage, model, origin);
    if (!from) continue;
    const transformations = transformationsOf(origin.kinds);
    yield {
      type: 'column-edge',
      from,
      to,
      job,
      transformations,
      confidence: CONFIDENCE[origin.sure],
      evidence,
    };
  }
}

/** Null for the model's own earlier state, which is no source of it. */
function columnOf(
  lineage: ColumnLineage,
  model: ModelLineage,
  { relation, column }: Origin,
): ColumnKey | null {
  const dataset = model.relations[relation];
  return dataset ? { dataset, path: lineage.knowledge.path(dataset, column) } : null;
}

/** How far a model's columns are traced, as its job's property `columnLineage`. */
function summaryOf({ outcome, undeclared, missing }: ModelLineage): Json {
  if (!('lineage' in outcome)) return notTraced(outcome.reason, outcome.detail);
  const { columns, open } = outcome.lineage;
  const unresolved = [
    ...columns.flatMap(({ name, problems }) =>
      problems.length === 0
        ? []
        : [
            {
              column: name,
              reasons: [...new Set(problems.map(({ reason }) => reason))],
              message: problems.map(describeColumn).join(' '),
            },
          ],
    ),
    ...missing.map((column) => ({ column, reasons: [NOT_IN_QUERY.reason], message: NOT_IN_QUERY.message })),
  ];
  const all = columns.length + missing.length;
  return {
    status: unresolved.length === 0 && !open ? 'complete' : 'partial',
    columns: all,
    resolved: all - unresolved.length,
    ...(open && { reason: 'unknown-columns', message: describeModel('unknown-columns') }),
    ...(unresolved.length > 0 && { unresolved: unresolved.slice(0, NAMED) }),
    ...(undeclared.length > 0 && { undeclaredReads: [...new Set(undeclared.map(({ name }) => name))] }),
  };
}

const notTraced = (reason: ModelReason, detail?: string): Json => ({
  status: 'none',
  reason,
  message: describeModel(reason),
  ...(detail !== undefined && { detail }),
});

/** Says of a model that nobody asked for its column lineage. */
export function switchedOff(project: Project, uniqueId: string, at: string): Fact {
  return {
    type: 'property',
    target: { on: 'job', job: jobOf(project, uniqueId) },
    key: 'columnLineage',
    value: notTraced('switched-off'),
    evidence: inManifest(project, at),
  };
}
