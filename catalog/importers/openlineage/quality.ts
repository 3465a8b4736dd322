/**
 * Data quality: figures, assertions and test runs. Sample values never enter the catalog: minimum,
 * maximum, quantiles and sums are left out, and so are the expected and actual values of assertions.
 */
import { hash } from 'node:crypto';
import type { Json, TestResultFact } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { MAX_NAME } from './classify.ts';
import type { DatasetEntity } from './entities.ts';
import { malformed } from './facet-envelope.ts';
import { numberOf, objectOf, objectsOf, textOf, type JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';
import type { Reading } from './reading.ts';
import { storedText } from './stored-value.ts';

const DATASET_FIGURES = ['rowCount', 'bytes', 'fileCount'] as const;
const COLUMN_FIGURES = ['nullCount', 'distinctCount', 'count'] as const;
const MAX_LABEL = 1024;

/** DataQualityMetricsDatasetFacet and its input form. */
export function sayMetrics(
  reading: Reading,
  facet: JsonObject,
  dataset: DatasetEntity,
  run: RunKey | undefined,
  moment: Moment,
): void {
  const common = {
    type: 'metric',
    dataset: dataset.key,
    evidence: moment.evidence,
    ...(moment.time === null ? {} : { at: moment.time }),
    ...(run === undefined ? {} : { run }),
  } as const;
  for (const name of DATASET_FIGURES) {
    const value = numberOf(facet[name]);
    if (value !== undefined) reading.say({ ...common, name, value });
  }
  for (const [column, figures] of Object.entries(objectOf(facet['columnMetrics']) ?? {})) {
    if (column === '' || column.length > MAX_NAME) continue;
    for (const name of COLUMN_FIGURES) {
      const value = numberOf(objectOf(figures)?.[name]);
      if (value !== undefined) reading.say({ ...common, path: dataset.column(column).path, name, value });
    }
  }
}

/** DataQualityAssertionsDatasetFacet 1-1-0: tests of a dataset or a column, and how they went. */
export function sayAssertions(
  reading: Reading,
  facet: JsonObject,
  dataset: DatasetEntity,
  moment: Moment,
): void {
  if (!Array.isArray(facet['assertions'])) {
    malformed(reading, 'dataQualityAssertions', 'a list "assertions"', moment);
    return;
  }
  for (const assertion of objectsOf(facet['assertions'])) {
    const kind = textOf(assertion['assertion']);
    const success = assertion['success'];
    if (kind === undefined || typeof success !== 'boolean') {
      malformed(reading, 'dataQualityAssertions', 'an assertion\'s "assertion" or "success"', moment);
      continue;
    }
    const severity = textOf(assertion['severity'])?.toLowerCase();
    sayTest(reading, dataset, moment, assertion, {
      kind,
      severity,
      name: textOf(assertion['name']) ?? kind,
      status: success ? 'pass' : severity === 'warn' ? 'warn' : 'fail',
    });
  }
}

/**
 * TestRunFacet 1-0-1: tests of a run. They name no dataset; where the run deals with exactly one
 * (as a dbt test does), it is that one's test. Answers the tests without content, for the run itself.
 */
export function sayTestRun(
  reading: Reading,
  facet: JsonObject,
  datasets: ReadonlySet<DatasetEntity>,
  moment: Moment,
): Json {
  const [only] = datasets.size === 1 ? [...datasets] : [];
  return objectsOf(facet['tests']).flatMap((test) => {
    const name = textOf(test['name']);
    const status = statusOf(test['status'], test['severity']);
    if (name === undefined || status === null) {
      malformed(reading, 'test', 'a test\'s "name" or "status"', moment);
      return [];
    }
    const kind = textOf(test['type']);
    const severity = textOf(test['severity'])?.toLowerCase();
    if (only) sayTest(reading, only, moment, test, { kind, severity, name, status });
    const description = textOf(test['description']);
    return [
      {
        name: storedText(name, MAX_LABEL),
        status,
        ...(severity === undefined ? {} : { severity: storedText(severity, MAX_LABEL) }),
        ...(kind === undefined ? {} : { type: storedText(kind, MAX_LABEL) }),
        ...(description === undefined ? {} : { description: storedText(description, MAX_LABEL) }),
      },
    ];
  });
}

interface Outcome {
  readonly name: string;
  readonly kind: string | undefined;
  readonly severity: string | undefined;
  readonly status: TestResultFact['status'];
}

function sayTest(
  reading: Reading,
  dataset: DatasetEntity,
  moment: Moment,
  test: JsonObject,
  outcome: Outcome,
): void {
  const { evidence, time } = moment;
  const field = textOf(test['column']);
  const column = field === undefined || field.length > MAX_NAME ? undefined : field;
  const testId = testIdOf(dataset, column, test, outcome);
  const terms = JSON.stringify([outcome.name, column, outcome.kind]);
  if (reading.recent.about('/tests').isNews(testId, terms)) {
    reading.say({
      type: 'test',
      testId,
      name: storedText(outcome.name, MAX_LABEL),
      dataset: dataset.key,
      ...(column === undefined ? {} : { path: dataset.column(column).path }),
      ...(outcome.kind === undefined ? {} : { kind: storedText(outcome.kind, MAX_LABEL) }),
      evidence,
    });
  }
  reading.say({
    type: 'test-result',
    testId,
    status: outcome.status,
    severity: outcome.severity === undefined ? null : storedText(outcome.severity, MAX_LABEL),
    ...(time === null ? {} : { at: time }),
    evidence,
  });
}

/** A name identifies a test of a dataset or column. Nameless ones differ by what they compare with. */
function testIdOf(
  dataset: DatasetEntity,
  column: string | undefined,
  test: JsonObject,
  { name, kind }: Outcome,
): string {
  const { key } = dataset;
  const terms = name === kind ? [test['content'], test['params'], test['expected']] : [];
  const identity = JSON.stringify([key.namespace, key.name, column ?? null, kind ?? null, name, terms]);
  const digest = hash('sha256', identity, 'hex').slice(0, 16);
  const place = `${key.namespace}#${key.name}${column === undefined ? '' : `.${column}`}`;
  return `${place}/${storedText(kind ?? 'test', 128)}/${digest}`;
}

function statusOf(value: Json | undefined, severity: Json | undefined): TestResultFact['status'] | null {
  switch (textOf(value)?.toLowerCase()) {
    case 'pass':
    case 'passed':
    case 'success':
      return 'pass';
    case 'fail':
    case 'failed':
      return textOf(severity)?.toLowerCase() === 'warn' ? 'warn' : 'fail';
    case 'warn':
      return 'warn';
    case 'error':
      return 'error';
    case 'skip':
    case 'skipped':
      return 'skip';
    default:
      return null;
  }
}
