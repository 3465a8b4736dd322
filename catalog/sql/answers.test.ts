import { describe, expect, it } from 'vitest';
import { Answers } from './answers.ts';
import type { LineageAnswer, LineageRequest } from './lineage.ts';

const request = (sql: string, more: Partial<LineageRequest> = {}): LineageRequest => ({
  sql,
  database: 'snowflake',
  relations: [{ name: ['t'], columns: ['a'], complete: true }],
  output: [],
  ...more,
});
const found: LineageAnswer = { lineage: { columns: [], open: true, influences: [], outside: [['db', 't']] } };

/** Counts how often it is asked. */
function asked(answer: LineageAnswer = found) {
  const asking = { times: 0, ask: () => Promise.resolve((asking.times++, answer)) };
  return asking;
}

describe('answers kept in memory', () => {
  it('asks once, and answers the same', async () => {
    const answers = new Answers();
    const asking = asked();
    expect(await answers.of(request('select 1'), asking.ask)).toEqual(found);
    expect(await answers.of(request('select 1'), asking.ask)).toEqual(found);
    expect(asking.times).toBe(1);
  });

  it('asks again when anything is different that the answer depends on', async () => {
    const answers = new Answers();
    const asking = asked();
    const relations = [{ name: ['t'], columns: ['a', 'b'], complete: true }];
    const different = [
      request('select 1'),
      request('select 2'),
      request('select 1', { database: 'postgres' }),
      request('select 1', { output: ['x'] }),
      request('select 1', { relations }),
      request('select 1', { relations: relations.map((one) => ({ ...one, complete: false })) }),
      request('select 1', { relations: relations.map((one) => ({ ...one, inlinedAs: ['__dbt__cte__t'] })) }),
    ];
    for (const one of [...different, ...different]) await answers.of(one, asking.ask);
    expect(asking.times).toBe(different.length);
  });

  it('keeps failures that lie in the query, not those of the machine', async () => {
    let now = 0;
    const answers = new Answers({ now: () => now });
    for (const [reason, times] of [
      ['parse-error', 1],
      ['analysis-failed', 2],
      ['timed-out', 1],
    ] as const) {
      const asking = asked({ reason });
      await answers.of(request(reason), asking.ask);
      expect(await answers.of(request(reason), asking.ask)).toEqual({ reason });
      expect(asking.times, reason).toBe(times);
    }
    now = 20 * 60_000;
    const [slow, broken] = [asked(), asked()];
    await answers.of(request('timed-out'), slow.ask);
    await answers.of(request('parse-error'), broken.ask);
    expect([slow.times, broken.times]).toEqual([1, 0]);
  });

  it('forgets the least recently used first', async () => {
    const answers = new Answers({ mostBytes: 2_000 });
    const asking = asked();
    for (let at = 0; at < 100; at++) {
      await answers.of(request('select 0'), asking.ask);
      await answers.of(request(`select ${at + 1}`), asking.ask);
    }
    expect(asking.times).toBe(101);
    expect(answers.size).toBeLessThan(10);
    await answers.of(request('select 1'), asking.ask);
    expect(asking.times).toBe(102);
  });
});
