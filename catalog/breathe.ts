/** Long work on the one thread that everything shares: it rests in between, so that others have their turn. */

/** How long the thread is held before others may run. Milliseconds. */
const BREATH_MS = 40;

/** Lets other tasks of this process run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Tells work that comes in pieces when it has held the thread for long. */
export class Pace {
  readonly #breath: number;
  #since = performance.now();

  /** `breath`: milliseconds from one rest to the next. */
  constructor(breath = BREATH_MS) {
    this.#breath = breath;
  }

  get restIsDue(): boolean {
    return performance.now() - this.#since >= this.#breath;
  }

  /** Lets other tasks of this process run; the time counts anew after it. */
  async rest(): Promise<void> {
    await breathe();
    this.#since = performance.now();
  }
}

/**
 * Takes all steps, with rests in between; `beforeRest` tells how far the work is.
 *
 * @throws the signal's reason once it is aborted
 */
export async function inBreaths(
  steps: Iterable<void>,
  signal: AbortSignal,
  beforeRest?: () => void,
): Promise<void> {
  const pace = new Pace();
  for (const _step of steps) {
    signal.throwIfAborted();
    if (!pace.restIsDue) continue;
    beforeRest?.();
    await pace.rest();
  }
}

/** Takes all steps without a rest. @returns what they made */
export function atOnce<Made>(steps: Generator<void, Made>): Made {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/**
 * Takes all steps, with rests in between. @returns what they made
 *
 * @throws the signal's reason once it is aborted
 */
export async function withRests<Made>(steps: Generator<void, Made>, signal?: AbortSignal): Promise<Made> {
  const pace = new Pace();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (!pace.restIsDue) continue;
    await pace.rest();
    signal?.throwIfAborted();
  }
}
