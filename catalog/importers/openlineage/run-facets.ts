/** Facets of a run. They belong to that run alone; the latest of each name counts. */
import type { Evidence, Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { MAX_NAME } from './classify.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import { instantOf } from './event-time.ts';
import { eachFacet } from './facet-envelope.ts';
import { objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import { sayTestRun } from './quality.ts';
import type { Reading } from './reading.ts';
import type { Memo } from './recent.ts';
import { bodyOf, namesOnly, storedValue } from './stored-value.ts';

/** Facets of the specification that are kept without their envelope. */
const PROPERTIES = new Set([
  'errorMessage',
  'externalQuery',
  'extractionError',
  'processing_engine',
  'executionParameters',
  'jobDependencies',
]);
/** Read by {@link nominalTimes} and {@link parentOf}. */
const ELSEWHERE = new Set(['nominalTime', 'parent', 'parentRun']);

export interface RunSubject {
  readonly run: RunKey;
  readonly job: JobEntity;
  /** What the run reads and writes, as this event tells. */
  readonly datasets: () => ReadonlySet<DatasetEntity>;
  /** What was said lately about the run. */
  readonly memo: Memo;
}

/** Says what run facets hold beyond times and parent. */
export function readRunFacets(
  reading: Reading,
  subject: RunSubject,
  facets: JsonObject | null,
  moment: Moment,
): void {
  eachFacet(reading, facets, moment, (name, facet) => {
    if (ELSEWHERE.has(name)) return;
    const json = JSON.stringify(facet);
    if (name === 'tags') {
      if (subject.memo.isNews(name, json)) sayTags(reading, subject, facet, moment);
      return;
    }
    if (name === 'jobDependencies' && subject.memo.isNews(name, json))
      sayDependencies(reading, subject.job, facet, moment);
    // Results are told at each of their times, so that the order of events does not matter.
    const tests = name === 'test' ? sayTestRun(reading, facet, subject.datasets(), moment) : null;
    const value = (): Json => (tests ? storedValue(tests) : propertyOf(name, facet, json));
    sayRunProperty(reading, subject, name, json, value, moment);
  });
}

function propertyOf(name: string, facet: JsonObject, json: string): Json {
  if (name === 'environmentVariables') return storedValue(namesOnly(facet['environmentVariables']));
  return PROPERTIES.has(name) ? storedValue(bodyOf(facet)) : storedValue(facet, json);
}

function sayRunProperty(
  reading: Reading,
  { run, job }: RunSubject,
  key: string,
  json: string,
  value: () => Json,
  moment: Moment,
): void {
  reading.runProperties.offer(`${job.id}\0${run.runId}`, run, key, json, value, moment);
}

/** Keeps what an event says about a run's dealings with one dataset (`icebergScanReport`, `subset` …). */
export function sayIoFacet(
  reading: Reading,
  subject: RunSubject,
  direction: 'input' | 'output',
  name: string,
  facet: JsonObject,
  dataset: DatasetEntity,
  moment: Moment,
): void {
  const key = `${direction}/${name}/${dataset.key.namespace}#${dataset.key.name}`;
  const json = JSON.stringify(facet);
  sayRunProperty(reading, subject, key, json, () => storedValue(facet, json), moment);
}

function sayTags(reading: Reading, { run }: RunSubject, facet: JsonObject, { evidence }: Moment): void {
  for (const tag of objectsOf(facet['tags'])) {
    reading.sayTag({ on: 'run', run }, tag['key'], tag['value'], evidence);
  }
}

/** JobDependenciesRunFacet 1-0-1: what runs before and after, which is order and not data flow. */
function sayDependencies(reading: Reading, job: JobEntity, facet: JsonObject, { evidence }: Moment): void {
  for (const side of ['upstream', 'downstream'] as const) {
    for (const dependency of objectsOf(facet[side])) {
      const other = reading.namedJob(dependency['job']);
      if (!other) continue;
      reading.mentionJob(other, evidence);
      const runId = runIdOf(dependency['run']);
      if (runId !== undefined) reading.mentionRun(runId, other, evidence);
      if (other === job) continue;
      const [from, to] = side === 'upstream' ? [other, job] : [job, other];
      reading.say({ type: 'job-edge', from: from.key, to: to.key, kind: 'control', evidence });
    }
  }
}

/** NominalTimeRunFacet 1-0-1: the window that the run was scheduled for. */
export function nominalTimes(facets: JsonObject | null): { nominalStart?: string; nominalEnd?: string } {
  const facet = objectOf(facets?.['nominalTime']);
  if (!facet) return {};
  const start = instantOf(facet['nominalStartTime']);
  const end = instantOf(facet['nominalEndTime']);
  return { ...(start ? { nominalStart: start.iso } : {}), ...(end ? { nominalEnd: end.iso } : {}) };
}

/**
 * ParentRunFacet 1-2-0 (`parentRun` in old Airflow providers): the run within which this one happened.
 * Also tells of the parent job, and of the root run at the top of the nesting.
 */
export function parentOf(
  reading: Reading,
  subject: RunSubject,
  facets: JsonObject | null,
  moment: Moment,
): RunKey | null {
  const facet = objectOf(facets?.['parent']) ?? objectOf(facets?.['parentRun']);
  if (!facet) return null;
  const { evidence } = moment;
  const root = objectOf(facet['root']);
  const rootJob = reading.namedJob(root?.['job']);
  const rootId = runIdOf(root?.['run']);
  if (rootJob) {
    reading.mentionJob(rootJob, evidence);
    if (rootId !== undefined) {
      reading.mentionRun(rootId, rootJob, evidence);
      sayRoot(reading, subject, { runId: rootId, job: rootJob.key }, moment);
    }
  }
  const parentJob = reading.namedJob(facet['job']);
  if (!parentJob) return null;
  reading.mentionJob(parentJob, evidence);
  const { job } = subject;
  if (parentJob !== job && !reading.pictures.repeats(job, PARENT, moment, parentJob)) {
    const draw = (scoped: Evidence): void =>
      reading.say({ type: 'job', job: job.key, parent: parentJob.key, evidence: scoped });
    reading.pictures.offer(job, PARENT, moment, draw, parentJob);
  }
  const runId = runIdOf(facet['run']);
  if (runId === undefined || (runId === subject.run.runId && parentJob === subject.job)) return null;
  reading.mentionRun(runId, parentJob, evidence);
  return { runId, job: parentJob.key };
}

/** The statement about a job's parent; no facet has a name like this. */
const PARENT = '/parent';

function sayRoot(reading: Reading, subject: RunSubject, root: RunKey, moment: Moment): void {
  const value = { runId: root.runId, job: { namespace: root.job.namespace, name: root.job.name } };
  sayRunProperty(reading, subject, 'root', JSON.stringify(value), () => value, moment);
}

function runIdOf(value: Json | undefined): string | undefined {
  const runId = textOf(objectOf(value)?.['runId']);
  return runId === undefined || runId.length > MAX_NAME ? undefined : runId;
}
