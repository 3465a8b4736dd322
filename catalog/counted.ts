/** A number before its noun: `3 columns`, `1 dataset`. */
export function counted(n: number, noun: string, several = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : several}`;
}

/** The same of numbers that may be large, with marks between thousands: `12,345 columns`. */
export function many(n: number, noun: string, several = `${noun}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? noun : several}`;
}
