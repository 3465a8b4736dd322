/**
 * Replaceable statements: one facet of one dataset or job, or the declared inputs and outputs of a job.
 *
 * Each is replaced wholly by a later one (see {@link orderOf}), so only the newest is worth
 * writing. It waits here until the end of the import, or until much has gathered; then its scope is
 * declared and its facts follow. What remains of it is the order, so an older one that arrives still
 * later is recognised as such.
 */
import type { Evidence, Fact } from '../../model/facts.ts';

/** Where something was said. */
export interface Place {
  readonly file: number;
  readonly at: string;
}

/** When and where something was said. `time`: RFC 3339 instant in UTC, null where the event has none. */
export interface Stamp extends Place {
  readonly time: string | null;
  /** Orders all events; see {@link orderOf}. */
  readonly order: string;
}

/** The event being read: where it stands, when it happened, and the one evidence its facts share. */
export interface Moment extends Stamp {
  readonly evidence: Evidence;
}

/**
 * The place of an event among all: by its time, those without one first. Events of the same instant are
 * ordered by their type, an end after a beginning, and at last by their content. So it does not matter in
 * what order they arrive, in one import or in several.
 */
export function orderOf(time: string | null, eventType: string, hash: string): string {
  const rank = /^(?:COMPLETE|ABORT|FAIL)$/i.test(eventType) ? 2 : /^START$/i.test(eventType) ? 0 : 1;
  return `${time ?? ''}#${rank}${hash.slice(0, 16)}`;
}

interface Owner {
  readonly pictures: Map<string, Picture>;
  scope(statement: string): string;
}

/** Makes the facts of a statement, with evidence in its scope. */
export type Draw = (evidence: Evidence) => void;

export interface Picture {
  readonly owner: Owner;
  readonly statement: string;
  order: string;
  /** What was said, by which repetition is recognised. */
  facet: object | null;
  /** When and where it was said, and what makes facts of it; null unless it waits to be written. */
  stamp: Stamp | null;
  draw: Draw | null;
}

export class Pictures {
  readonly #pending = new Set<Picture>();

  /** Statements that wait to be written. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Takes the statement unless a newer one is known. */
  offer(owner: Owner, statement: string, stamp: Stamp, draw: Draw, facet: object | null = null): void {
    let picture = owner.pictures.get(statement);
    if (!picture) {
      picture = { owner, statement, order: '', facet: null, stamp: null, draw: null };
      owner.pictures.set(statement, picture);
    } else if (stamp.order < picture.order) return;
    if (picture.stamp === null) this.#pending.add(picture);
    picture.order = stamp.order;
    picture.stamp = stamp;
    picture.draw = draw;
    picture.facet = facet;
  }

  /**
   * Takes it that a statement which waits was made again, with the very same facet. False where it does not wait,
   * or was made with another one.
   */
  repeats(owner: Owner, statement: string, stamp: Stamp, facet: object): boolean {
    const picture = owner.pictures.get(statement);
    if (picture?.stamp == null || picture.facet !== facet) return false;
    if (stamp.order < picture.order) return true;
    picture.order = stamp.order;
    picture.stamp = stamp;
    return true;
  }

  /**
   * Writes what waits, statement by statement: the scope into `out`, then the facts by `draw`. Those
   * named `first` go first.
   */
  *flush(first: string, out: (fact: Fact) => void): Iterable<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    const ordered = [
      ...pending.filter(({ statement }) => statement === first),
      ...pending.filter(({ statement }) => statement !== first),
    ];
    for (const picture of ordered) {
      const { owner, statement, stamp, draw } = picture;
      if (!stamp || !draw) continue;
      picture.stamp = picture.draw = picture.facet = null;
      const scope = owner.scope(statement);
      out({ type: 'scope', scope, mode: 'replace', asOf: stamp.order });
      draw({ scope, file: stamp.file, at: stamp.at });
      yield;
    }
  }
}
