import { afterEach, describe, expect, it } from 'vitest';
import type { LineageRequest } from './lineage.ts';
import { LineagePool, type PoolOptions } from './pool.ts';
import { workerFiles } from './worker-file.ts';

const query = (sql: string): LineageRequest => ({ sql, database: 'snowflake', relations: [], output: [] });

/** Long enough to be ended in the middle of it. */
const LONG = query(`select ${Array.from({ length: 90_000 }, (_, at) => `col_${at}`).join(', ')} from t`);
const SHORT = query('select a from t');

let pool: LineagePool | null = null;
afterEach(() => pool?.close());

function start(options: PoolOptions): Pick<LineagePool, 'analyse'> {
  const started = new LineagePool(options);
  pool = started;
  return { analyse: (request) => started.analyse(request) };
}

describe('the pool of threads', () => {
  it('answers in the order asked, more queries than it has threads', async () => {
    const { analyse } = start({ size: 2 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => analyse(query(`select a${at} from t`))),
    );
    expect(answers.map((answer) => ('lineage' in answer ? answer.lineage.columns[0]?.name : answer))).toEqual(
      Array.from({ length: 20 }, (_, at) => `A${at}`),
    );
  });

  it('ends a thread that takes too long and goes on with another', async () => {
    const { analyse } = start({ size: 1, timeoutMs: 400 });
    const [slow, quick] = await Promise.all([analyse(LONG), analyse(SHORT)]);
    expect(slow).toEqual({ reason: 'timed-out' });
    expect(quick).toHaveProperty('lineage');
    expect(await analyse(SHORT)).toHaveProperty('lineage');
  });

  it('answers everything when it is closed in the middle', async () => {
    const { analyse } = start({ size: 1 });
    const pending = [analyse(LONG), analyse(SHORT)];
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool?.close();
    for (const answer of await Promise.all(pending))
      expect(answer).toMatchObject({ reason: 'analysis-failed' });
    expect(await analyse(SHORT)).toMatchObject({ reason: 'analysis-failed' });
  });

  it('says so where no thread can be started, and tries once', async () => {
    const files = { ...workerFiles(), parser: '/nowhere/parser.wasm' };
    const { analyse } = start({ size: 2, files });
    const answers = await Promise.all([analyse(SHORT), analyse(SHORT), analyse(SHORT)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ reason: 'analysis-failed', detail: expect.stringContaining('ENOENT') });
    }
  });
});
