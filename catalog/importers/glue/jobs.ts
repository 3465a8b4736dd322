/**
 * The jobs of an export: each with the file that describes it and the lineage found for it, by the
 * first method that applies.
 */
import { redactText } from '../redact.ts';
import type { Script } from './export.ts';
import { annotationLineage } from './annotations.ts';
import { graphLineage } from './graph.ts';
import type { Item } from './item.ts';
import { NO_LINEAGE, type JobLineage } from './job-lineage.ts';
import { entries, flag, rec, recs, str, type Rec } from './json.ts';
import { byName, type GlueModel } from './model.ts';
import { ScriptShelf, stemOf } from './script-shelf.ts';
import { scalaLineage } from './scala.ts';
import { pythonLineage } from './python-lineage.ts';
import { visualLineage } from './visual.ts';
import { apiNodes, studioNodes, type VisualNode } from './visual-nodes.ts';

/** What some of a job's runs read and wrote besides, because they were given other arguments. */
export interface RunLineage {
  /** Ids of the runs. */
  readonly runs: readonly string[];
  readonly lineage: JobLineage;
}

export interface GlueJob {
  readonly name: string;
  /** GetJobs' object; for Studio JSON and lone scripts a stand-in with what they tell. */
  readonly value: Rec;
  /** What describes the job. */
  readonly item: Item;
  readonly lineage: JobLineage;
  /** What the lineage was read from. */
  readonly evidence: { readonly file: number; readonly at: string; readonly script?: Script };
  /** By distinct arguments; only for scripts, where arguments name data. */
  readonly byArguments: readonly RunLineage[];
}

/** Lineage of nodes that no longer run: the job was changed into a script. */
const STALE = 0.5;

/** A job whose lineage is not looked for yet: of thousands, one at a time is held. */
export interface PlannedJob extends Pick<GlueJob, 'name' | 'value' | 'item'> {
  /** The job with its lineage. The queries in it are analysed on the way. */
  readonly read: () => Promise<GlueJob>;
}

/** All jobs. */
export function glueJobs(model: GlueModel): PlannedJob[] {
  const { source } = model;
  const described = byName(source.items.jobs);
  const studio = byName(source.items.studioJobs, (item) => str(rec(item.value, 'jobConfig'), 'name'));
  const graphs = byName(source.items.graphs, (item) =>
    item.nameParts.length > 0 ? item.nameParts.join('.') : undefined,
  );
  const locations = [...described.values()].map((item) => str(rec(item.value, 'Command'), 'ScriptLocation'));
  const scripts = new ScriptShelf(
    source.scripts,
    locations.filter((location) => location !== undefined),
  );
  const jobs: PlannedJob[] = [];
  const runs = Map.groupBy(source.items.runs, (item) => str(item.value, 'JobName') ?? '');
  const add = (from: Omit<Sources, 'runs'>): void => {
    const { name, value, item } = from;
    const all = { ...from, runs: runs.get(name) ?? [] };
    jobs.push({ name, value, item, read: async () => model.sql.settled(() => jobOf(all, model)) });
  };
  for (const [name, item] of described) {
    const script = scripts.take(name, str(rec(item.value, 'Command'), 'ScriptLocation'));
    const { value } = item;
    add({ name, value, item, studio: studio.get(name), script, graph: graphs.get(name) });
  }
  for (const [name, item] of studio) {
    if (described.has(name)) continue;
    const value = studioJob(name, rec(item.value, 'jobConfig'));
    const script = scripts.take(name, undefined);
    add({ name, value, item, studio: item, script, graph: graphs.get(name) });
  }
  const jobsKnown = described.size > 0 || source.isWhole('jobs');
  for (const lone of loneScripts(scripts, jobsKnown, model)) add(lone);
  return jobs;
}

