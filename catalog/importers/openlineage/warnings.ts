/** Doubts, told once a file and code instead of once an event. */
import type { ImportContext } from '../importer.ts';

interface Doubt {
  readonly at: string;
  readonly message: string;
  times: number;
}

export class Warnings {
  readonly #context: ImportContext;
  readonly #doubts = new Map<string, Doubt>();

  constructor(context: ImportContext) {
    this.#context = context;
  }

  /** `message`: what is wrong and what was kept, of one occurrence. */
  add(code: string, at: string, message: string): void {
    const doubt = this.#doubts.get(code);
    if (doubt) doubt.times++;
    else this.#doubts.set(code, { at, message, times: 1 });
  }

  /** Reports what was gathered about a file. */
  report(file: number): void {
    for (const [code, { at, message, times }] of this.#doubts) {
      const more = times === 1 ? '' : ` Found ${times} times in this file.`;
      this.#context.issue({ severity: 'warning', file, at, code, message: `${message}${more}` });
    }
    this.#doubts.clear();
  }
}
