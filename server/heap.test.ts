import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Makes garbage that outlives collections of young memory, then does nothing; prints bytes in use before and after. */
const PROGRAM = `
import { setTimeout as delay } from 'node:timers/promises';
const { keepHeapSmall } = await import(${JSON.stringify(new URL('./heap.ts', import.meta.url).href)});
keepHeapSmall();
let rows = Array.from({ length: 1_000_000 }, (_, id) => ({ id, name: ['a', id] }));
const before = process.memoryUsage().heapUsed;
rows = rows.length;
const until = performance.now() + 60_000;
let after = before;
while (after > before / 2 && performance.now() < until) {
  await delay(500);
  after = process.memoryUsage().heapUsed;
}
console.log(JSON.stringify({ before, after, exposed: typeof gc }));`;

it('gives back what work left behind once the process is at rest', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM]);
  const { before, after, exposed } = JSON.parse(stdout) as Record<'before' | 'after' | 'exposed', unknown>;
  expect(before).toBeGreaterThan(80e6);
  expect(after).toBeLessThan(40e6);
  expect(exposed).toBe('undefined');
});
