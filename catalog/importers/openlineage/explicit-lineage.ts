/**
 * Explicit lineage (LineageFacet 1-0-0): a producer states which entity feeds which, instead of letting
 * every input feed every output.
 */
import type { Evidence, Json } from '../../model/facts.ts';
import { MAX_NAME } from './classify.ts';
import { transformationsOf, type Through } from './column-lineage.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import { listOf, objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';

/** The entries of a job's lineage facet; null where the job has none, so that all inputs feed all outputs. */
export function lineageEntries(jobFacets: JsonObject | null): readonly JsonObject[] | null {
  const facet = objectOf(jobFacets?.['lineage']);
  if (!facet || facet['_deleted'] === true || !Array.isArray(facet['entries'])) return null;
  return objectsOf(facet['entries']);
}

/** The datasets that entries target; their columnLineage facet is not used. */
export function targetsOf(
  reading: Reading,
  entries: readonly JsonObject[],
  moment: Moment,
): ReadonlySet<DatasetEntity> {
  const targets = new Set<DatasetEntity>();
  for (const entry of entries) {
    const target = typeOf(entry) === 'DATASET' ? datasetOf(reading, entry, moment.evidence) : null;
    if (target) targets.add(target);
  }
  return targets;
}

/** Says the flows that the entries of a job's facet state. */
export function sayEntries(
  reading: Reading,
  entries: readonly JsonObject[],
  own: JobEntity,
  through: Through,
  evidence: Evidence,
): void {
  for (const entry of entries) {
    const type = typeOf(entry);
    if (type === 'DATASET') {
      const target = datasetOf(reading, entry, evidence);
      if (target) saySources(reading, entry, target, through, evidence);
    } else if (type === 'JOB') {
      const target = jobOf(reading, entry, own, evidence);
      if (target) sayJobInputs(reading, entry, target, own, evidence);
    }
  }
}

/** Whether a dataset's facet has the members that make it explicit lineage. */
export function isDatasetLineage(facet: JsonObject): boolean {
  return Array.isArray(facet['inputs']) || objectOf(facet['fields']) !== null;
}

/** Says what feeds a dataset: as a whole (`inputs`) and column by column (`fields`). */
export function saySources(
  reading: Reading,
  entry: JsonObject,
  target: DatasetEntity,
  through: Through,
  evidence: Evidence,
): void {
  const feeding = new Set<DatasetEntity>();
  const flowFrom = (input: JsonObject): DatasetEntity | null => {
    const source = sourceOf(reading, input, evidence);
    if (source && !feeding.has(source)) {
      feeding.add(source);
      reading.say({ type: 'flow', from: source.key, to: target.key, ...through, evidence });
    }
    return source;
  };
  for (const input of objectsOf(entry['inputs'])) {
    const source = flowFrom(input);
    const from = source && columnOf(source, input['field']);
    if (!from) continue;
    const transformations = transformationsOf(input['transformations']);
    reading.say({ type: 'dataset-influence', from, to: target.key, ...through, transformations, evidence });
  }
  for (const [field, value] of Object.entries(objectOf(entry['fields']) ?? {})) {
    const to = columnOf(target, field);
    for (const input of objectsOf(objectOf(value)?.['inputs'])) {
      const source = flowFrom(input);
      const from = source && columnOf(source, input['field']);
      if (!from || !to) continue;
      const transformations = transformationsOf(input['transformations']);
      reading.say({ type: 'column-edge', from, to, ...through, transformations, evidence });
    }
  }
}

/** The dataset that an input names. One of type JOB only mentions the job that makes the data. */
function sourceOf(reading: Reading, input: JsonObject, evidence: Evidence): DatasetEntity | null {
  if (typeOf(input) === 'DATASET') return datasetOf(reading, input, evidence);
  if (typeOf(input) === 'JOB' && textOf(input['name']) !== undefined) jobOf(reading, input, null, evidence);
  return null;
}

function sayJobInputs(
  reading: Reading,
  entry: JsonObject,
  target: JobEntity,
  own: JobEntity,
  evidence: Evidence,
): void {
  for (const input of listOf(entry['inputs']).map(objectOf)) {
    if (!input) continue;
    if (typeOf(input) === 'DATASET') datasetOf(reading, input, evidence);
    if (typeOf(input) !== 'JOB') continue;
    const source = jobOf(reading, input, own, evidence);
    if (source && source !== target) {
      reading.say({ type: 'job-edge', from: source.key, to: target.key, kind: 'data', evidence });
    }
  }
}

/** The job that an entry names; without a name, the event's own. */
function jobOf(
  reading: Reading,
  entry: JsonObject,
  own: JobEntity | null,
  evidence: Evidence,
): JobEntity | null {
  if (entry['namespace'] === undefined && entry['name'] === undefined) return own;
  const job = reading.namedJob(entry);
  if (!job) return null;
  reading.mentionJob(job, evidence);
  const runId = textOf(entry['runId']);
  if (runId !== undefined && runId.length <= MAX_NAME) reading.mentionRun(runId, job, evidence);
  return job;
}

function datasetOf(reading: Reading, entry: JsonObject, evidence: Evidence): DatasetEntity | null {
  const dataset = reading.namedDataset(entry, evidence);
  if (dataset) reading.mentionDataset(dataset, evidence);
  return dataset;
}

function columnOf(dataset: DatasetEntity, field: Json | undefined) {
  const name = textOf(field);
  return name === undefined || name.length > MAX_NAME ? null : dataset.column(name);
}

/** `DATASET` or `JOB`. The facet asks for it; what has a name and no type is taken for a dataset, as nearly all are. */
function typeOf(entry: JsonObject): string | undefined {
  const type = textOf(entry['type'])?.toUpperCase();
  return type === undefined && textOf(entry['name']) !== undefined ? 'DATASET' : type;
}
