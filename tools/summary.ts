/**
 * Adds up what Vitest and Playwright report, so that one line says how the tests went, and names what failed:
 * the runners say it in the middle of thousands of lines.
 */
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed: file, name and why, each over a few lines. */
  readonly failures: readonly string[];
  /** What passed only when it was repeated, in the same form. */
  readonly repeated: readonly string[];
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [] };

/** A check that does not hold, or a stage that could not run. */
export function failure(what: string): Counts {
  return { ...NONE, failed: 1, failures: [what] };
}

const count = z.number().int().nonnegative();

const vitestSchema = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count.default(0),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

const thrown = z.object({ message: z.string().default('') });

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  line: count,
  tests: z.array(
    z.object({ status: z.string(), results: z.array(z.object({ error: thrown.optional() })).default([]) }),
  ),
});
type Spec = z.infer<typeof specSchema>;

interface Suite {
  readonly specs?: Spec[] | undefined;
  readonly suites?: Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.object({
  specs: z.array(specSchema).optional(),
  suites: z.lazy(() => z.array(suiteSchema)).optional(),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  suites: z.array(suiteSchema).default([]),
  errors: z.array(thrown).default([]),
});

const LINES_OF_A_REASON = 12;

/** A failure as it is printed at the end. The runner's own lines say all of its reason. */
function told(what: string, reason: string): string {
  const lines = stripVTControlCharacters(reason)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line));
  const more = lines.length - LINES_OF_A_REASON;
  const shown = lines.slice(0, LINES_OF_A_REASON).map((line) => `  ${line}`);
  return [what, ...shown, ...(more > 0 ? [`  … ${more} more lines`] : [])].join('\n').trimEnd();
}

/** A file that could not even be loaded has no tests of its own and counts as one failure. */
export function fromVitest(report: unknown): Counts {
  const read = vitestSchema.parse(report);
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const named = (wanted: (status: string, reasons: readonly string[]) => boolean): string[] =>
    read.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, failureMessages }) => wanted(status, failureMessages))
        .map(({ fullName, failureMessages }) =>
          told(`${relative('', name)} › ${fullName}`, failureMessages.join('\n')),
        ),
    );
  const failed = named((status) => status === 'failed');
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
    failures: [...unloaded.map(({ name, message }) => told(relative('', name), message)), ...failed],
    repeated: named((status, reasons) => status === 'passed' && reasons.length > 0),
  };
}

const specsOf = ({ specs = [], suites = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)];

/** A test that passed when it was repeated has passed, the runner names it; an error outside of any test is a failure. */
export function fromPlaywright(report: unknown): Counts {
  const { stats, suites, errors } = playwrightSchema.parse(report);
  const specs = suites.flatMap(specsOf);
  const named = (wanted: string): string[] =>
    specs.flatMap(({ title, file, line, tests }) =>
      tests
        .filter(({ status }) => status === wanted)
        .map(({ results }) => {
          const reasons = results.flatMap(({ error }) => error?.message ?? []);
          return told(`e2e/${file}:${line} › ${title}`, reasons.at(-1) ?? '');
        }),
    );
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [...named('unexpected'), ...errors.map(({ message }) => told('outside of any test', message))],
    repeated: named('flaky'),
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
    return failure(`the runner ended with ${code} and wrote no report that can be read`);
  }
  const silent = code !== 0 && counts.failed === 0;
  return silent ? add(counts, failure(`the runner ended with ${code}, and no test failed`)) : counts;
}

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    repeated: [...a.repeated, ...b.repeated],
  };
}

export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
