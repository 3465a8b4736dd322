/** One line of progress on a terminal; nothing where the output is not a terminal. */
import { remarkHere } from './print.ts';

const STEP_MS = 120;
/** Back to the beginning of the line, which is emptied. */
const BEGINNING = '\r\u001b[K';

export class ProgressLine {
  #last = 0;
  #shown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    const now = Date.now();
    if (now - this.#last < STEP_MS) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(BEGINNING);
    remarkHere(text.replace(/\s+/g, ' '));
  }

  end(): void {
    if (this.#shown) process.stderr.write(BEGINNING);
  }
}

/** "12.4 MB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
