/** Calls that a break of the connection cut off, until somebody says so. */
const MOST = 200;
const cut: string[] = [];

/** @param path of the procedure */
export function noteCutOff(path: readonly string[]): void {
  if (cut.length < MOST) cut.push(path.join('.'));
}

/** Those since the last call. */
export const takeCutOff = (): string[] => cut.splice(0);
