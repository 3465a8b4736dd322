/** Doubts, told once a file and code instead of once an event. */
import type { ImportContext } from '../importer.ts';

interface Doubt {
  readonly file: number;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  times: number;
}

export class Warnings {
  readonly #doubts = new Map<string, Doubt>();

  /** `message`: what is wrong and what was kept, of one occurrence. */
  add(code: string, { file, at }: { readonly file: number; readonly at: string }, message: string): void {
    const key = `${file} ${code}`;
    const doubt = this.#doubts.get(key);
    if (doubt) doubt.times++;
    else this.#doubts.set(key, { file, at, code, message, times: 1 });
  }

  /** Reports what was gathered, with the place of the first occurrence. */
  report(context: ImportContext): void {
    for (const { file, at, code, message, times } of this.#doubts.values()) {
      const more = times === 1 ? '' : ` Found ${times} times in this file.`;
      context.issue({ severity: 'warning', file, at, code, message: `${message}${more}` });
    }
    this.#doubts.clear();
  }
}
