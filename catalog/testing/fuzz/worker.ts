/** Tries inputs one by one in a thread that can be ended when it hangs. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ImporterKind } from '../../importers/importer.ts';
import { importersOf } from '../../importers/index.ts';
import { checkImporter } from './check-importer.ts';
import { CatalogCheck } from './check-import.ts';
import { inputOf } from './input.ts';
import { Random } from './random.ts';

/** What the thread is told when it starts. */
export interface Assignment {
  readonly kind: ImporterKind;
  readonly seed: string;
  /** Every so many inputs one goes through a whole import into a catalog. */
  readonly wholeEvery: number;
}

/** What it answers for each number that it is sent. */
export interface Verdict {
  readonly number: number;
  readonly accepted: number;
  readonly issues: number;
  readonly facts: number;
  readonly whole: boolean;
  readonly milliseconds: number;
  /** What went wrong; null where nothing did. */
  readonly failure: string | null;
}

/** Column lineage starts threads of its own; one import in so many derives it. */
const LINEAGE_EVERY = 250;

const { kind, seed, wholeEvery } = workerData as Assignment;
const importer = importersOf().find((one) => one.kind === kind)!;
const catalog = new CatalogCheck();

parentPort?.on('message', (number: number | 'end') => {
  if (number === 'end') void catalog.close().then(() => parentPort?.close());
  else void judge(number).then((verdict) => parentPort?.postMessage(verdict));
});

async function judge(number: number): Promise<Verdict> {
  const whole = number % wholeEvery === 0;
  const counts = { accepted: 0, issues: 0, facts: 0 };
  let failure: string | null = null;
  const files = inputOf(kind, seed, number);
  const started = performance.now();
  try {
    Object.assign(counts, await checkImporter(importer, files, number % LINEAGE_EVERY === 1));
    if (whole) await catalog.check(kind, files, new Random(`${seed}/${kind}/${number}/whole`));
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return { number, ...counts, whole, milliseconds: performance.now() - started, failure };
}
