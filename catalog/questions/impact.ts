/** What a change reaches: everything downstream of a table, a column, a job, a run, or a piece of code. */
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { asOfOf, momentWords, presentInPast, titleMoment } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';
import { codeMatches, type MatchedJob } from './code.ts';
import { columnReach } from './impact-columns.ts';
import type { ImpactRow } from './impact-row.ts';
import { runReach, type Overwrite } from './impact-runs.ts';
import { byImportance } from './importance.ts';
import { countPaths, wayTo } from './path-counts.ts';
import { columnNamed, jobNamed, outputsOfJob, type Subject } from './subject.ts';

export interface Impact {
  readonly title: string;
  /** The past moment that it is about, in words; null: now. */
  readonly asOf: string | null;
  /** What the answer rests on, in sentences for people. */
  readonly rules: readonly string[];
  /** Datasets that the answer starts from: the dataset itself, or what is written. */
  readonly starts: readonly Card[];
  /** The most important first. */
  readonly rows: readonly ImpactRow[];
  /** For code: the jobs that it is. */
  readonly matched: readonly MatchedJob[];
  /** For runs: where later runs replaced what was written. */
  readonly overwrites: readonly Overwrite[];
}

/** Before it says of which moment it is. */
type Answer = Omit<Impact, 'asOf'>;

const KEPT = 8;

/** Null when there is no such thing. The last few answers are kept until the catalog changes. */
export function impactOf(catalog: Catalog, subject: Subject): Impact | null {
  const kept = catalog.cached('impact', () => new Map<string, Impact | null>());
  const key = JSON.stringify(subject);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const answer = ofMoment(catalog, answerFor(catalog, subject));
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, answer);
  return answer;
}

/** Says of which moment the answer is, and what of it is known of today only. */
function ofMoment({ moment }: Catalog, answer: Answer | null): Impact | null {
  if (!answer) return null;
  const sentence = momentWords(moment);
  return {
    ...answer,
    asOf: asOfOf(moment),
    title: answer.title + titleMoment(moment),
    rules: [
      ...answer.rules,
      `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      ...presentInPast(moment),
    ],
  };
}

function answerFor(catalog: Catalog, subject: Subject): Answer | null {
  switch (subject.on) {
    case 'dataset':
      return ofDataset(catalog, subject.id);
    case 'column':
      return ofColumn(catalog, subject.id);
    case 'job':
      return ofJob(catalog, subject.id);
    case 'run':
      return ofRun(catalog, subject.id);
    case 'code':
      return ofCode(catalog, subject.code);
  }
}

const NO_MORE = { matched: [], overwrites: [] } as const;

function ofDataset(catalog: Catalog, id: number): Answer | null {
  const card = catalog.cards().get(id);
  if (!card) return null;
  return {
    title: `Impact of ${card.name}`,
    rules: ['Everything that reads it, directly or through other datasets.'],
    starts: [card],
    rows: downstreamOf(catalog, [card.id], 'excluded'),
    ...NO_MORE,
  };
}

function ofColumn(catalog: Catalog, id: number): Answer | null {
  const column = columnNamed(catalog, id);
  if (!column) return null;
  return {
    title: `Impact of ${column.card.name}, column ${column.name}`,
    rules: [
      'Raw: the value itself may be there. Derived: masked, or many values became one. Influence: it decides about rows or values (filter, join, grouping, condition).',
      'Not known: a dataset reads one of these, but its columns are not, or not all, traced, so it may use the column; everything beyond it is listed too.',
    ],
    starts: [column.card],
    rows: [...columnReach(catalog, id, column)].sort(byImportance),
    ...NO_MORE,
  };
}

function ofJob(catalog: Catalog, id: number): Answer | null {
  const job = jobNamed(catalog, id);
  if (!job) return null;
  const outputs = outputsOfJob(catalog, job.id);
  return {
    title: `Impact of job ${job.name}`,
    rules: ['What the job writes, declared or in a run, and everything that reads it.'],
    starts: cardsOf(catalog, outputs),
    rows: downstreamOf(catalog, outputs, 'included'),
    ...NO_MORE,
  };
}

function ofRun(catalog: Catalog, id: number): Answer | null {
  const reach = runReach(catalog, id);
  if (!reach) return null;
  return {
    title: `Impact of run ${reach.runId} of ${reach.jobName}`,
    rules: reach.rules,
    starts: reach.starts,
    rows: [...reach.rows].sort(byImportance),
    matched: [],
    overwrites: reach.overwrites,
  };
}

function ofCode(catalog: Catalog, code: Extract<Subject, { on: 'code' }>['code']): Answer {
  const { jobs, outputs, rules } = codeMatches(catalog, code);
  const said = [code.repo, code.path].filter(Boolean).join(' ') || 'the given commits';
  return {
    title: `Impact of code: ${said}`,
    rules,
    starts: cardsOf(catalog, outputs),
    rows: downstreamOf(catalog, outputs, 'included'),
    matched: jobs,
    overwrites: [],
  };
}

const cardsOf = (catalog: Catalog, ids: readonly number[]): Card[] =>
  ids.flatMap((id) => catalog.cards().get(id) ?? []);

/** `included`: the starts are reached themselves, one hop away. */
function downstreamOf(
  catalog: Catalog,
  ids: readonly number[],
  starting: 'included' | 'excluded',
): ImpactRow[] {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const starts = ids.flatMap((id) => indexOf.get(id) ?? []);
  if (starts.length === 0) return [];
  const { nodes, depth } = graph.walk(starts, 'downstream', Infinity);
  const depths = new Map(Array.from(nodes, (node, i): [number, number] => [node, depth[i]!]));
  const { counts, exact } = countPaths(graph, starts, 'downstream');
  const extra = starting === 'included' ? 1 : 0;
  return Array.from(nodes)
    .filter((node) => extra === 1 || depths.get(node)! > 0)
    .map((node): ImpactRow => ({
      card: cards[node]!,
      distance: depths.get(node)! + extra,
      paths: counts[node]!,
      pathsExact: exact[node] === 1,
      arrival: null,
      columns: [],
      runs: [],
      way: () => wayTo(graph, node, depths, 'downstream').map((at) => cards[at]!),
    }))
    .sort(byImportance);
}