/** Scripts that no job names. Without any list of jobs each is a job of its own, by its file's name. */
function loneScripts(scripts: ScriptShelf, jobsKnown: boolean, model: GlueModel): Omit<Sources, 'runs'>[] {
  const jobs: Omit<Sources, 'runs'>[] = [];
  for (const script of scripts.left()) {
    const name = stemOf(script.path);
    model.context.issue({
      severity: 'warning',
      file: script.file,
      code: 'script-without-job',
      message: jobsKnown
        ? 'No job of this export names this script; it was left out.'
        : `The export lists no jobs; the script was taken for a job named "${name}" after its file.`,
    });
    if (jobsKnown) continue;
    const item: Item = { value: { Name: name }, file: script.file, at: 'line 1', nameParts: [] };
    jobs.push({ name, value: item.value, item, studio: undefined, script, graph: undefined });
  }
  return jobs;
}

interface Sources {
  readonly name: string;
  readonly value: Rec;
  readonly item: Item;
  readonly studio: Item | undefined;
  readonly script: Script | undefined;
  readonly graph: Item | undefined;
  readonly runs: readonly Item[];
}

function jobOf(from: Sources, model: GlueModel): GlueJob {
  const { name, value, item } = from;
  const place = (evidence: GlueJob['evidence'], lineage: JobLineage): GlueJob => ({
    name,
    value,
    item,
    lineage,
    evidence,
    byArguments:
      lineage.method === 'script' && evidence.script
        ? lineageByArguments(evidence.script, value, from.runs, model)
        : [],
  });
  const visual = nodesOf(from);
  const mode = (str(value, 'JobMode') ?? '').toUpperCase();
  const script = from.script ?? inlineScript(from.studio);
  if (visual && mode === 'VISUAL') {
    const lineage = visualLineage(visual.nodes, model.endpoints, model.sql);
    const doubts = script ? disagreement(lineage, scriptLineage(script, value, model)) : [];
    return place(visual.evidence, doubts.length > 0 ? { ...lineage, doubts } : lineage);
  }
  if (script) {
    const lineage = scriptLineage(script, value, model);
    const evidence = { file: script.file, at: 'line 1', script };
    if (!saysNothing(lineage)) return place(evidence, lineage);
    // The code says nothing that could be read; Glue's own reading of it, or its annotations, may.
    const graph = from.graph ? graphLineage(from.graph.value, model.endpoints) : NO_LINEAGE;
    if (from.graph && !saysNothing(graph)) return place(from.graph, withGaps(graph, lineage));
    const annotated = annotationLineage(script.text, model.endpoints);
    return place(evidence, saysNothing(annotated) ? lineage : withGaps(annotated, lineage));
  }
  if (from.graph) return place(from.graph, graphLineage(from.graph.value, model.endpoints));
  if (!visual) return place(item, NO_LINEAGE);
  const doubt =
    'The nodes are what the job once was in the visual editor; its script was not exported and may do otherwise.';
  const lineage = visualLineage(visual.nodes, model.endpoints, model.sql);
  const flows = lineage.flows.map((flow) => ({ ...flow, confidence: flow.confidence * STALE }));
  return place(visual.evidence, { ...lineage, flows, columns: [], doubts: [doubt] });
}

const saysNothing = (lineage: JobLineage): boolean =>
  lineage.inputs.length === 0 && lineage.outputs.length === 0;

/** What the code could not tell stays on record beside what stands in for it. */
function withGaps(found: JobLineage, code: JobLineage): JobLineage {
  const doubt = `Nothing could be read from the script's code; the lineage is that of its ${found.method === 'annotations' ? 'annotations, which may be out of date' : 'dataflow graph'}.`;
  return {
    ...found,
    problems: [...found.problems, ...code.problems],
    doubts: [...(found.doubts ?? []), ...(code.doubts ?? []), doubt],
  };
}

function nodesOf(from: Sources): { readonly nodes: VisualNode[]; readonly evidence: Item } | null {
  const api = rec(from.value, 'CodeGenConfigurationNodes');
  if (api && entries(api).length > 0) return { nodes: apiNodes(api), evidence: from.item };
  const dag = from.studio ? rec(from.studio.value, 'dag') : null;
  return dag && from.studio && entries(dag).length > 0
    ? { nodes: studioNodes(dag), evidence: from.studio }
    : null;
}

