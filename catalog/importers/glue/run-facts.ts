/**
 * Job runs as events of OpenLineage's run cycle.
 */
import type { RunEventType, Target } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import { property, safeSettings } from './descriptive.ts';
import type { Item } from './item.ts';
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

/** Runs of jobs and of crawlers, and how far bookmarks have come. */
export function* runFacts(model: GlueModel): Facts {
  yield* jobRunFacts(model);
  yield* crawlFacts(model);
  yield* bookmarkFacts(model);
}

/** A crawl does not say which crawler it is of; the file's name has to (`list-crawls.<crawler>.json`). */
function* crawlFacts(model: GlueModel): Facts {
  const { crawls } = model.source.items;
  if (crawls.length === 0) return;
  const scope = model.names.scope('crawls');
  yield { type: 'scope', scope, mode: 'accumulate' };
  let nameless = 0;
  for (const item of crawls) {
    const [id, crawler] = [str(item.value, 'CrawlId'), item.nameParts.join('.')];
    if (!id || crawler === '') {
      nameless++;
      continue;
    }
    yield* oneCrawl({ runId: id, job: model.names.crawler(crawler) }, item, scope);
    model.context.accepted();
  }
  const [first] = crawls;
  if (nameless > 0 && first)
    model.context.issue({
      severity: 'rejected',
      file: first.file,
      at: first.at,
      code: 'crawl-without-crawler',
      message: `${nameless} of ${crawls.length} crawls do not name their crawler, and neither does the file (list-crawls.<crawler>.json). They were left out.`,
    });
}

const CRAWL_STATES: Readonly<Record<string, RunEventType>> = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETE',
  FAILED: 'FAIL',
  STOPPED: 'ABORT',
};

function* oneCrawl(run: RunKey, item: Item, scope: string): Facts {
  const { value } = item;
  const evidence = evidenceOf(scope, item);
  const started = instant(member(value, 'StartTime'));
  const ended = instant(member(value, 'EndTime')) ?? started;
  if (started) yield { type: 'run', run, eventType: 'START', eventTime: started, evidence };
  const eventType = CRAWL_STATES[str(value, 'State') ?? ''] ?? 'OTHER';
  yield { type: 'run', run, eventType, ...(ended ? { eventTime: ended } : {}), evidence };
  const error = str(value, 'ErrorMessage');
  if (error) yield property({ on: 'run', run }, evidence, 'errorMessage', redactText(error).slice(0, 4000));
}

/** The bookmark's own content is the job's business; kept is which run it came from. */
function* bookmarkFacts(model: GlueModel): Facts {
  for (const item of model.source.items.bookmarks) {
    const name = str(item.value, 'JobName');
    model.context.accepted();
    if (!name) continue;
    const scope = model.names.scope(`bookmark/${name}`);
    yield { type: 'scope', scope, mode: 'replace' };
    const [run, before] = [str(item.value, 'RunId'), str(item.value, 'PreviousRunId')];
    const value = {
      version: num(item.value, 'Version') ?? 0,
      run: num(item.value, 'Run') ?? 0,
      attempt: num(item.value, 'Attempt') ?? 0,
      ...(run ? { runId: run } : {}),
      ...(before ? { previousRunId: before } : {}),
    };
    const target: Target = { on: 'job', job: model.names.job(name) };
    yield property(target, evidenceOf(scope, item), 'bookmark', value);
  }
}

/** All job runs. They accumulate: the service forgets runs after 90 days, the catalog does not. */
function* jobRunFacts(model: GlueModel): Facts {
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
