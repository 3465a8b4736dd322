/**
 * Which kind of event a JSON value is. Decided by its shape: real `schemaURL`s are missing or wrong too
 * often to go by them (OpenLineage 2-0-2: RunEvent, JobEvent, DatasetEvent).
 */
import type { Json } from '../../model/facts.ts';
import { listOf, objectOf, textOf, type JsonObject } from './json.ts';

/** Longest namespace, name or run id that is taken as one, in UTF-16 units. */
export const MAX_NAME = 4096;

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly facets: JsonObject | null;
}

interface Head {
  readonly eventTime: Json | undefined;
}

export interface RunEvent extends Head {
  readonly kind: 'run';
  readonly eventType: Json | undefined;
  readonly runId: string;
  readonly runFacets: JsonObject | null;
  readonly job: Named;
  readonly inputs: readonly Json[];
  readonly outputs: readonly Json[];
}

export interface JobEvent extends Head {
  readonly kind: 'job';
  readonly job: Named;
  readonly inputs: readonly Json[];
  readonly outputs: readonly Json[];
}

export interface DatasetEvent extends Head {
  readonly kind: 'dataset';
  readonly dataset: Named;
}

export interface Rejection {
  readonly kind: 'rejected';
  readonly code: string;
  readonly message: string;
}

export type LineageEvent = RunEvent | JobEvent | DatasetEvent;

/** The event that a value is, or why it is none. */
export function classify(value: Json): LineageEvent | Rejection {
  const event = objectOf(value);
  if (!event) return rejected('not-an-event', 'An event object was expected here.');
  const run = objectOf(event['run']);
  const job = objectOf(event['job']);
  const dataset = objectOf(event['dataset']);
  if (run && job) return runEvent(event, run, job);
  if (Object.hasOwn(event, 'run') || (Object.hasOwn(event, 'job') && !job)) return unrecognised(event);
  if (job) return jobEvent(event, job);
  if (dataset) return datasetEvent(event, dataset);
  return unrecognised(event);
}

function runEvent(event: JsonObject, run: JsonObject, job: JsonObject): RunEvent | Rejection {
  const runId = textOf(run['runId']);
  if (runId === undefined) {
    return rejected(
      'missing-run-id',
      'A run event needs run.runId, a non-empty string; the event was left out.',
    );
  }
  const named = namedOf(job);
  if (!named) return rejected('missing-job-name', noName('job'));
  if (tooLong(named) || runId.length > MAX_NAME) return rejected('name-too-long', LONG);
  return {
    kind: 'run',
    eventTime: event['eventTime'],
    eventType: event['eventType'],
    runId,
    runFacets: objectOf(run['facets']),
    job: named,
    inputs: listOf(event['inputs']),
    outputs: listOf(event['outputs']),
  };
}

function jobEvent(event: JsonObject, job: JsonObject): JobEvent | Rejection {
  const named = namedOf(job);
  if (!named) return rejected('missing-job-name', noName('job'));
  if (tooLong(named)) return rejected('name-too-long', LONG);
  const eventTime = event['eventTime'];
  return {
    kind: 'job',
    eventTime,
    job: named,
    inputs: listOf(event['inputs']),
    outputs: listOf(event['outputs']),
  };
}

function datasetEvent(event: JsonObject, dataset: JsonObject): DatasetEvent | Rejection {
  const named = namedOf(dataset);
  if (!named) return rejected('missing-dataset-name', noName('dataset'));
  if (tooLong(named)) return rejected('name-too-long', LONG);
  return { kind: 'dataset', eventTime: event['eventTime'], dataset: named };
}

/** `namespace`, `name` and `facets` of a job or dataset; null where a name is missing. */
export function namedOf(value: JsonObject): Named | null {
  const namespace = textOf(value['namespace']);
  const name = textOf(value['name']);
  if (namespace === undefined || name === undefined) return null;
  return { namespace, name, facets: objectOf(value['facets']) };
}

export const tooLong = (named: { readonly namespace: string; readonly name: string }): boolean =>
  named.namespace.length > MAX_NAME || named.name.length > MAX_NAME;

const LONG = `A name or run id is longer than ${MAX_NAME} characters; the event was left out.`;

const noName = (what: string): string =>
  `An event needs ${what}.namespace and ${what}.name, non-empty strings; the event was left out.`;

function unrecognised(event: JsonObject): Rejection {
  const keys = Object.keys(event)
    .slice(0, 5)
    .map((key) => JSON.stringify(key.slice(0, 40)));
  return rejected(
    'not-an-event',
    `Neither a run event (run, job), a job event (job) nor a dataset event (dataset); found ${keys.join(', ') || 'no members'}.`,
  );
}

function rejected(code: string, message: string): Rejection {
  return { kind: 'rejected', code, message };
}
