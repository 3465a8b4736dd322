/** Runs within one import: found or created, folded in memory, written when that is full. */
import type { RunKey } from '../../model/identity.ts';
import { ABSENT, endAbsence } from './absence.ts';
import { IdSet } from './id-set.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { Sql } from './sql.ts';

/** Runs are many and each is short-lived within a source: its own, bounded, memory. */
export interface RunEntry {
  readonly id: number;
  readonly jobId: number;
  state: string;
  stateAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  nominalStart: string | null;
  nominalEnd: string | null;
  parentId: number | null;
  firstAt: string | null;
  nominalAt: string | null;
  parentAt: string | null;
  endOrder: string | null;
  /** Digest of the job's code as the run had it. */
  code: string | null;
  codeAt: string | null;
  explicitFlows: boolean;
  referencedOnly: boolean;
  dirty: boolean;
  /** Of a run that is not in its table yet: what else its row holds. */
  unwritten?: NewRun | undefined;
}

interface NewRun {
  readonly runId: string;
  /** Where it was first read. */
  readonly fileId: number;
  readonly at: string;
}

type StoredRun = Omit<RunEntry, 'explicitFlows' | 'referencedOnly' | 'dirty' | 'unwritten'> & {
  readonly until: number | null;
  readonly explicitFlows: number;
  readonly referencedOnly: number;
};

/** SQL: when a run was first heard of. `run`: its table or alias. */
export const firstHeard = (run: string): string =>
  `COALESCE(${run}.first_at, ${run}.started_at, ${run}.ended_at)`;

/** SQL: when a run was last heard of. `run`: its table or alias. */
export const lastHeard = (run: string): string =>
  `COALESCE(${run}.state_at, ${run}.ended_at, ${run}.started_at)`;

/** The columns of a run that its events make up. */
export const RUN_COLUMNS = [
  'state',
  'state_at',
  'started_at',
  'ended_at',
  'nominal_start',
  'nominal_end',
  'parent_id',
  'first_at',
  'nominal_at',
  'parent_at',
  'end_order',
  'code',
  'code_at',
  'explicit_flows',
  'referenced_only',
] as const;

/** What a run holds in `RUN_COLUMNS`, in their order. */
export function runValues(run: RunEntry) {
  return [
    run.state,
    run.stateAt,
    run.startedAt,
    run.endedAt,
    run.nominalStart,
    run.nominalEnd,
    run.parentId,
    run.firstAt,
    run.nominalAt,
    run.parentAt,
    run.endOrder,
    run.code,
    run.codeAt,
    run.explicitFlows ? 1 : 0,
    run.referencedOnly ? 1 : 0,
  ];
}

