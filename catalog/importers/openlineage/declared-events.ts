/**
 * Job events and dataset events: what is declared at design time, without a run.
 */
import type { Evidence } from '../../model/facts.ts';
import type { DatasetEvent, JobEvent } from './classify.ts';
import { isColumnLineage, sayColumnLineage } from './column-lineage.ts';
import { readDatasetFacets } from './dataset-facets.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import { isDatasetLineage, lineageEntries, sayEntries, saySources, targetsOf } from './explicit-lineage.ts';
import { isDeleted, malformed } from './facet-envelope.ts';
import { readJobFacets } from './job-facets.ts';
import { objectOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';
import { sayQuality, touchedBy, type Touched } from './touched.ts';

/** The latest event of a job is its whole declared picture. */
export function readJobEvent(reading: Reading, event: JobEvent, moment: Moment): void {
  const job = reading.job(event.job.namespace, event.job.name);
  reading.describeJob(job, moment.evidence);
  readJobFacets(reading, job, event.job.facets, moment);
  const touched = touchedBy(reading, event, moment);
  for (const one of touched) {
    readDatasetFacets(reading, one.dataset, one.facets, moment);
    sayQuality(reading, one.facets, one.dataset, undefined, moment);
    sayQuality(reading, one.io, one.dataset, undefined, moment);
  }
  const entries = lineageEntries(event.job.facets);
  reading.pictures.offer(job, '', moment, (evidence) =>
    sayDeclared(reading, job, touched, entries, { ...moment, evidence }),
  );
}

function sayDeclared(
  reading: Reading,
  job: JobEntity,
  touched: readonly Touched[],
  entries: readonly JsonObject[] | null,
  moment: Moment,
): void {
  const { evidence } = moment;
  const through = { job: job.key };
  reading.say({ type: 'job', job: job.key, explicitFlows: entries !== null, evidence });
  const explicit = entries ? targetsOf(reading, entries, moment) : null;
  for (const { dataset, direction, facets } of touched) {
    reading.say({
      type: direction === 'input' ? 'job-input' : 'job-output',
      ...through,
      dataset: dataset.key,
      evidence,
    });
    const lineage =
      direction === 'output' && !explicit?.has(dataset) ? objectOf(facets?.['columnLineage']) : null;
    if (lineage && !isDeleted(lineage)) sayColumnLineage(reading, lineage, dataset, through, evidence);
  }
  if (entries) sayEntries(reading, entries, job, through, evidence);
}

/** Facets of a dataset replace one by one, lineage among them. */
export function readDatasetEvent(reading: Reading, event: DatasetEvent, moment: Moment): void {
  const { namespace, name, facets } = event.dataset;
  const dataset = reading.dataset(namespace, name, moment);
  reading.describeDataset(dataset, moment.evidence);
  sayQuality(reading, facets, dataset, undefined, moment);
  const { lineage = null, columnLineage = null, ...others } = facets ?? {};
  readDatasetFacets(reading, dataset, others, moment);
  const explicit = objectOf(lineage);
  if (explicit) offerLineage(reading, dataset, explicit, moment);
  // Where explicit lineage targets a dataset, its column lineage facet is not used (LineageFacet 1-0-0).
  const columns = explicit && !isDeleted(explicit) ? null : objectOf(columnLineage);
  if (columns) offerColumnLineage(reading, dataset, columns, moment);
}

function offerLineage(reading: Reading, dataset: DatasetEntity, facet: JsonObject, moment: Moment): void {
  offer(reading, dataset, 'lineage', facet, isDatasetLineage(facet), moment, (evidence) => {
    saySources(reading, facet, dataset, {}, evidence);
  });
}

function offerColumnLineage(
  reading: Reading,
  dataset: DatasetEntity,
  facet: JsonObject,
  moment: Moment,
): void {
  offer(reading, dataset, 'columnLineage', facet, isColumnLineage(facet), moment, (evidence) => {
    sayColumnLineage(reading, facet, dataset, {}, evidence);
  });
}

function offer(
  reading: Reading,
  dataset: DatasetEntity,
  name: string,
  facet: JsonObject,
  sound: boolean,
  moment: Moment,
  say: (evidence: Evidence) => void,
): void {
  if (isDeleted(facet)) reading.pictures.offer(dataset, name, moment, () => undefined);
  else if (sound) reading.pictures.offer(dataset, name, moment, say);
  else malformed(reading, name, '"inputs" or "fields"', moment);
}
