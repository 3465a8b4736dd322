/** What benchmarks share: time, and lines of output. */

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

export function timed<Value>(work: () => Value): { readonly ms: number; readonly value: Value } {
  const started = performance.now();
  const value = work();
  return { ms: performance.now() - started, value };
}

export async function timedAsync<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly ms: number; readonly value: Value }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}

export const ms = (time: number): string => `${time.toFixed(0)} ms`;
