/**
 * Jobs and their lineage as facts.
 */
import type { Evidence, Target } from '../../model/facts.ts';
import { pairKey, type DatasetKey, type JobKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import { description, property, safeSettings, safeText } from './descriptive.ts';
import type { Endpoint } from './endpoints.ts';
import { distinctEnds, stated, type JobLineage } from './job-lineage.ts';
import type { GlueJob, PlannedJob } from './jobs.ts';
import { entries, instant, member, rec, str, texts } from './json.ts';
import { evidenceOf, type Facts, type GlueModel } from './model.ts';
import { arnOf } from './names.ts';
import type { Influence, Origin } from './columns.ts';
import { runLineage } from './run-lineage.ts';

/** Longest script text that is kept. Characters. */
const MAX_SCRIPT = 256_000;

const NO_METHOD =
  'Neither a script nor nodes nor a dataflow graph are in the export, so its lineage is not known.';

/** Which jobs there are. */
export function* jobListFacts(jobs: readonly PlannedJob[], model: GlueModel): Facts {
  const { names, source } = model;
  const scope = names.scope('jobs');
  if (jobs.length > 0 || source.isWhole('jobs')) {
    yield { type: 'scope', scope, mode: source.isWhole('jobs') ? 'replace' : 'accumulate' };
  }
  for (const one of jobs) {
    const job = names.job(one.name);
    const kind = str(rec(one.value, 'Command'), 'Name') ?? 'glueetl';
    yield {
      type: 'job',
      job,
      kind,
      sourceId: arnOf(job),
      explicitFlows: true,
      evidence: evidenceOf(scope, one.item),
    };
  }
}

/** What is known of one job, and its lineage. */
export function* jobFacts(one: GlueJob, model: GlueModel): Facts {
  yield* jobDefinition(one, model);
  yield* jobLineage(one, model);
  model.context.accepted();
}

function* jobDefinition(one: GlueJob, model: GlueModel): Facts {
  const { value } = one;
  const job = model.names.job(one.name);
  const scope = model.names.scope(`job/${one.name}`);
  const asOf = instant(member(value, 'LastModifiedOn'));
  yield { type: 'scope', scope, mode: 'replace', ...(asOf ? { asOf } : {}) };
  const evidence = evidenceOf(scope, one.item);
  const target: Target = { on: 'job', job };
  yield* description(target, evidence, str(value, 'Description'));
  const settings = {
    mode: str(value, 'JobMode'),
    role: str(value, 'Role'),
    glueVersion: str(value, 'GlueVersion'),
    scriptLocation: str(rec(value, 'Command'), 'ScriptLocation'),
    created: instant(member(value, 'CreatedOn')),
    modified: asOf,
  };
  for (const [key, text] of Object.entries(settings))
    if (text) yield property(target, evidence, key, safeText(text));
  const connections = texts(rec(value, 'Connections'), 'Connections');
  if (connections.length > 0) yield property(target, evidence, 'connections', connections);
  const args = { ...rec(value, 'DefaultArguments'), ...rec(value, 'NonOverridableArguments') };
  if (entries(args).length > 0) yield property(target, evidence, 'arguments', safeSettings(args));
  const control = rec(value, 'SourceControlDetails');
  if (control) yield property(target, evidence, 'sourceControl', safeSettings(control));
  // Of this export: an earlier one may have told the lineage, which then stays.
  if (one.lineage.method === 'none') yield property(target, evidence, 'lineageGap', NO_METHOD);
}

/**
 * The lineage stands in a scope of its own: an export without the job's script knows nothing of its
 * lineage and must not retire what an earlier one found.
 */
function* jobLineage(one: GlueJob, model: GlueModel): Facts {
  const { lineage } = one;
  if (lineage.method === 'none') {
    const message = `Job "${one.name}": ${NO_METHOD}`;
    model.context.issue({
      severity: 'warning',
      file: one.item.file,
      at: one.item.at,
      code: 'job-without-lineage',
      message,
    });
    return;
  }
  reportProblems(one, model);
  const scope = model.names.scope(`job/${one.name}/lineage`);
  yield { type: 'scope', scope, mode: 'replace' };
  const writer = new LineageWriter(one, model, scope);
  yield* writer.ends();
  yield* writer.flows();
  yield* writer.columns();
  yield* runLineage(one, model);
  const evidence: Evidence = { scope, file: one.evidence.file, at: one.evidence.at };
  const target: Target = { on: 'job', job: model.names.job(one.name) };
  yield property(target, evidence, 'lineageMethod', lineage.method);
  if (lineage.doubts && lineage.doubts.length > 0)
    yield property(target, evidence, 'lineageDoubts', lineage.doubts.slice(0, 50));
  const unresolved = lineage.problems.map(({ direction, at, text }) =>
    direction === 'read' ? `read at ${at}: ${text}` : `write at ${at}: ${text}`,
  );
  if (unresolved.length > 0) yield property(target, evidence, 'unresolved', unresolved);
  const { script } = one.evidence;
  if (script && script.text.length <= MAX_SCRIPT) {
    yield property(target, evidence, 'script', { language: script.language, text: redactText(script.text) });
  }
}

function reportProblems(one: GlueJob, model: GlueModel): void {
  const { file } = one.evidence;
  for (const problem of one.lineage.problems) {
    const what = problem.direction === 'read' ? 'reads' : 'writes';
    const message = `The job "${one.name}" ${what} data whose name is only known when it runs: ${problem.text}. The rest of its lineage was kept.`;
    model.context.issue({
      severity: 'warning',
      file,
      at: problem.at,
      code: `unresolved-${problem.direction}`,
      message,
    });
  }
  for (const doubt of one.lineage.doubts ?? []) {
    const message = `Job "${one.name}": ${doubt}`;
    model.context.issue({ severity: 'warning', file, at: one.evidence.at, code: 'lineage-doubt', message });
  }
}

/** Tells one job's lineage. Evidence objects are shared by all facts of one place. */
class LineageWriter {
  private readonly one: GlueJob;
  private readonly job: JobKey;
  private readonly model: GlueModel;
  private readonly scope: string;
  private readonly lineage: JobLineage;
  private readonly places = new Map<string, Evidence>();

  constructor(one: GlueJob, model: GlueModel, scope: string) {
    this.one = one;
    this.job = model.names.job(one.name);
    this.model = model;
    this.scope = scope;
    this.lineage = one.lineage;
  }

  *ends(): Facts {
    const described = new Set<string>();
    for (const [type, ends] of [
      ['job-input', this.lineage.inputs],
      ['job-output', this.lineage.outputs],
    ] as const) {
      for (const { endpoint, at } of distinctEnds(ends)) {
        const key = pairKey(endpoint.dataset);
        if (!described.has(key)) yield* this.dataset(endpoint, at);
        described.add(key);
        yield { type, job: this.job, dataset: endpoint.dataset, evidence: this.evidence(at) };
      }
    }
  }

  *flows(): Facts {
    const best = new Map<string, JobLineage['flows'][number]>();
    for (const flow of this.lineage.flows) {
      const key = `${pairKey(flow.from.dataset)}\u0001${pairKey(flow.to.dataset)}`;
      if ((best.get(key)?.confidence ?? 0) < flow.confidence) best.set(key, flow);
    }
    for (const { from, to, at, confidence } of best.values()) {
      // A job that rewrites a table from itself moves nothing anywhere.
      if (pairKey(from.dataset) === pairKey(to.dataset)) continue;
      const evidence = this.evidence(at);
      yield {
        type: 'flow',
        from: from.dataset,
        to: to.dataset,
        job: this.job,
        ...stated(confidence),
        evidence,
      };
    }
  }

  *columns(): Facts {
    for (const { to, at, columns } of this.lineage.columns) {
      const evidence = this.evidence(at);
      for (const [name, origins] of columns.known) {
        yield* this.columnEdges(origins, to, targetPath(name), evidence);
      }
      yield* this.influences(columns.influences, to.dataset, evidence);
    }
  }

  private *columnEdges(
    origins: readonly Origin[],
    to: Endpoint,
    path: readonly string[],
    evidence: Evidence,
  ): Facts {
    for (const { column, transformation, confidence } of origins) {
      yield {
        type: 'column-edge',
        from: column,
        to: { dataset: to.dataset, path },
        job: this.job,
        // A transform that we cannot see into may do anything to a value that keeps its name.
        transformations: transformation.subtype ? [transformation] : [],
        ...stated(confidence * to.confidence),
        evidence,
      };
    }
  }

  private *influences(influences: readonly Influence[], to: DatasetKey, evidence: Evidence): Facts {
    // One statement a column: the store keeps one of each pair, so a second would replace the first.
    const byColumn = new Map<string, Influence[]>();
    for (const one of influences) {
      const key = `${pairKey(one.column.dataset)}\u0000${one.column.path.join('\u0000')}`;
      byColumn.set(key, [...(byColumn.get(key) ?? []), one]);
    }
    for (const [first, ...others] of byColumn.values()) {
      if (!first) continue;
      const transformations = [first, ...others].map(({ subtype }) => ({
        type: 'INDIRECT' as const,
        subtype,
      }));
      yield { type: 'dataset-influence', from: first.column, to, job: this.job, transformations, evidence };
    }
  }

  /** Catalog tables that the export describes have their own scope; others are said here to exist. */
  private *dataset(endpoint: Endpoint, at: string): Facts {
    if (this.model.tables.byDataset(endpoint.dataset)) return;
    const { dataset, kind, sourceId } = endpoint;
    const evidence = this.evidence(at);
    yield {
      type: 'dataset',
      dataset,
      kind,
      sourceId,
      ...(endpoint.mentionedOnly ? { referencedOnly: true } : {}),
      evidence,
    };
  }

  private evidence(at: string): Evidence {
    const known = this.places.get(at);
    if (known) return known;
    const { file, at: base, script } = this.one.evidence;
    // Nodes are named within the document; lines stand for themselves.
    const made: Evidence = {
      scope: this.scope,
      file,
      at: `${script && this.lineage.method !== 'visual' ? at : `${base} ${at}`} (${METHOD_WORDS[this.lineage.method]})`,
    };
    this.places.set(at, made);
    return made;
  }
}

/** How lineage was found, as its evidence says. */
const METHOD_WORDS: Readonly<Record<JobLineage['method'], string>> = {
  visual: 'visual node',
  script: 'script',
  scala: 'pattern in Scala script',
  'dataflow-graph': 'dataflow graph',
  annotations: 'annotation',
  none: 'no method',
};

/** Names of aggregates hold dots of their own: `sum(a.b)`. */
const targetPath = (name: string): readonly string[] => (name.includes('(') ? [name] : name.split('.'));
