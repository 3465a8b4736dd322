/** A run with everything upstream, as a snapshot: what each job read and wrote, and how it ran. */
import type { Cards } from '../browse/cards.ts';
import type { Aspect, DatasetSubject, Entity, Facts, JobSubject, Snapshot, Value } from './model.ts';
import type { IoRecord, RunRecord, RunRecords } from './run-records.ts';
import { MAX_RUNS, readingOf, runTree, type Reading, type TreeRun } from './run-tree.ts';
import { codeAspects, looksAspects, runAspects } from './run-aspects.ts';
import { dateIn } from './slots.ts';

type Ages = Omit<Facts, 'history' | 'rowHistory'>;

/** Paths of one reading that are listed; a job may read a thousand partitions. */
const PATHS_SHOWN = 50;

/** Null where there is no such run. In steps, as a tree may hold some hundred runs. */
export function* runSnapshot(
  cards: Cards,
  records: RunRecords,
  runId: number,
): Generator<void, Snapshot | null> {
  const tree = yield* runTree(records, runId);
  if (!tree) return null;
  const entities = new Map<string, Entity>();
  const keys = new Map<number, string>();
  for (const node of tree.runs) {
    const job = jobOf(node.run);
    const key = freeKey(entities, `job ${job.namespace} ${job.name}`);
    keys.set(node.run.id, key);
    entities.set(key, runEntity(records, node, job, key));
    for (const [slot, readings] of grouped(node.inputs, (one) => records.slotKey(one.io)))
      entities.set(`${key} < ${slot}`, inputEntity(cards, records, node, job, `${key} < ${slot}`, readings));
    for (const [slot, written] of grouped(node.outputs, (one) => records.slotKey(one)))
      entities.set(`${key} > ${slot}`, outputEntity(cards, records, node, job, `${key} > ${slot}`, written));
    yield;
  }
  const notes =
    tree.notFollowed === 0
      ? []
      : [
          `${tree.runs.length} runs upstream were followed (at most ${MAX_RUNS}); ${tree.notFollowed} more were found and not followed.`,
        ];
  return { entities, notes };
}

/** The same job may stand in one tree with several runs: the nearest first. */
function freeKey(entities: ReadonlyMap<string, Entity>, key: string): string {
  for (let n = 1; ; n++) {
    const free = n === 1 ? key : `${key} #${n}`;
    if (!entities.has(free)) return free;
  }
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, keyOf);
}

export const jobOf = ({ jobId, namespace, job, kind }: RunRecord): JobSubject => ({
  ...{ on: 'job', id: jobId, namespace, name: job, kind },
});

function datasetOf(cards: Cards, io: IoRecord): DatasetSubject {
  const card = cards.get(io.canonicalId);
  return {
    on: 'dataset',
    id: io.canonicalId,
    namespace: card?.namespace ?? io.namespace,
    name: card?.name ?? io.name,
    kind: card?.kind ?? 'table',
  };
}

const runRef = ({ id, runId, began }: RunRecord) => ({ id, runId, at: began });

function runEntity(records: RunRecords, { run, depth }: TreeRun, job: JobSubject, key: string): Entity {
  const aspects = new Map<Aspect, Value>([
    ['state', run.state],
    ...codeAspects(records.seen(run.code)),
    ...runAspects(records.properties(run.id)),
  ]);
  return { key, subject: job, depth, aspects, run: runRef(run) };
}

function inputEntity(
  cards: Cards,
  records: RunRecords,
  { run, depth }: TreeRun,
  job: JobSubject,
  key: string,
  readings: readonly Reading[],
): Entity {
  const ios = readings.map(({ io }) => io);
  const aspects = new Map<Aspect, Value>(ioAspects(records, ios));
  const writers = readings.flatMap(({ writer }) => writer ?? []);
  if (writers.length > 0) aspects.set('produced', [...new Set(writers.map((writer) => writer.job))].sort());
  return {
    key,
    subject: { on: 'reads', job, dataset: datasetOf(cards, ios[0]!) },
    depth,
    aspects,
    facts: withHistory(factsOf(records, run, readings), () =>
      earlierReadings(records, run, records.slotKey(ios[0]!)),
    ),
    run: runRef(run),
  };
}

