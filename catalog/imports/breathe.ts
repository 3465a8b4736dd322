/** Lets other tasks of this process run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
