/** Runs many inputs through one importer and keeps those that broke something. */
import { Worker } from 'node:worker_threads';
import type { ImporterKind } from '../../importers/importer.ts';
import { inputOf, type FuzzFile } from './input.ts';
import type { Assignment, Verdict } from './worker.ts';

export interface CampaignOptions {
  readonly kind: ImporterKind;
  readonly seed: string;
  /** Numbers of the inputs: from `first`, so many. */
  readonly first: number;
  readonly count: number;
  readonly wholeEvery: number;
  readonly onProgress?: (done: number) => void;
}

export interface Failure {
  readonly number: number;
  readonly reason: string;
  readonly files: readonly FuzzFile[];
}

export interface CampaignResult {
  readonly inputs: number;
  /** Inputs that also went through a whole import. */
  readonly whole: number;
  /** Inputs of which something was accepted, and of which something was complained about. */
  readonly accepted: number;
  readonly complained: number;
  readonly facts: number;
  readonly slowest: { readonly number: number; readonly milliseconds: number };
  readonly failures: readonly Failure[];
}

/** An input that takes longer hangs. The machine may be busy with other things. */
const LIMIT_MS = 30_000;

export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { kind, seed, first, count, wholeEvery } = options;
  const total = { inputs: 0, whole: 0, accepted: 0, complained: 0, facts: 0 };
  const failures: Failure[] = [];
  let slowest = { number: first, milliseconds: 0 };
  let thread = new Thread({ kind, seed, wholeEvery });
  for (let number = first; number < first + count; number++) {
    const verdict = await thread.ask(number);
    total.inputs++;
    if (typeof verdict === 'string') {
      failures.push({ number, reason: verdict, files: inputOf(kind, seed, number) });
      thread = new Thread({ kind, seed, wholeEvery });
      continue;
    }
    if (verdict.whole) total.whole++;
    if (verdict.accepted > 0) total.accepted++;
    if (verdict.issues > 0) total.complained++;
    total.facts += verdict.facts;
    if (verdict.milliseconds > slowest.milliseconds) slowest = { number, milliseconds: verdict.milliseconds };
    if (verdict.failure !== null)
      failures.push({ number, reason: verdict.failure, files: inputOf(kind, seed, number) });
    options.onProgress?.(total.inputs);
  }
  await thread.end();
  return { ...total, slowest, failures };
}

class Thread {
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  #answer: ((verdict: Verdict | string) => void) | null = null;

  constructor(workerData: Assignment) {
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    this.#worker.on('message', (verdict: Verdict) => this.#answer?.(verdict));
    this.#worker.on('error', (error) => this.#answer?.(`The thread ended: ${error.stack ?? error.message}`));
    this.#ended = new Promise((resolve) => this.#worker.on('exit', resolve));
    void this.#ended.then(() => this.#answer?.('The thread ended.'));
  }

  /** The verdict, or in words why there is none; this thread is then of no more use. */
  async ask(number: number): Promise<Verdict | string> {
    const verdict = await new Promise<Verdict | string>((resolve) => {
      const timer = setTimeout(() => resolve(`It was not done after ${LIMIT_MS / 1000} seconds.`), LIMIT_MS);
      this.#answer = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      this.#worker.postMessage(number);
    });
    this.#answer = null;
    if (typeof verdict === 'string') await this.#worker.terminate();
    return verdict;
  }

  async end(): Promise<void> {
    this.#worker.postMessage('end');
    await this.#ended;
  }
}
