/**
 * Replaceable statements: one facet of one dataset or job, or the declared inputs and outputs of a job.
 *
 * Each is replaced wholly by a later one (by event time, then arrival), so only the newest is worth
 * writing. It waits here until the end of the import, or until much has gathered; then its scope is
 * declared and its facts follow. What remains of it is the time, so an older one that arrives still
 * later is recognised as such.
 */
import type { Evidence, Fact } from '../../model/facts.ts';

/** When and where something was said. `time`: RFC 3339 instant in UTC; null is before every time. */
export interface Stamp {
  readonly file: number;
  readonly at: string;
  readonly time: string | null;
}

interface Owner {
  readonly pictures: Map<string, Picture>;
  scope(statement: string): string;
}

/** Makes the facts of a statement, with evidence in its scope. */
export type Draw = (evidence: Evidence) => void;

export interface Picture {
  time: string | null;
  pending: { readonly owner: Owner; readonly stamp: Stamp; readonly draw: Draw } | null;
}

export class Pictures {
  readonly #pending = new Map<Picture, string>();

  /** Statements that wait to be written. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Takes the statement unless a newer one is known. */
  offer(owner: Owner, statement: string, stamp: Stamp, draw: Draw): void {
    let picture = owner.pictures.get(statement);
    if (!picture) owner.pictures.set(statement, (picture = { time: null, pending: null }));
    else if (isBefore(stamp.time, picture.time)) return;
    picture.time = stamp.time;
    picture.pending = { owner, stamp, draw };
    this.#pending.set(picture, statement);
  }

  /**
   * Writes what waits, statement by statement: the scope into `out`, then the facts by `draw`. Those
   * named `first` go first.
   */
  *flush(first: string, out: (fact: Fact) => void): Iterable<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    const ordered = [
      ...pending.filter(([, name]) => name === first),
      ...pending.filter(([, name]) => name !== first),
    ];
    for (const [picture, statement] of ordered) {
      if (!picture.pending) continue;
      const { owner, stamp, draw } = picture.pending;
      picture.pending = null;
      const scope = owner.scope(statement);
      out({ type: 'scope', scope, mode: 'replace', ...(stamp.time === null ? {} : { asOf: stamp.time }) });
      draw({ scope, file: stamp.file, at: stamp.at });
      yield;
    }
  }
}

/** Whether one time is before another; equal times are not. */
export function isBefore(time: string | null, other: string | null): boolean {
  if (other === null) return false;
  return time === null || time < other;
}
