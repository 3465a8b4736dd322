/**
 * Processor time for tests that hold work to a bound: that nothing grows out of proportion. Time by the clock
 * would also count what the machine does beside the test.
 */

/** Answers a function that tells the milliseconds of processor time this thread has used since. */
export function cpuClock(): () => number {
  const begun = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1000;
  };
}
