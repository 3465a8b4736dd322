import { describe, expect, it } from 'vitest';
import { changeWords } from './change-words.ts';
import { percentDone, progressLine } from './progress-words.ts';

const reading = (bytesDone: number, bytesTotal: number) =>
  ({
    step: 'running',
    purpose: 'import',
    since: 1000,
    progress: { type: 'progress', phase: 'reading', bytesDone, bytesTotal, records: 1200, file: 'a.json' },
  }) as const;

describe('progress in words', () => {
  it('counts bytes while reading, and only then', () => {
    expect(percentDone(reading(250, 1000))).toBe(25);
    expect(percentDone(reading(0, 0))).toBeNull();
    const committing = {
      ...reading(1000, 1000),
      progress: { ...reading(1000, 1000).progress, phase: 'committing' as const },
    };
    expect(percentDone(committing)).toBeNull();
  });

  it('never passes 100, whatever the engine counts', () => {
    expect(percentDone(reading(5000, 1000))).toBe(100);
  });

  it('tells amount, rate, records and time', () => {
    expect(progressLine(reading(4_000_000, 8_000_000), 3000)).toBe(
      `4 MB of 8 MB · 2 MB/s · ${new Intl.NumberFormat().format(1200)} records · 2 s so far`,
    );
  });

  it('counts models while their SQL is analysed', () => {
    const analysing = (steps?: { done: number; total: number }) => ({
      ...reading(0, 8_000_000),
      progress: {
        ...reading(0, 8_000_000).progress,
        phase: 'analysing' as const,
        bytesDone: steps ? 0 : 2_000_000,
        records: 0,
        ...(steps && { steps }),
      },
    });
    const counted = analysing({ done: 312, total: 1930 });
    expect(percentDone(counted)).toBe(16);
    expect(progressLine(counted, 3000)).toBe(
      `312 of ${new Intl.NumberFormat().format(1930)} models · 2 s so far`,
    );
    expect(percentDone(analysing())).toBeNull();
    expect(progressLine(analysing(), 3000)).toBe('looking for compiled SQL in 2 MB of 8 MB · 2 s so far');
  });

  it('tells what an import changed', () => {
    expect(changeWords({ added: 3, changed: 0, retired: 1 })).toBe('3 added, 1 retired');
    expect(changeWords({ added: 0, changed: 0, retired: 0 })).toBe('no change');
  });
});
