/** Durations of ISO 8601-1:2019, 5.5.2: `P3Y`, `P18M`, `P2W`, `P1Y6M`, `PT12H`. Whole numbers only. */
const DURATION =
  /^P(?=\d|T\d)(?:\d{1,6}Y)?(?:\d{1,6}M)?(?:\d{1,6}W)?(?:\d{1,6}D)?(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?$/;

/** The duration as it is stored; null for what is none, or for no time at all. */
export function durationOf(text: string): string | null {
  const plain = text.trim().toUpperCase();
  return DURATION.test(plain) && /[1-9]/.test(plain) ? plain : null;
}

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day', H: 'hour', N: 'minute', S: 'second' } as const;

/** `1 year 6 months`. */
export function durationWords(duration: string): string {
  return partsOf(duration)
    .map(([count, unit]) => `${count} ${UNITS[unit]}${count === 1 ? '' : 's'}`)
    .join(' ');
}

/** Mean lengths in days, for putting durations in order. */
const DAYS = { Y: 365.2425, M: 30.436875, W: 7, D: 1, H: 1 / 24, N: 1 / 1440, S: 1 / 86_400 } as const;

/** About how many days a duration has. */
export function daysOf(duration: string): number {
  return partsOf(duration).reduce((sum, [count, unit]) => sum + count * DAYS[unit], 0);
}

/** Minutes as `N`: the letter M stands for months and minutes. */
function partsOf(duration: string): [count: number, unit: keyof typeof DAYS][] {
  const [date, time] = duration.slice(1).split('T');
  const text = `${date ?? ''}${(time ?? '').replace('M', 'N')}`;
  return [...text.matchAll(/(\d+)([YMWDHNS])/g)].map(([, count, unit]) => [
    Number(count),
    unit as keyof typeof DAYS,
  ]);
}