function outputEntity(
  cards: Cards,
  records: RunRecords,
  { run, depth }: TreeRun,
  job: JobSubject,
  key: string,
  written: readonly IoRecord[],
): Entity {
  const aspects = new Map<Aspect, Value>(ioAspects(records, written));
  const told = [...new Set(written.map((io) => io.canonicalId))].map((id) =>
    records.quality(id, run.began, run.ended),
  );
  const [figures, tests] = [told.flatMap((one) => one.figures), told.flatMap((one) => one.tests)];
  if (figures.length > 0) aspects.set('quality', figures);
  if (tests.length > 0) aspects.set('tests', tests);
  let earlierRows: number[] | undefined;
  return {
    key,
    subject: { on: 'writes', job, dataset: datasetOf(cards, written[0]!) },
    depth,
    aspects,
    facts: {
      get rowHistory() {
        return (earlierRows ??= records.rowsBefore(run, records.slotKey(written[0]!)));
      },
    },
    run: runRef(run),
  };
}

function ioAspects(records: RunRecords, ios: readonly IoRecord[]): [Aspect, Value][] {
  const paths = [...new Set(ios.map((io) => placeOf(io)))].sort();
  const shown = paths.slice(0, PATHS_SHOWN);
  if (paths.length > shown.length) shown.push(`… ${paths.length - shown.length} of ${paths.length} more`);
  const versions = [...new Set(ios.flatMap((io) => io.version ?? []))].sort();
  const sum = (of: 'rows' | 'bytes' | 'files'): [Aspect, Value][] => {
    const told = ios.flatMap((io) => io[of] ?? []);
    return told.length > 0 ? [[of, told.reduce((total, one) => total + one, 0)]] : [];
  };
  return [
    ['path', shown],
    ...(versions.length > 0 ? ([['version', versions]] as [Aspect, Value][]) : []),
    ...sum('rows'),
    ...sum('bytes'),
    ...sum('files'),
    ...looksAspects(ios.map((io) => records.seen(io.seen))),
  ];
}

/** `s3://lake/users/latest`; names that are not paths stand behind their namespace with a space. */
function placeOf({ namespace, name }: IoRecord): string {
  if (!/^[a-z][\w+.-]*:\/\//i.test(namespace) || /^(?:jdbc|postgres|mysql)/i.test(namespace))
    return `${name} (${namespace})`;
  return `${namespace.replace(/\/$/, '')}/${name.replace(/^\//, '')}`;
}

/** When what was read had been written, and what its names and versions tell of its age. */
function factsOf(records: RunRecords, run: RunRecord, readings: readonly Reading[]): Ages {
  const written = readings.flatMap(({ writer }) => instantOf(writer?.ended ?? null) ?? []);
  const dates = readings.flatMap(({ io }) => dateIn(io.name) ?? []);
  const since = readings.flatMap(({ io }) =>
    io.version === null ? [] : (instantOf(records.versionSince(io.version, io.canonicalId)) ?? []),
  );
  return {
    readAt: instantOf(run.began),
    // Of several partitions the newest says how fresh the reading is.
    writtenAt: written.length > 0 ? Math.max(...written) : null,
    pathDate: dates.length > 0 ? Math.max(...dates) : null,
    versionSince: since.length > 0 ? Math.max(...since) : null,
  };
}

/** The job's earlier runs are looked up when a rule asks for them: most differences need none. */
function withHistory(facts: Ages, find: () => readonly Ages[]): Facts {
  let found: readonly Ages[] | undefined;
  return {
    ...facts,
    get history() {
      return (found ??= find());
    },
  };
}

function earlierReadings(records: RunRecords, run: RunRecord, slot: string) {
  return records.before(run).flatMap((earlier) => {
    const readings = records
      .inputs(earlier.id)
      .filter((io) => records.slotKey(io) === slot)
      .map((io) => readingOf(records, earlier, io));
    return readings.length > 0 ? [factsOf(records, earlier, readings)] : [];
  });
}

function instantOf(at: string | null): number | null {
  const time = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? null : time;
}
