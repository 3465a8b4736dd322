/**
 * What a run's outputs fed. Time decides: a run read what a dataset held when it began, which is what the
 * last run before had written there.
 */
import type { Card } from '../browse/cards.ts';
import type { ImpactRow } from './impact-row.ts';
import { jobNamed, type NamedJob } from './subject.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { boundTo, runHolds, runPartHolds } from '../past/moment.ts';
import { runsThen, type RunsThen } from '../past/runs.ts';
import { firstHeard, lastHeard } from '../store/writer/runs.ts';
import type { Catalog } from '../catalog.ts';

/** A run that wrote again what the asked one, or one that it fed, had written. */
export interface Overwrite {
  readonly card: Card;
  readonly run: { readonly id: number; readonly runId: string; readonly at: string | null };
  readonly job: NamedJob | undefined;
}

export interface RunReach {
  readonly runId: string;
  readonly jobName: string;
  readonly rules: readonly string[];
  readonly starts: readonly Card[];
  readonly rows: readonly ImpactRow[];
  readonly overwrites: readonly Overwrite[];
}

const RULES = [
  'A run counts as having read what this one wrote if it began after this one ended, and no other run completed writing the dataset in between. Where both name a version of the dataset, the versions decide instead.',
  'What such a run wrote is affected in turn. A run that failed counts too: part of its output may be there. It replaces nothing.',
  'Datasets of which no run is known (dashboards, views) are affected if they are declared to read an affected one.',
];

interface RunRow {
  readonly id: number;
  readonly runId: string;
  readonly jobId: number;
  readonly began: string | null;
  readonly ended: string | null;
}

interface Held {
  readonly run: RunRow;
  readonly dataset: number;
  readonly version: string | null;
  readonly distance: number;
}

interface Reached {
  distance: number;
  readonly runs: Map<number, RunRow>;
  before: number | null;
}

/** Null when there is no such run. */
export function runReach(catalog: Catalog, id: number): RunReach | null {
  const io = new RunIo(catalog);
  const start = io.run(id);
  if (!start) return null;
  const reached = new Map<number, Reached>();
  const overwrites = new Map<string, Overwrite>();
  const queue: Held[] = [];
  const seen = new Set([id]);
  const write = (run: RunRow, from: number | null, distance: number): void => {
    for (const { dataset, version } of io.outputs(run, from)) {
      note(reached, dataset, run, from, distance);
      queue.push({ run, dataset, version, distance });
    }
  };
  write(start, null, 1);
  for (let next = 0; next < queue.length; next++) {
    const held = queue[next]!;
    const overwrite = io.nextWrite(held);
    if (overwrite) overwrites.set(`${held.dataset} ${overwrite.id}`, overwriteOf(catalog, held, overwrite));
    for (const reader of io.readers(held, overwrite)) {
      if (seen.has(reader.id)) continue;
      seen.add(reader.id);
      write(reader, held.dataset, held.distance + 1);
    }
  }
  declaredBeyond(catalog, io, reached);
  return {
    runId: start.runId,
    jobName: jobNamed(catalog, start.jobId)?.name ?? '',
    rules: RULES,
    starts: [...new Set(queue.filter(({ run }) => run.id === id).map(({ dataset }) => dataset))].flatMap(
      (one) => catalog.cards().get(one) ?? [],
    ),
    rows: rowsOf(catalog, reached),
    overwrites: [...overwrites.values()],
  };
}

function note(
  reached: Map<number, Reached>,
  dataset: number,
  run: RunRow,
  before: number | null,
  distance: number,
): void {
  const known = reached.get(dataset);
  if (known) known.runs.set(run.id, run);
  else reached.set(dataset, { distance, before, runs: new Map([[run.id, run]]) });
}

function overwriteOf(catalog: Catalog, { dataset }: Held, run: RunRow): Overwrite {
  return {
    card: catalog.cards().get(dataset)!,
    run: { id: run.id, runId: run.runId, at: run.ended },
    job: jobNamed(catalog, run.jobId),
  };
}

/** Readers without runs, and what reads them: nothing tells when they read, so they count. */
function declaredBeyond(catalog: Catalog, io: RunIo, reached: Map<number, Reached>): void {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const queue = [...reached.keys()];
  for (let next = 0; next < queue.length; next++) {
    const node = indexOf.get(queue[next]!);
    if (node === undefined) continue;
    for (const end of graph.neighbours(node, 'downstream')) {
      const { id } = cards[end]!;
      if (reached.has(id) || io.isWritten(id)) continue;
      reached.set(id, {
        distance: reached.get(queue[next]!)!.distance + 1,
        before: queue[next]!,
        runs: new Map(),
      });
      queue.push(id);
    }
  }
}

