/**
 * A run with everything upstream: what it read, which run had written that, what that run read, and so on.
 *
 * A run had written an input if the input's version says so; otherwise it is the latest finished run that wrote
 * the dataset before the reader began. A job that reads what it wrote before is not followed into its past.
 */
import type { IoRecord, RunRecord, RunRecords } from './run-records.ts';

/** Runs of one tree; what would be beyond is counted and said. */
export const MAX_RUNS = 400;
export const MAX_DEPTH = 25;

export interface Reading {
  readonly io: IoRecord;
  /** Who had written it; null where no run is known to have. */
  readonly writer: RunRecord | null;
  readonly by: 'version' | 'time' | null;
}

export interface TreeRun {
  readonly run: RunRecord;
  /** Steps upstream of the run that was asked for. */
  readonly depth: number;
  readonly inputs: readonly Reading[];
  readonly outputs: readonly IoRecord[];
}

export interface RunTree {
  /** The run itself first, then by distance. */
  readonly runs: readonly TreeRun[];
  /** Runs that were found and not followed, because there were too many or they were too far. */
  readonly notFollowed: number;
}

/** Null where there is no such run. */
export function* runTree(records: RunRecords, runId: number): Generator<void, RunTree | null> {
  const start = records.run(runId);
  if (!start) return null;
  const runs: TreeRun[] = [];
  const met = new Map<number, ReadonlySet<number>>([[start.id, new Set([start.jobId])]]);
  const beyond = new Set<number>();
  let level = [start];
  for (let depth = 0; level.length > 0; depth++) {
    const next: RunRecord[] = [];
    for (const run of level) {
      const inputs = records.inputs(run.id).map((io) => readingOf(records, run, io));
      runs.push({ run, depth, inputs, outputs: records.outputs(run.id) });
      const jobs = met.get(run.id)!;
      for (const { writer } of inputs) {
        if (!writer || met.has(writer.id) || jobs.has(writer.jobId)) continue;
        if (met.size >= MAX_RUNS || depth >= MAX_DEPTH) {
          beyond.add(writer.id);
          continue;
        }
        met.set(writer.id, new Set([...jobs, writer.jobId]));
        next.push(writer);
      }
      yield;
    }
    level = next;
  }
  return { runs, notFollowed: beyond.size };
}

/** Who had written what the run read. */
export function readingOf(records: RunRecords, run: RunRecord, io: IoRecord): Reading {
  const byVersion =
    io.version === null ? undefined : records.writerOfVersion(io.version, io.canonicalId, run.ended, run.id);
  if (byVersion) return { io, writer: byVersion, by: 'version' };
  const byTime = records.latestWriter(io, run.began, run.id);
  return byTime ? { io, writer: byTime, by: 'time' } : { io, writer: null, by: null };
}
