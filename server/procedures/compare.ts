import { comparison, type Of } from '../../catalog/compare/compare.ts';
import { exported, wordsOf } from '../../catalog/compare/export.ts';
import { ASPECTS, type Judged, type Value } from '../../catalog/compare/model.ts';
import { drawing } from '../../catalog/compare/picture.ts';
import { runHistory } from '../../catalog/compare/run-history.ts';
import { RunRecords, type RunRecord } from '../../catalog/compare/run-records.ts';
import { timeline } from '../../catalog/compare/timeline.ts';
import { trend } from '../../catalog/compare/trend.ts';
import { ledgerEntry } from '../../catalog/ledger/read.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import {
  datasetKindSchema,
  type CompareSide,
  type CompareSubject,
  type CompareValue,
  type Difference,
  type RunSide,
} from '../../contract/index.ts';
import { os } from './context.ts';

interface Refusals {
  readonly NOT_FOUND: (options: { message: string }) => Error;
  readonly INVALID: (options: { data: { reason: string } }) => Error;
}

/** @throws what the face tells where one of the two is not there */
async function compared(catalog: Catalog, of: Of, errors: Refusals, signal: AbortSignal | undefined) {
  try {
    const found = await comparison(catalog, of, signal);
    if (found) return found;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw errors.INVALID({ data: { reason: error.message } });
  }
  throw errors.NOT_FOUND({ message: 'One of the two runs is not in the catalog' });
}

export const compare = os.compare.router({
  get: os.compare.get.handler(async ({ context: { catalog }, input, errors, signal }) => {
    const found = await compared(catalog, input.of, errors, signal);
    const { totals, notes, differences } = found;
    // What is alike stands last.
    const total = input.unchanged ? differences + totals.unchanged : differences;
    const page = found.page(input.offset, Math.max(0, Math.min(total - input.offset, input.limit)));
    const [a, b] = [sideOf(catalog, input.of, 'a'), sideOf(catalog, input.of, 'b')];
    return { a, b, totals: { ...totals }, notes: [...notes], total, items: page.map(differenceOf) };
  }),
  entry: os.compare.entry.handler(async ({ context, input, errors, signal }) => {
    const found = (await compared(context.catalog, input.of, errors, signal)).entry(input.key);
    if (!found) throw errors.NOT_FOUND({ message: 'Neither of the two has what is asked for' });
    return differenceOf(found);
  }),
  picture: os.compare.picture.handler(async ({ context, input, errors, signal }) => {
    const found = await compared(context.catalog, input.of, errors, signal);
    const { nodes, edges, ...rest } = drawing(found, input.of.kind === 'runs');
    return {
      ...rest,
      bounds: { ...rest.bounds },
      nodes: [...nodes],
      edges: edges.map((edge) => ({ ...edge, points: edge.points.map(({ x, y }) => ({ x, y })) })),
    };
  }),
  export: os.compare.export.handler(async ({ context, input, errors, signal }) =>
    exported(await compared(context.catalog, input.of, errors, signal), input.of, input.format, signal),
  ),
  timeline: os.compare.timeline.handler(({ context }) => {
    const { revisions, runs, ...rest } = timeline(context.catalog);
    return { ...rest, revisions: [...revisions], runs: [...runs] };
  }),
  runHistory: os.compare.runHistory.handler(async ({ context, input, errors }) => {
    const found = await runHistory(context.catalog, input.id);
    if (!found) throw errors.NOT_FOUND({ message: `There is no run ${input.id}` });
    const side = (run: RunRecord | null) => run && runSide(run);
    return {
      ...found,
      previous: side(found.previous),
      next: side(found.next),
      previousGood: side(found.previousGood),
      findings: found.findings.map(differenceOf),
      code: found.code.map(([key, value]) => ({ key, value })),
      dropped: [...found.dropped],
    };
  }),
  trend: os.compare.trend.handler(({ context, input }) => trend(context.catalog, input.jobId)),
});

function sideOf(catalog: Catalog, of: Of, side: 'a' | 'b'): CompareSide {
  if (of.kind === 'times') return { kind: 'time', time: new Date(of[side]).toISOString() };
  if (of.kind === 'runs') {
    const run = new RunRecords(catalog).run(of[side])!;
    return { kind: 'run', ...runSide(run) };
  }
  const entry = ledgerEntry(catalog.store.reader, of[side]);
  return {
    kind: 'revision',
    revision: of[side],
    at: entry?.at ?? null,
    label: entry?.label ?? null,
    actor: entry?.actor ?? null,
  };
}

function runSide({ id, runId, state, jobId, namespace, job, kind, began }: RunRecord): RunSide {
  return { id, runId, state, job: { id: jobId, namespace, name: job, kind }, at: began };
}

/** @returns the difference as faces show it */
export function differenceOf(item: Judged): Difference {
  const { key, change, subject, suspicion, reasons, depth, aspects, before, after } = item;
  const differing = new Set(aspects.map(({ aspect }) => aspect));
  const whole = [...((after ?? before)?.aspects ?? [])].filter(([aspect]) => !differing.has(aspect));
  return {
    key,
    change,
    subject: subjectOf(subject),
    title: wordsOf(subject),
    suspicion,
    reasons: [...reasons],
    depth,
    aspects: aspects.map(({ aspect, before: from, after: to, added, removed }) => ({
      aspect,
      label: ASPECTS[aspect],
      before: valueOf(from),
      after: valueOf(to),
      added: [...added],
      removed: [...removed],
    })),
    alike: whole.map(([aspect, value]) => ({
      aspect,
      label: ASPECTS[aspect],
      value: valueOf(value),
    })),
    before: before?.run ?? null,
    after: after?.run ?? null,
  };
}

const valueOf = (value: Value | null): CompareValue =>
  typeof value === 'object' && value !== null ? [...value] : value;

function subjectOf(subject: Judged['subject']): CompareSubject {
  const dataset = (one: Extract<Judged['subject'], { on: 'dataset' }>) => ({
    ...one,
    kind: datasetKindSchema.catch('table').parse(one.kind),
  });
  switch (subject.on) {
    case 'dataset':
      return dataset(subject);
    case 'job':
      return subject;
    case 'edge':
      return { on: 'edge', from: dataset(subject.from), to: dataset(subject.to) };
    case 'reads':
      return { on: 'reads', job: subject.job, dataset: dataset(subject.dataset) };
    case 'writes':
      return { on: 'writes', job: subject.job, dataset: dataset(subject.dataset) };
  }
}
