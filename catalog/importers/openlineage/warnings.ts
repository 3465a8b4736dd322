/** Doubts, told once a file and code instead of once an event. */
import type { ImportContext } from '../importer.ts';
import type { Place } from './pictures.ts';

interface Doubt {
  readonly file: number;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  times: number;
}

/** Kinds of difference from the specification that are told of in one import. */
const MAX_POINTERS = 200;

export class Warnings {
  readonly #doubts = new Map<string, Doubt>();
  #pointers = 0;

  /** `message`: what is wrong and what was kept, of one occurrence. */
  add(code: string, place: Place, message: string): void {
    this.#count(`${place.file} ${code}`, code, place, () => message);
  }

  /** The event differs from the specification at a pointer; it was taken all the same. */
  differs(pointer: string, expected: string, place: Place): void {
    const key = `${place.file} not-conforming ${pointer}`;
    if (!this.#doubts.has(key) && this.#pointers >= MAX_POINTERS) return;
    const isNew = this.#count(
      key,
      'not-conforming',
      place,
      () => `The specification asks for ${expected} at ${pointer}; the event was taken all the same.`,
    );
    if (isNew) this.#pointers++;
  }

  #count(key: string, code: string, { file, at }: Place, message: () => string): boolean {
    const doubt = this.#doubts.get(key);
    if (doubt) doubt.times++;
    else this.#doubts.set(key, { file, at, code, message: message(), times: 1 });
    return !doubt;
  }

  /** Reports what was gathered, with the place of the first occurrence. */
  report(context: Pick<ImportContext, 'issue'>): void {
    for (const { file, at, code, message, times } of this.#doubts.values()) {
      const more = `Found ${times} times in this file.`;
      const told = times === 1 ? message : `${message} ${more}`;
      context.issue({ severity: 'warning', file, at, code, message: told });
    }
    this.#doubts.clear();
  }
}