function inlineScript(studio: Item | undefined): Script | undefined {
  const text = studio ? str(studio.value, 'script') : undefined;
  if (!studio || !text) return undefined;
  const scala = (str(rec(studio.value, 'jobConfig'), 'language') ?? '').toLowerCase().startsWith('scala');
  return { file: studio.file, path: '', text, language: scala ? 'scala' : 'python' };
}

function scriptLineage(
  script: Script,
  job: Rec,
  model: GlueModel,
  args: ReadonlyMap<string, string> = jobArguments(job),
): JobLineage {
  if (script.language === 'scala') return scalaLineage(script.text, model.endpoints);
  return pythonLineage(script.text, args, model.endpoints, model.sql);
}

/** Distinct arguments of runs for which a script is read again. */
const MAX_ARGUMENTS = 20;

/** The script as the runs ran it that were given other arguments than the job's own. */
function lineageByArguments(script: Script, job: Rec, runs: readonly Item[], model: GlueModel): RunLineage[] {
  const own = jobArguments(job);
  const groups = new Map<string, { readonly args: Map<string, string>; readonly runs: string[] }>();
  for (const { value } of runs) {
    const id = str(value, 'Id');
    const given = new Map(own);
    for (const [name, text] of entries(rec(value, 'Arguments')))
      if (typeof text === 'string' && !fixedArguments(job).has(name))
        given.set(name.replace(/^--/, ''), text);
    // Only arguments that the script asks for can change what it reads.
    const differs = [...given].filter(([name, text]) => own.get(name) !== text && script.text.includes(name));
    if (!id || differs.length === 0) continue;
    const key = JSON.stringify(differs.sort());
    const group = groups.get(key) ?? { args: given, runs: [] };
    groups.set(key, group);
    group.runs.push(id);
  }
  return [...groups.values()]
    .slice(0, MAX_ARGUMENTS)
    .map((group) => ({ runs: group.runs, lineage: scriptLineage(script, job, model, group.args) }));
}

const fixedArguments = (job: Rec): ReadonlySet<string> =>
  new Set(entries(rec(job, 'NonOverridableArguments')).map(([name]) => name));

/** Arguments by name without dashes; those that cannot be overridden win. */
export function jobArguments(job: Rec): Map<string, string> {
  const out = new Map<string, string>();
  for (const key of ['DefaultArguments', 'NonOverridableArguments']) {
    for (const [name, value] of entries(rec(job, key))) {
      if (typeof value === 'string') out.set(name.replace(/^--/, ''), value);
    }
  }
  return out;
}

/** Glue Studio's job settings in the members that GetJobs uses. */
function studioJob(name: string, config: Rec | null): Rec {
  const parameters = recs(config, 'jobParameters').map(
    (one) => [str(one, 'key') ?? '', str(one, 'value') ?? ''] as const,
  );
  const developer = /DEVELOPER/i.test(str(config, 'jobMode') ?? '') || flag(config, 'developerMode');
  const location = `${str(config, 'scriptLocation') ?? ''}${str(config, 'scriptName') ?? ''}`;
  return {
    Name: name,
    JobMode: developer ? 'SCRIPT' : 'VISUAL',
    Description: str(config, 'description') ?? '',
    Role: str(config, 'role') ?? '',
    Command: { Name: str(config, 'command') ?? 'glueetl', ScriptLocation: location },
    GlueVersion: str(config, 'version') ?? '',
    DefaultArguments: Object.fromEntries(parameters.filter(([key]) => key !== '')),
    ...(str(config, 'lastModifiedOn') ? { LastModifiedOn: str(config, 'lastModifiedOn') } : {}),
  };
}

/** Where a visual job's nodes and its script write different datasets. The nodes are kept. */
function disagreement(nodes: JobLineage, script: JobLineage): string[] {
  const ids = (lineage: JobLineage): string =>
    [...new Set(lineage.outputs.map((end) => end.endpoint.sourceId))].sort().join(', ');
  if (script.outputs.length === 0 || script.problems.length > 0 || ids(nodes) === ids(script)) return [];
  return [
    redactText(
      `The nodes write ${ids(nodes) || 'nothing'}, the script writes ${ids(script)}; the nodes were taken.`,
    ),
  ];
}