function rowsOf(catalog: Catalog, reached: ReadonlyMap<number, Reached>): ImpactRow[] {
  const cards = catalog.cards();
  const wayOf = (dataset: number): Card[] => {
    const way: number[] = [];
    for (let at: number | null = dataset; at !== null && !way.includes(at);) {
      way.push(at);
      at = reached.get(at)?.before ?? null;
    }
    return way.reverse().flatMap((one) => cards.get(one) ?? []);
  };
  return [...reached].flatMap(([dataset, { distance, runs }]) => {
    const card = cards.get(dataset);
    if (!card) return [];
    const newest = [...runs.values()].sort((a, b) => ((b.ended ?? '') < (a.ended ?? '') ? -1 : 1));
    return [
      {
        card,
        distance,
        paths: null,
        pathsExact: true,
        arrival: null,
        columns: [],
        runs: newest.map(({ id, runId, ended }) => ({ id, runId, at: ended })),
        way: () => wayOf(dataset),
      },
    ];
  });
}

const RUN = `r.id, r.run_id AS runId, r.job_id AS jobId, ${firstHeard('r')} AS began, ${lastHeard('r')} AS ended`;
const MEMBERS = `(SELECT id FROM dataset WHERE canonical_id = @dataset)`;

/** What runs read and wrote, by time. Datasets are the shown ones. */
class RunIo {
  readonly #catalog: Catalog;
  readonly #runs: RunsThen;
  /** SQL conditions: an output, input or flow is known. */
  readonly #holds: Readonly<Record<'o' | 'i' | 'f', string>>;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#runs = runsThen(catalog);
    const { moment } = catalog;
    this.#holds = {
      o: runPartHolds(moment, 'o'),
      i: runPartHolds(moment, 'i'),
      f: runPartHolds(moment, 'f'),
    };
  }

  run(id: number): RunRow | undefined {
    return this.#db
      .prepare<[object], RunRow>(`SELECT ${RUN} FROM ${this.#runs.table} r WHERE r.id = @id`)
      .get({ ...this.#runs.bind, id });
  }

  /** What a run wrote; of a run that says what flows where, only what the read dataset flows into. */
  outputs(run: RunRow, from: number | null): { dataset: number; version: string | null }[] {
    const rows = this.#db
      .prepare<[object], { dataset: number; version: string | null }>(
        `SELECT d.canonical_id AS dataset, MAX(v.label) AS version FROM ${this.#runs.table} r
         JOIN run_output o ON o.run_id = r.id AND ${this.#holds.o} JOIN dataset d ON d.id = o.dataset_id
         LEFT JOIN dataset_version v ON v.id = o.version_id
         WHERE r.id = @run AND (@dataset IS NULL OR r.explicit_flows = 0 OR EXISTS (
           SELECT 1 FROM run_flow f JOIN dataset t ON t.id = f.to_id WHERE f.run_id = r.id AND ${this.#holds.f}
             AND f.from_id IN ${MEMBERS} AND t.canonical_id = d.canonical_id))
         GROUP BY d.canonical_id ORDER BY d.canonical_id`,
      )
      .all({ ...this.#runs.bind, run: run.id, dataset: from });
    return rows.filter(({ dataset }) => this.#catalog.cards().get(dataset) !== undefined);
  }

  /** The first other run that completed writing the dataset after this one did. */
  nextWrite({ run, dataset }: Held): RunRow | undefined {
    if (run.ended === null) return undefined;
    return this.#db
      .prepare<[object], RunRow>(
        `SELECT ${RUN} FROM run_output o JOIN ${this.#runs.table} r ON r.id = o.run_id
         WHERE o.dataset_id IN ${MEMBERS} AND ${this.#holds.o}
           AND r.id <> @run AND r.state = 'COMPLETE' AND ${lastHeard('r')} > @ended
         ORDER BY ${lastHeard('r')}, r.id LIMIT 1`,
      )
      .get({ ...this.#runs.bind, dataset, run: run.id, ended: run.ended });
  }

  /** Runs that read what `held` left there. */
  readers({ run, dataset, version }: Held, overwrite: RunRow | undefined): RunRow[] {
    return this.#db
      .prepare<[object], RunRow>(
        `SELECT ${RUN} FROM run_input i JOIN ${this.#runs.table} r ON r.id = i.run_id LEFT JOIN dataset_version v ON v.id = i.version_id
         WHERE i.dataset_id IN ${MEMBERS} AND ${this.#holds.i} AND r.id <> @run
           AND CASE WHEN v.label IS NOT NULL AND @version IS NOT NULL THEN v.label = @version
               ELSE @ended IS NULL OR (${firstHeard('r')} >= @ended AND (@until IS NULL OR ${firstHeard('r')} < @until)) END
         ORDER BY ${firstHeard('r')}, r.id`,
      )
      .all({
        ...this.#runs.bind,
        ...{ dataset, run: run.id, version, ended: run.ended, until: overwrite?.ended ?? null },
      });
  }

  /** Whether any run is known to write it. */
  isWritten(dataset: number): boolean {
    return (
      this.#db
        .prepare<[object], object>(
          `SELECT 1 FROM run_output o WHERE o.dataset_id IN ${MEMBERS} AND ${this.#holds.o}
             AND EXISTS (SELECT 1 FROM run r WHERE r.id = o.run_id AND ${runHolds(this.#catalog.moment, 'r')}) LIMIT 1`,
        )
        .get({ ...boundTo(this.#catalog.moment), dataset }) !== undefined
    );
  }

  get #db() {
    return this.#catalog.store.reader;
  }
}
