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
const playwright = (stats: object = {}, errors: unknown[] = []) => ({
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1, duration: 1.5, ...stats },
  errors,
});

describe('the counts of a run', () => {
  it('come from what the runners report', () => {
    expect(fromVitest(vitest())).toEqual({ passed: 5, failed: 0, skipped: 3 });
    expect(fromPlaywright(playwright())).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });

  it('count a file that could not be loaded, and one with failing tests only by its tests', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ];
    expect(fromVitest(vitest({ numFailedTests: 1 }, files)).failed).toBe(2);
  });

  it('count errors outside of tests as failures, and tests that passed when repeated as passed', () => {
    const counts = fromPlaywright(playwright({ unexpected: 1, flaky: 2 }, ['worker died']));
    expect(counts).toEqual({ passed: 5, failed: 2, skipped: 1 });
  });

  it('are a failure when the runner failed, whatever it wrote', () => {
    expect(countsOf(fromVitest, null, 1)).toEqual({ ...NONE, failed: 1 });
    expect(countsOf(fromVitest, null, 0)).toEqual({ ...NONE, failed: 1 });
    expect(countsOf(fromVitest, '{"numPassed', 0).failed).toBe(1);
    expect(countsOf(fromVitest, '{}', 0).failed).toBe(1);
    expect(countsOf(fromVitest, JSON.stringify(vitest()), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
    expect(countsOf(fromVitest, JSON.stringify(vitest({ numFailedTests: 4 })), 1).failed).toBe(4);
    expect(countsOf(fromPlaywright, JSON.stringify(playwright()), 0)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
    });
  });

  it('add up, and read as one line', () => {
    const counts = fc.record({ passed: fc.nat(), failed: fc.nat(), skipped: fc.nat() });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(add(a, b)).toEqual(add(b, a));
      }),
    );
    fc.assert(
      fc.property(counts, (a) => {
        expect(add(a, NONE)).toEqual(a);
      }),
    );
    expect(summaryLine({ passed: 12, failed: 0, skipped: 3 })).toBe('12 passed, 0 failed, 3 skipped');
  });
});
