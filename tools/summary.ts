/** Adds up what Vitest and Playwright report, so that one line says how the tests went. */
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

const count = z.number().int().nonnegative();

const vitestSchema = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count.default(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()).default([]),
});

/** A file that could not even be loaded has no tests of its own and counts as one failure. */
export function fromVitest(report: unknown): Counts {
  const read = vitestSchema.parse(report);
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** A test that passed when it was repeated has passed, the runner names it; an error outside of any test is a failure. */
export function fromPlaywright(report: unknown): Counts {
  const { stats, errors } = playwrightSchema.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The counts of a run, whatever became of it.
 * @param report text of the report, null when none was written
 * @param code the runner's exit code; a bad one counts as a failure even where no test failed
 */
export function countsOf(read: (report: unknown) => Counts, report: string | null, code: number): Counts {
  let counts: Counts;
  try {
    counts = read(JSON.parse(report ?? ''));
  } catch {
    return { ...NONE, failed: 1 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
