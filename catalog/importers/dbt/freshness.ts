/**
 * Source freshness: each source that sources.json reports on has a test `freshness`, and its outcome.
 * (What the manifest asks for, checked or not, is a property of the source.)
 */
import type { Evidence, TestFact, TestResultFact } from '../../model/facts.ts';
import type { DatasetKey } from '../../model/identity.ts';
import type { ArtifactEntry } from './artifact.ts';
import { instant, number, record, text, type JsonRecord } from './values.ts';

const STATUSES: Readonly<Record<string, TestResultFact['status']>> = {
  pass: 'pass',
  warn: 'warn',
  error: 'fail',
  'runtime error': 'error',
};

/** A source as its manifest, or the catalog, has it. */
interface SourceNode {
  readonly uniqueId: string;
  readonly dataset: DatasetKey;
}

const testId = (source: string): string => `freshness.${source}`;

const freshnessFact = (source: SourceNode, evidence: Evidence): TestFact => ({
  type: 'test',
  testId: testId(source.uniqueId),
  name: 'freshness',
  kind: 'freshness',
  dataset: source.dataset,
  evidence,
});

/** "warn after 12 hours, error after 24 hours", or null where nothing is asked for. */
function criterion(criteria: JsonRecord): string | null {
  const parts = (['warn_after', 'error_after'] as const).flatMap((key) => {
    const limit = record(criteria[key]);
    const count = number(limit['count']);
    const period = /^(minute|hour|day)$/i.exec(text(limit['period']) ?? '')?.[1]?.toLowerCase();
    if (count === undefined || period === undefined) return [];
    return [`${key.replace('_', ' ')} ${count} ${period}${count === 1 ? '' : 's'}`];
  });
  return parts.length > 0 ? parts.join(', ') : null;
}

/**
 * The test and its outcome out of a result of sources.json; null for a status that says nothing.
 * `error` there means that the data is older than allowed, `runtime error` that the check failed.
 */
export function freshnessResult(
  source: SourceNode,
  { value }: ArtifactEntry,
  evidence: Evidence,
  generatedAt: string | null,
): readonly [TestFact, TestResultFact] | null {
  const word = text(value['status'])?.toLowerCase() ?? (value['error'] === undefined ? '' : 'runtime error');
  const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (status === undefined) return null;
  const at = instant(value['snapshotted_at']) ?? generatedAt;
  const message = describe(value);
  return [
    freshnessFact(source, evidence),
    {
      type: 'test-result',
      testId: testId(source.uniqueId),
      status,
      evidence,
      ...(at !== null && { at }),
      ...(message !== null && { message }),
    },
  ];
}

function describe(result: JsonRecord): string | null {
  const age = number(result['max_loaded_at_time_ago_in_s']);
  const asked = criterion(record(result['criteria']));
  const loaded = age === undefined ? null : `Last loaded ${(age / 3600).toFixed(1)} hours before the check`;
  if (loaded === null) return null;
  return asked === null ? `${loaded}.` : `${loaded}; ${asked}.`;
}
