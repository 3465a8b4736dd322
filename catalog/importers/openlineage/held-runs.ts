/**
 * What events tell of runs beside what happened: what was read and written, and facets that are kept as they are.
 * The events of a run repeat one another, so it waits until they have likely all come. Of what replaces one another
 * the latest is said, and that a dataset was touched is said once.
 */
import type { Evidence, Fact, Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import type { Direction, IoTold } from './dealings.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import type { Moment } from './pictures.ts';

type Say = (fact: Fact) => void;

interface HeldIo {
  told: IoTold;
  /** Place in order of what was measured; '' where nothing was. */
  order: string;
  /** Where the dataset was first met. */
  readonly evidence: Evidence;
}

interface HeldProperty {
  readonly value: () => Json;
  readonly moment: Moment;
}

/** What waits of one run. */
export class HeldRun {
  readonly #run: RunKey;
  #inputs: Map<DatasetEntity, HeldIo> | null = null;
  #outputs: Map<DatasetEntity, HeldIo> | null = null;
  #properties: Map<string, HeldProperty> | null = null;
  readonly #onGrowth: () => void;

  constructor(run: RunKey, onGrowth: () => void) {
    this.#run = run;
    this.#onGrowth = onGrowth;
  }

  /** Takes that the run read or wrote a dataset. What neither replaces the other is said apart. */
  io(say: Say, direction: Direction, dataset: DatasetEntity, now: HeldIo): void {
    const held =
      direction === 'input'
        ? (this.#inputs ??= new Map<DatasetEntity, HeldIo>())
        : (this.#outputs ??= new Map<DatasetEntity, HeldIo>());
    const before = held.get(dataset);
    if (!before) {
      held.set(dataset, now);
      this.#onGrowth();
    } else if (replaces(now, before)) {
      before.told = now.told;
      before.order = now.order;
    } else if (!replaces(before, now)) {
      this.#sayIo(say, direction, dataset, before);
      held.set(dataset, now);
    }
  }

  /** Takes a property unless a newer one is known. `value`: makes what is stored of it. */
  property(key: string, value: () => Json, moment: Moment): void {
    const held = (this.#properties ??= new Map<string, HeldProperty>());
    const known = held.get(key);
    if (!known) this.#onGrowth();
    if (!known || known.moment.order <= moment.order) held.set(key, { value, moment });
  }

  say(say: Say): void {
    this.#inputs?.forEach((held, dataset) => this.#sayIo(say, 'input', dataset, held));
    this.#outputs?.forEach((held, dataset) => this.#sayIo(say, 'output', dataset, held));
    this.#properties?.forEach(({ value, moment }, key) =>
      say({
        type: 'property',
        target: { on: 'run', run: this.#run },
        key,
        value: value(),
        statedAt: moment.order,
        evidence: moment.evidence,
      }),
    );
  }

  #sayIo(say: Say, direction: Direction, { key }: DatasetEntity, held: HeldIo): void {
    const { told, order, evidence } = held;
    say({
      type: direction === 'input' ? 'run-input' : 'run-output',
      run: this.#run,
      dataset: key,
      ...told,
      ...(order === '' ? {} : { statedAt: order }),
      evidence,
    });
  }
}

/** Whether `later` is as late at least, and tells anew all that was told before. */
function replaces(later: HeldIo, before: HeldIo): boolean {
  if (later.order < before.order) return false;
  const [now, then] = [later.told, before.told];
  return (
    now === then ||
    ((hasFigures(now) || !hasFigures(then)) &&
      (now.version !== undefined || then.version === undefined) &&
      (now.seen !== undefined || then.seen === undefined))
  );
}

/** Figures replace one another wholly. */
const hasFigures = ({ rowCount, byteCount, fileCount }: IoTold): boolean =>
  rowCount !== undefined || byteCount !== undefined || fileCount !== undefined;

/** Runs of which nothing came while as many others were heard of are said. */
const MAX_RUNS = 512;
/** The same of inputs, outputs and properties of runs. */
const MAX_ENTRIES = 50_000;
/** The same of bytes that were parsed, which is what properties hold. */
const MAX_PARSED = 16 * 1024 * 1024;

export class HeldRuns {
  #now = new Map<string, HeldRun>();
  #before = new Map<string, HeldRun>();
  #entries = 0;
  #parsed = 0;
  readonly #onGrowth = (): void => {
    this.#entries++;
  };

  /** What waits of the run. */
  of(run: RunKey, job: JobEntity): HeldRun {
    const key = `${job.id}\0${run.runId}`;
    let held = this.#now.get(key);
    if (held) return held;
    held = this.#before.get(key);
    if (held) this.#before.delete(key);
    else held = new HeldRun(run, this.#onGrowth);
    this.#now.set(key, held);
    return held;
  }

  /** Counts what was parsed of an event. Says of which runs nothing came for long, a run a step. */
  *read(parsed: number, say: Say): Iterable<void> {
    this.#parsed += parsed;
    if (this.#now.size < MAX_RUNS && this.#entries < MAX_ENTRIES && this.#parsed < MAX_PARSED) return;
    const overdue = this.#before;
    this.#before = this.#now;
    this.#now = new Map();
    this.#entries = this.#parsed = 0;
    yield* said(overdue, say);
  }

  /** Says what waits, a run a step, and forgets it. */
  *flush(say: Say): Iterable<void> {
    const held = [this.#before, this.#now];
    this.#before = new Map();
    this.#now = new Map();
    this.#entries = this.#parsed = 0;
    for (const runs of held) yield* said(runs, say);
  }
}

function* said(runs: ReadonlyMap<string, HeldRun>, say: Say): Iterable<void> {
  for (const run of runs.values()) {
    run.say(say);
    yield;
  }
}
