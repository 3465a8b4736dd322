import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE, add, countsOf, fromPlaywright, fromVitest, summaryLine } from './summary.ts';

const vitest = (counts: object = {}, files: object[] = []) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: files,
  success: true,
  ...counts,
});
const playwright = (stats: object = {}, errors: unknown[] = [], suites: unknown[] = []) => ({
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1, duration: 1.5, ...stats },
  suites,
  errors,
});

describe('the counts of a run', () => {
  it('come from what the runners report', () => {
    expect(fromVitest(vitest())).toEqual({ ...NONE, passed: 5, skipped: 3 });
    expect(fromPlaywright(playwright())).toEqual({ ...NONE, passed: 3, skipped: 1 });
  });

  it('count a file that could not be loaded, and one with failing tests only by its tests', () => {
    const files = [
      {
        name: join(process.cwd(), 'cli/a.test.ts'),
        status: 'failed',
        message: 'no b.ts',
        assertionResults: [],
      },
      {
        name: join(process.cwd(), 'cli/c.test.ts'),
        status: 'failed',
        assertionResults: [
          { fullName: 'c adds up', status: 'passed', failureMessages: [] },
          { fullName: 'c waits', status: 'passed', failureMessages: ['E: too late'] },
          {
            fullName: 'c ends',
            status: 'failed',
            failureMessages: ['\u001b[31mE: 1 is not 2\u001b[39m\n at c'],
          },
        ],
      },
    ];
    expect(fromVitest(vitest({ numFailedTests: 1 }, files))).toMatchObject({
      failed: 2,
      failures: ['cli/a.test.ts\n  no b.ts', 'cli/c.test.ts › c ends\n  E: 1 is not 2\n   at c'],
      repeated: ['cli/c.test.ts › c waits\n  E: too late'],
    });
  });

  it('name what failed in the browser, however deep it stands, and no more of its reason than fits', () => {
    const message = Array.from({ length: 20 }, (_, at) => `line ${at}`).join('\n');
    const spec = (title: string, status: string) => ({
      title,
      file: 'map.spec.ts',
      line: 7,
      tests: [{ status, results: [{ error: { message: 'the first try' } }, { error: { message } }] }],
    });
    const inner = { title: 'deep', specs: [spec('flickers', 'flaky'), spec('opens', 'unexpected')] };
    const suites = [{ title: 'map.spec.ts', specs: [spec('zooms', 'expected')], suites: [inner] }];
    const { failures, repeated } = fromPlaywright(playwright({ unexpected: 1, flaky: 1 }, [], suites));
    expect(repeated.map((what) => what.split('\n')[0])).toEqual(['e2e/map.spec.ts:7 › flickers']);
    expect(failures).toHaveLength(1);
    const lines = failures[0]!.split('\n');
    expect(lines[0]).toBe('e2e/map.spec.ts:7 › opens');
    expect(lines[1]).toBe('  line 0');
    expect(lines.at(-1)).toBe('  … 8 more lines');
  });

  it('count errors outside of tests as failures, and tests that passed when repeated as passed', () => {
    const counts = fromPlaywright(playwright({ unexpected: 1, flaky: 2 }, [{ message: 'worker died' }]));
    expect(counts).toEqual({
      ...NONE,
      passed: 5,
      failed: 2,
      skipped: 1,
      failures: ['outside of any test\n  worker died'],
    });
  });

  it('are a failure when the runner failed, whatever it wrote', () => {
    const unread = 'the runner ended with 1 and wrote no report that can be read';
    expect(countsOf(fromVitest, null, 1)).toEqual({ ...NONE, failed: 1, failures: [unread] });
    expect(countsOf(fromVitest, null, 0).failed).toBe(1);
    expect(countsOf(fromVitest, '{"numPassed', 0).failed).toBe(1);
    expect(countsOf(fromVitest, '{}', 0).failed).toBe(1);
    expect(countsOf(fromVitest, JSON.stringify(vitest()), 1)).toEqual({
      ...NONE,
      passed: 5,
      failed: 1,
      skipped: 3,
      failures: ['the runner ended with 1, and no test failed'],
    });
    expect(countsOf(fromVitest, JSON.stringify(vitest({ numFailedTests: 4 })), 1).failed).toBe(4);
    expect(countsOf(fromPlaywright, JSON.stringify(playwright()), 0)).toEqual({
      ...NONE,
      passed: 3,
      skipped: 1,
    });
  });

  it('add up, and read as one line', () => {
    const names = fc.array(fc.string(), { maxLength: 3 });
    const counts = fc.record({
      passed: fc.nat(),
      failed: fc.nat(),
      skipped: fc.nat(),
      failures: names,
      repeated: names,
    });
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(summaryLine(add(a, b))).toBe(summaryLine(add(b, a)));
      }),
    );
    fc.assert(
      fc.property(counts, (a) => {
        expect(add(a, NONE)).toEqual(a);
      }),
    );
    expect(summaryLine({ ...NONE, passed: 12, skipped: 3 })).toBe('12 passed, 0 failed, 3 skipped');
  });
});
