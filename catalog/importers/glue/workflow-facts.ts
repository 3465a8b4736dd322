/**
 * Workflows: what they hold, in which order it runs, and their own runs. None of this moves data.
 */
import type { Evidence, RunEventType, Target } from '../../model/facts.ts';
import type { JobKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import { orderEdges } from './control-facts.ts';
import { description, property, safeSettings, safeText } from './descriptive.ts';
import type { Item } from './item.ts';
import { entries, instant, member, rec, recs, str, type Rec } from './json.ts';
import { byName, evidenceOf, jobOrCrawler, type Facts, type GlueModel } from './model.ts';

export function* workflowFacts(model: GlueModel): Facts {
  for (const [name, item] of byName(model.source.items.workflows)) {
    const graph = rec(item.value, 'Graph');
    model.context.accepted();
    const scope = model.names.scope(`workflow/${name}`);
    yield { type: 'scope', scope, mode: 'replace' };
    const evidence = evidenceOf(scope, item);
    yield* oneWorkflow(name, item.value, model, evidence);
    if (!graph) continue;
    for (const { from, to } of workflowOrder(graph, model)) yield* orderEdges([from], to, model, evidence);
  }
  yield* workflowRunFacts(model);
}

function* oneWorkflow(name: string, value: Rec, model: GlueModel, evidence: Evidence): Facts {
  const job = model.names.named('workflow', name);
  const sourceId = `${job.namespace}:${job.name}`;
  yield { type: 'job', job, kind: 'workflow', sourceId, explicitFlows: true, evidence };
  const target: Target = { on: 'job', job };
  yield* description(target, evidence, str(value, 'Description'));
  const properties = rec(value, 'DefaultRunProperties');
  if (entries(properties).length > 0)
    yield property(target, evidence, 'defaultRunProperties', safeSettings(properties));
  const blueprint = str(rec(value, 'BlueprintDetails'), 'BlueprintName');
  if (blueprint) yield property(target, evidence, 'blueprint', safeText(blueprint));
  const last = rec(value, 'LastRun');
  const status = str(last, 'Status');
  const started = instant(member(last, 'StartedOn'));
  if (status) yield property(target, evidence, 'lastRun', { status, ...(started ? { started } : {}) });
  const members = recs(rec(value, 'Graph'), 'Nodes').flatMap((node) => {
    const [type, member] = [str(node, 'Type'), str(node, 'Name')];
    return type && member ? [`${type.toLowerCase()} ${member}`] : [];
  });
  if (members.length > 0) yield property(target, evidence, 'members', [...new Set(members)].slice(0, 500));
}

/** Runs of workflows, each the parent of the job runs in its graph. */
function* workflowRunFacts(model: GlueModel): Facts {
  const { source, names, context } = model;
  const listed = source.items.workflowRuns;
  const last = source.items.workflows.flatMap((item) => {
    const value = rec(item.value, 'LastRun');
    return value ? [{ ...item, value }] : [];
  });
  const runs = [...last, ...listed].filter(({ value }) => str(value, 'WorkflowRunId') && str(value, 'Name'));
  if (runs.length === 0) return;
  const scope = names.scope('workflow-runs');
  yield { type: 'scope', scope, mode: 'accumulate' };
  for (const item of runs) {
    context.accepted();
    yield* oneWorkflowRun(item, model, evidenceOf(scope, item));
  }
}

function* oneWorkflowRun({ value }: Item, model: GlueModel, evidence: Evidence): Facts {
  const job = model.names.named('workflow', str(value, 'Name') ?? '');
  const run = { runId: str(value, 'WorkflowRunId') ?? '', job };
  const started = instant(member(value, 'StartedOn'));
  const ended = instant(member(value, 'CompletedOn')) ?? started;
  if (started) yield { type: 'run', run, eventType: 'START', eventTime: started, evidence };
  const eventType = WORKFLOW_STATES[str(value, 'Status') ?? ''] ?? 'OTHER';
  yield { type: 'run', run, eventType, ...(ended ? { eventTime: ended } : {}), evidence };
  const error = str(value, 'ErrorMessage');
  if (error) yield property({ on: 'run', run }, evidence, 'errorMessage', redactText(error).slice(0, 4000));
  for (const node of recs(rec(value, 'Graph'), 'Nodes')) {
    for (const one of recs(rec(node, 'JobDetails'), 'JobRuns')) {
      const [runId, name] = [str(one, 'Id'), str(one, 'JobName') ?? str(node, 'Name')];
      if (runId && name)
        yield {
          type: 'run',
          run: { runId, job: model.names.job(name) },
          parent: run,
          referencedOnly: true,
          evidence,
        };
    }
  }
}

const WORKFLOW_STATES: Readonly<Record<string, RunEventType>> = {
  RUNNING: 'RUNNING',
  STOPPING: 'RUNNING',
  COMPLETED: 'COMPLETE',
  STOPPED: 'ABORT',
  ERROR: 'FAIL',
};

/** The order of jobs and crawlers in a workflow's graph, its triggers taken out. */
function* workflowOrder(
  graph: Rec,
  model: GlueModel,
): Generator<{ readonly from: JobKey; readonly to: JobKey }, void> {
  const jobs = new Map<string, JobKey>();
  for (const node of recs(graph, 'Nodes')) {
    const [id, type, name] = [str(node, 'UniqueId'), str(node, 'Type'), str(node, 'Name')];
    const job = jobOrCrawler(
      model.names,
      type === 'JOB' ? name : undefined,
      type === 'CRAWLER' ? name : undefined,
    );
    if (id && job) jobs.set(id, job);
  }
  const next = new Map<string, string[]>();
  for (const edge of recs(graph, 'Edges')) {
    const [source, target] = [str(edge, 'SourceId'), str(edge, 'DestinationId')];
    if (source && target) next.set(source, [...(next.get(source) ?? []), target]);
  }
  for (const [id, from] of jobs) {
    const reached = new Set(next.get(id) ?? []);
    for (const one of reached) {
      const to = jobs.get(one);
      if (to) yield { from, to };
      else for (const further of next.get(one) ?? []) reached.add(further);
    }
  }
}
