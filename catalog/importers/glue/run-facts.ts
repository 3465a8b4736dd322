/**
 * Job runs as events of OpenLineage's run cycle.
 */
import type { RunEventType, Target } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import { property, safeSettings } from './descriptive.ts';
import type { Item } from './export.ts';
import { entries, instant, member, num, rec, recs, str } from './json.ts';
import { evidenceOf, type Facts, type GlueModel } from './model.ts';

/** JobRunState by what it means for the run. */
const EVENT_TYPES: Readonly<Record<string, RunEventType>> = {
  STARTING: 'START',
  RUNNING: 'RUNNING',
  STOPPING: 'RUNNING',
  WAITING: 'OTHER',
  SUCCEEDED: 'COMPLETE',
  FAILED: 'FAIL',
  ERROR: 'FAIL',
  TIMEOUT: 'FAIL',
  STOPPED: 'ABORT',
  EXPIRED: 'ABORT',
};

const TERMINAL = new Set<RunEventType>(['COMPLETE', 'FAIL', 'ABORT']);

/** All runs. They accumulate: the service forgets runs after 90 days, the catalog does not. */
export function* runFacts(model: GlueModel): Facts {
  const { runs } = model.source.items;
  if (runs.length === 0) return;
  const scope = model.names.scope('runs');
  yield { type: 'scope', scope, mode: 'accumulate' };
  for (const item of runs) {
    const [id, job] = [str(item.value, 'Id'), str(item.value, 'JobName')];
    if (!id || !job) {
      const message = 'A run without an id or without a job name was left out.';
      model.context.issue({
        severity: 'rejected',
        file: item.file,
        at: item.at,
        code: 'missing-run-id',
        message,
      });
      continue;
    }
    yield* oneRun({ runId: id, job: model.names.job(job) }, item, scope);
    model.context.accepted();
  }
}

function* oneRun(run: RunKey, item: Item, scope: string): Facts {
  const { value } = item;
  const evidence = evidenceOf(scope, item);
  const started = instant(member(value, 'StartedOn'));
  if (started) yield { type: 'run', run, eventType: 'START', eventTime: started, evidence };
  const state = str(value, 'JobRunState') ?? '';
  const eventType = EVENT_TYPES[state] ?? 'OTHER';
  const changed = instant(member(value, 'LastModifiedOn'));
  const ended = TERMINAL.has(eventType)
    ? (instant(member(value, 'CompletedOn')) ?? changed ?? started)
    : (changed ?? started);
  yield { type: 'run', run, eventType, ...(ended ? { eventTime: ended } : {}), evidence };
  const target: Target = { on: 'run', run };
  yield property(target, evidence, 'state', state === '' ? 'unknown' : state);
  const error = str(value, 'ErrorMessage');
  if (error) yield property(target, evidence, 'errorMessage', redactText(error).slice(0, 4000));
  const trigger = str(value, 'TriggerName');
  if (trigger) yield property(target, evidence, 'trigger', trigger);
  const seconds = num(value, 'ExecutionTime');
  if (seconds !== undefined) yield property(target, evidence, 'executionSeconds', seconds);
  const args = rec(value, 'Arguments');
  if (entries(args).length > 0) yield property(target, evidence, 'arguments', safeSettings(args));
  const before = recs(value, 'PredecessorRuns').map((one) => ({
    job: str(one, 'JobName') ?? '',
    run: str(one, 'RunId') ?? '',
  }));
  if (before.length > 0) yield property(target, evidence, 'predecessors', before);
}
