/**
 * run_results.json: runs of the jobs that build models, seeds and snapshots, and outcomes of tests.
 */
import type { Evidence, Fact, RunEventType, TestResultFact } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { count, type ArtifactEntry, type ArtifactMetadata } from './artifact.ts';
import type { BuiltNode } from './result-nodes.ts';
import { instant, list, number, record, text, type JsonRecord } from './values.ts';

/** Commands that write run results without running anything in the warehouse. */
const NOT_RUNNING = new Set(['clone', 'compile', 'docs', 'generate', 'list', 'ls', 'parse', 'show']);

/** The command where it is one that runs nothing: its "success" means that the SQL was compiled. */
export function compileOnly(args: JsonRecord): string | null {
  const which =
    text(args['which'])?.toLowerCase() ?? text(args['rpc_method'])?.toLowerCase().split('.').at(-1);
  return which !== undefined && NOT_RUNNING.has(which) ? which : null;
}

/** Terminal state of a run; statuses that mean that nothing was run (`no-op`, `reused`) are not here. */
const RUN_STATES: Readonly<Record<string, RunEventType>> = {
  success: 'COMPLETE',
  pass: 'COMPLETE',
  warn: 'COMPLETE',
  error: 'FAIL',
  fail: 'FAIL',
  'runtime error': 'FAIL',
  'partial success': 'FAIL',
  skipped: 'ABORT',
  cancelled: 'ABORT',
};

const TEST_STATES: Readonly<Record<string, TestResultFact['status']>> = {
  pass: 'pass',
  success: 'pass',
  warn: 'warn',
  fail: 'fail',
  error: 'error',
  'runtime error': 'error',
  'partial success': 'error',
  skipped: 'skip',
  'no-op': 'skip',
  reused: 'skip',
};

const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const statusOf = (result: JsonRecord): string => text(result['status'])?.trim().toLowerCase() ?? '';

/** Facts of a model's, seed's or snapshot's result; none where nothing ran. */
export function* runFacts(
  id: string,
  node: BuiltNode,
  { value }: ArtifactEntry,
  evidence: Evidence,
  metadata: ArtifactMetadata,
): Generator<Fact> {
  const state = lookUp(RUN_STATES, statusOf(value));
  if (state === undefined) return;
  const invocation = metadata.invocationId ?? metadata.generatedAt ?? `file-${evidence.file}`;
  const run: RunKey = { runId: `${invocation}:${id}`, job: node.job };
  const { started, completed } = timing(value);
  const ended = completed ?? started ?? metadata.generatedAt;
  if (started !== null) yield { type: 'run', run, eventType: 'START', eventTime: started, evidence };
  yield { type: 'run', run, eventType: state, evidence, ...(ended !== null && { eventTime: ended }) };
  const problem = state === 'FAIL' ? errorClass(value['message']) : undefined;
  if (problem !== undefined) {
    yield { type: 'property', target: { on: 'run', run }, key: 'error', value: problem, evidence };
  }
  // Whether a run that failed had read or written anything, dbt does not say.
  if (state !== 'COMPLETE') return;
  for (const dataset of node.inputs()) yield { type: 'run-input', run, dataset, evidence };
  if (node.output === null) return;
  const response = record(value['adapter_response']);
  const rowCount = count(response['rows_affected']);
  yield {
    type: 'run-output',
    run,
    dataset: node.output,
    evidence,
    ...(rowCount !== undefined && { rowCount }),
  };
}

/** The outcome of a test; null for a status that is not one. */
export function testResult(
  testId: string,
  { value }: ArtifactEntry,
  evidence: Evidence,
  metadata: ArtifactMetadata,
): TestResultFact | null {
  const status = lookUp(TEST_STATES, statusOf(value));
  if (status === undefined) return null;
  const at = timing(value).completed ?? metadata.generatedAt;
  const failures = number(value['failures']);
  const message = countsOnly(value['message']) ?? errorClass(value['message']);
  return {
    type: 'test-result',
    testId,
    status,
    evidence,
    ...(at !== null && { at }),
    ...(failures !== undefined && failures >= 0 && { failures }),
    ...(message !== undefined && { message }),
  };
}

function timing(result: JsonRecord): { readonly started: string | null; readonly completed: string | null } {
  const steps = list(result['timing']).map(record);
  const starts = steps.flatMap((step) => instant(step['started_at']) ?? []).sort();
  const ends = steps.flatMap((step) => instant(step['completed_at']) ?? []).sort();
  return { started: starts[0] ?? null, completed: ends.at(-1) ?? null };
}

/** dbt's own sentence about a test, which holds counts and no values. */
function countsOnly(message: JsonRecord[string] | undefined): string | undefined {
  const sentence = /^Got \d{1,15} results?, configured to (?:fail|warn) if [!<>= ]{1,4}\d{1,15}$/;
  const trimmed = text(message)?.trim();
  return trimmed !== undefined && sentence.test(trimmed) ? trimmed : undefined;
}

/** The class of an error: "Database Error". What follows it may quote values from the data. */
function errorClass(message: JsonRecord[string] | undefined): string | undefined {
  return /^\s*((?:Database|Runtime|Compilation|Parsing|Dependency|Validation) Error)\b/.exec(
    text(message) ?? '',
  )?.[1];
}
