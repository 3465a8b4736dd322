/**
 * Run events: what happened. Inputs and outputs of a run add up over its events, in whatever order they
 * come; no event takes back what another one said.
 */
import { RUN_EVENT_TYPES, type Json, type RunEventType } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import type { RunEvent } from './classify.ts';
import { isColumnLineage } from './column-lineage.ts';
import { readDatasetFacets } from './dataset-facets.ts';
import type { DatasetEntity } from './entities.ts';
import { lineageEntries, sayEntries, targetsOf } from './explicit-lineage.ts';
import { eachFacet, isDeleted, malformed } from './facet-envelope.ts';
import { readJobFacets } from './job-facets.ts';
import { numberOf, objectOf, textOf } from './json.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';
import { nominalTimes, parentOf, readRunFacets, sayIoFacet, type RunSubject } from './run-facets.ts';
import { sayQuality, touchedBy, type Touched } from './touched.ts';

const EVENT_TYPES = new Set<string>(RUN_EVENT_TYPES);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readRunEvent(reading: Reading, event: RunEvent, moment: Moment): void {
  const job = reading.job(event.job.namespace, event.job.name);
  const run: RunKey = { runId: event.runId, job: job.key };
  reading.describeJob(job, moment.evidence);
  const touched = touchedBy(reading, event, moment);
  const datasets = () => new Set(touched.map((one) => one.dataset));
  const subject: RunSubject = { run, job, datasets, memo: reading.runMemo(event.runId, job) };
  const entries = lineageEntries(event.job.facets);
  sayRun(reading, event, subject, entries !== null, moment);
  readJobFacets(reading, job, event.job.facets, moment);
  if (entries) {
    sayTargets(reading, subject, targetsOf(reading, entries, moment), moment);
    sayEntries(reading, entries, job, { run }, moment.evidence);
  }
  for (const one of touched) {
    readDatasetFacets(reading, one.dataset, one.facets, moment);
    sayIo(reading, subject, one, moment);
    readIoFacets(reading, subject, one, moment);
  }
  readRunFacets(reading, subject, event.runFacets, moment);
}

/** Whatever event tells it: what the run's column lineage facets say of these datasets does not count. */
function sayTargets(
  reading: Reading,
  { run, job }: RunSubject,
  targets: ReadonlySet<DatasetEntity>,
  { evidence }: Moment,
): void {
  for (const target of targets) {
    reading.observedColumns.supersede(job, run, target);
    reading.say({ type: 'run-target', run, dataset: target.key, evidence });
  }
}

function sayRun(
  reading: Reading,
  event: RunEvent,
  subject: RunSubject,
  explicit: boolean,
  moment: Moment,
): void {
  if (!UUID.test(event.runId)) {
    reading.warnings.add('run-id-not-uuid', moment, 'A run id is not a UUID; it was kept as it is.');
  }
  const eventType = eventTypeOf(reading, event.eventType, moment);
  const parent = parentOf(reading, subject, event.runFacets, moment);
  const code = reading.seen.code(event.job.facets);
  reading.say({
    type: 'run',
    run: subject.run,
    ...(eventType === null ? {} : { eventType }),
    ...(moment.time === null ? {} : { eventTime: moment.time }),
    order: moment.order,
    ...(parent === null ? {} : { parent }),
    ...nominalTimes(event.runFacets),
    ...(code === undefined ? {} : { code }),
    ...(explicit ? { explicitFlows: true } : {}),
    evidence: moment.evidence,
  });
}

function eventTypeOf(reading: Reading, value: Json | undefined, moment: Moment): RunEventType | null {
  const type = textOf(value)?.trim().toUpperCase();
  if (type !== undefined && EVENT_TYPES.has(type)) return type as RunEventType;
  if (value !== undefined && value !== null) {
    reading.warnings.add(
      'unknown-event-type',
      moment,
      `An eventType is none of ${RUN_EVENT_TYPES.join(', ')}; the event counts as one without a type.`,
    );
  }
  return null;
}

function sayIo(reading: Reading, { run, memo }: RunSubject, one: Touched, moment: Moment): void {
  const { dataset, direction, facets } = one;
  const statistics = statisticsOf(one);
  const version = textOf(objectOf(facets?.['version'])?.['datasetVersion'])?.slice(0, 512);
  const seen = reading.seen.dataset(facets);
  const measured = statistics !== NO_STATISTICS || version !== undefined || seen !== undefined;
  const figures = measured ? JSON.stringify([statistics, version, reading.seen.numberOf(seen)]) : '';
  // What was measured replaces what earlier events measured; that a dataset was touched is said once.
  const slot = `/${direction}/${dataset.id}${measured ? '/measured' : ''}`;
  if (!memo.isNews(slot, figures, measured ? moment.order : '')) return;
  reading.say({
    type: direction === 'input' ? 'run-input' : 'run-output',
    run,
    dataset: dataset.key,
    ...(version === undefined ? {} : { version }),
    ...statistics,
    ...(seen === undefined ? {} : { seen }),
    ...(measured ? { statedAt: moment.order } : {}),
    evidence: moment.evidence,
  });
}

const NO_STATISTICS = {};

/** InputStatistics 1-0-0, OutputStatistics 1-0-2; older producers put them among the dataset's facets. */
function statisticsOf({ direction, facets, io }: Touched): {
  rowCount?: number;
  byteCount?: number;
  fileCount?: number;
} {
  const name = direction === 'input' ? 'inputStatistics' : 'outputStatistics';
  const facet = objectOf(io?.[name]) ?? objectOf(facets?.[name]);
  if (!facet) return NO_STATISTICS;
  const rowCount = numberOf(facet['rowCount']);
  const byteCount = numberOf(facet['size']);
  const fileCount = numberOf(facet['fileCount']);
  return {
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(byteCount === undefined ? {} : { byteCount }),
    ...(fileCount === undefined ? {} : { fileCount }),
  };
}

/** Facets of this run's dealings with a dataset. Quality is found in either place in real events. */
function readIoFacets(reading: Reading, subject: RunSubject, one: Touched, moment: Moment): void {
  const { dataset, direction, facets, io } = one;
  const lineage = direction === 'output' ? objectOf(facets?.['columnLineage']) : null;
  if (lineage && !isDeleted(lineage)) {
    if (isColumnLineage(lineage))
      reading.observedColumns.add(subject.job, dataset, lineage, subject.run, moment);
    else malformed(reading, 'columnLineage', '"fields"', moment);
  }
  sayQuality(reading, facets, dataset, subject.run, moment);
  sayQuality(reading, io, dataset, subject.run, moment);
  eachFacet(reading, io, moment, (name, facet) => {
    if (!READ.has(name)) sayIoFacet(reading, subject, direction, name, facet, dataset, moment);
  });
}

const READ = new Set(['dataQualityMetrics', 'dataQualityAssertions', 'inputStatistics', 'outputStatistics']);
