/** A number before its noun: `3 columns`, `1 dataset`. */
export function counted(n: number, noun: string, several = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : several}`;
}