const UPDATE_RUN = `UPDATE run SET ${RUN_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;

/** Runs remembered at a time. */
const REMEMBERED = 50_000;
/** Where they are too many, this share of them, those met first, is forgotten: nobody waits for all of them. */
const SHARE = 1 / 16;
/** New runs that wait to be written, since what follows mostly tells more of them; then the earlier half is written. */
const WAITING = 4096;

const COLUMNS = ['id', 'run_id', 'job_id', ...RUN_COLUMNS, 'file_id', 'at', 'since_revision'];

export class Runs {
  readonly #sql: Sql;
  readonly #revision: number;
  readonly #remembered: number;
  readonly #byKey = new Map<string, RunEntry>();
  #latestKey: RunKey | undefined;
  #latest: RunEntry | undefined;
  /** Digests of the keys of runs that are not remembered any more: of a new job, no others are in the table. */
  readonly #forgotten = new IdSet();
  /** Some imports were made before the events of runs were kept. */
  readonly #beforeEvents: boolean;
  readonly #new: RowBuffer;
  /** Runs that are not in their table yet, in the order of their ids. */
  #unwritten: RunEntry[] = [];

  constructor(sql: Sql, revision: number, remembered = REMEMBERED) {
    this.#sql = sql;
    this.#remembered = remembered;
    this.#new = sql.rows('run', COLUMNS);
    this.#revision = revision;
    this.#beforeEvents = sql.get('SELECT 1 FROM import_batch WHERE undoable IS NULL LIMIT 1') !== undefined;
  }

  /** `fileId`, `at`: where the run was first read, if it is new. */
  get(key: RunKey, jobId: number, fileId: number, at: string, onNew: (id: number) => void): RunEntry {
    const cacheKey = `${jobId}\u0000${key.runId}`;
    const cached = this.#byKey.get(cacheKey);
    if (cached) return this.#noteLatest(key, cached);
    if (this.#byKey.size >= this.#remembered) this.#forget(Math.ceil(this.#remembered * SHARE));
    const stored = this.#stored(jobId, key.runId, cacheKey);
    let entry: RunEntry;
    if (stored && stored.until !== null) {
      this.#sql.run(
        'UPDATE run SET until_revision = NULL, file_id = ?, at = ? WHERE id = ?',
        fileId,
        at,
        stored.id,
      );
      endAbsence(this.#sql, ABSENT.run, stored.id, this.#revision);
      entry = { ...blankRun(stored.id, jobId), dirty: true };
      onNew(stored.id);
    } else if (stored) {
      if (this.#beforeEvents) noteBefore(this.#sql, stored.id);
      entry = {
        ...stored,
        explicitFlows: stored.explicitFlows === 1,
        referencedOnly: stored.referencedOnly === 1,
        dirty: false,
      };
    } else {
      const id = this.#sql.nextId('run');
      entry = { ...blankRun(id, jobId), unwritten: { runId: key.runId, fileId, at } };
      if (this.#unwritten.push(entry) > WAITING) this.#write(WAITING / 2);
      onNew(id);
    }
    this.#byKey.set(cacheKey, entry);
    return this.#noteLatest(key, entry);
  }

  /** The run that was asked for last, if it was by this very key. */
  latest(key: RunKey): RunEntry | undefined {
    return key === this.#latestKey ? this.#latest : undefined;
  }

  #noteLatest(key: RunKey, entry: RunEntry): RunEntry {
    this.#latestKey = key;
    this.#latest = entry;
    return entry;
  }

  #stored(jobId: number, runId: string, cacheKey: string): StoredRun | undefined {
    if (this.#sql.isFresh('job', jobId) && !this.#forgotten.has(digestOf(cacheKey))) return undefined;
    return this.#sql.get<StoredRun>(
      `SELECT id, job_id AS jobId, state, state_at AS stateAt, started_at AS startedAt, ended_at AS endedAt,
              nominal_start AS nominalStart, nominal_end AS nominalEnd, parent_id AS parentId,
              first_at AS firstAt, nominal_at AS nominalAt, parent_at AS parentAt, end_order AS endOrder,
              code, code_at AS codeAt, explicit_flows AS explicitFlows, referenced_only AS referencedOnly, until_revision AS until
       FROM run WHERE job_id = ? AND run_id = ?`,
      jobId,
      runId,
    );
  }

  /** Writes what was folded since the last time, and forgets. */
  flush(): void {
    this.#write(this.#unwritten.length);
    this.#forget(this.#byKey.size);
  }

  /** Those that were met first. */
  #forget(count: number): void {
    this.#latestKey = this.#latest = undefined;
    let left = count;
    for (const [key, run] of this.#byKey) {
      if (left-- === 0) break;
      this.#forgotten.add(digestOf(key));
      this.#byKey.delete(key);
      if (run.unwritten) this.#write(this.#unwritten.indexOf(run) + 1);
      if (run.dirty) this.#sql.run(UPDATE_RUN, ...runValues(run), run.id);
    }
  }

  /** Those that have waited longest. */
  #write(count: number): void {
    for (const run of this.#unwritten.splice(0, count)) {
      this.#insert(run, run.unwritten!);
      run.unwritten = undefined;
      run.dirty = false;
    }
  }

  #insert(run: RunEntry, { runId, fileId, at }: NewRun): void {
    this.#new.add(run.id, runId, run.jobId, ...runValues(run), fileId, at, this.#revision);
  }
}

/** Of 24 bits, so that a set of all of them takes 2 MB. */
function digestOf(key: string): number {
  let digest = 0;
  for (let i = 0; i < key.length; i++) digest = Math.imul(digest ^ key.charCodeAt(i), 0x01000193);
  return (digest ^ (digest >>> 15)) & 0xffffff;
}

/** A run of which nothing is known yet. */
export function blankRun(id: number, jobId: number): RunEntry {
  return {
    id,
    jobId,
    state: 'OTHER',
    stateAt: null,
    startedAt: null,
    endedAt: null,
    nominalStart: null,
    nominalEnd: null,
    parentId: null,
    firstAt: null,
    nominalAt: null,
    parentAt: null,
    endOrder: null,
    code: null,
    codeAt: null,
    explicitFlows: false,
    referencedOnly: true,
    dirty: false,
  };
}

/** What was known of a run before its events were kept counts as one event of no import. */
function noteBefore(sql: Sql, runId: number): void {
  sql.run(
    `INSERT INTO run_event (id, run_id, import_id, said)
     SELECT ?2, id, 0, json_object('state', json_object('state', state,
       'stateAt', state_at, 'startedAt', started_at, 'endedAt', ended_at, 'nominalStart', nominal_start,
       'nominalEnd', nominal_end, 'parentId', parent_id,
       'firstAt', first_at, 'nominalAt', nominal_at, 'parentAt', parent_at, 'endOrder', end_order,
       'code', code, 'codeAt', code_at, 'explicitFlows', explicit_flows, 'referencedOnly', referenced_only))
     FROM run WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM run_event WHERE run_id = ?1)`,
    runId,
    sql.nextId('run_event'),
  );
}
