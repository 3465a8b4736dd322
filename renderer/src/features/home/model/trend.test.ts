import { describe, expect, it } from 'vitest';
import { shareLine, type TrendPoint } from './trend.ts';

const point = (datasets: number, owned: number): TrendPoint => ({
  ...{ revision: 1, at: '2026-01-01T00:00:00Z', datasets, owned },
  ...{ classified: 0, described: 0, reviewed: 0 },
});

describe('the line of a share', () => {
  it('goes in steps from the left to the right edge, nothing at the bottom and all at the top', () => {
    expect(shareLine([point(10, 0), point(10, 5), point(20, 20)], 'owned')).toBe('M0 22.5H50V12H100V1.5');
  });

  it('is level where there is one revision, and at the bottom where there are no datasets', () => {
    expect(shareLine([point(4, 4)], 'owned')).toBe('M0 1.5H100');
    expect(shareLine([point(0, 0), point(1, 1)], 'owned')).toBe('M0 22.5H100V1.5');
    expect(shareLine([], 'owned')).toBe('');
  });
});
