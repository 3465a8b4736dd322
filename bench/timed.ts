/** What benchmarks share: time, and lines of output. Times are of the processor, since others may use it, too. */

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

export function timed<Value>(work: () => Value): { readonly ms: number; readonly value: Value } {
  const started = process.cpuUsage();
  const value = work();
  return { ms: cpu(started), value };
}

export async function timedAsync<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly ms: number; readonly value: Value }> {
  const started = process.cpuUsage();
  const value = await work();
  return { ms: cpu(started), value };
}

export const ms = (time: number): string => `${time.toFixed(0)} ms`;
