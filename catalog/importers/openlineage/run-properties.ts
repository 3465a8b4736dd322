/**
 * Facets of runs that are kept as they are. The events of a run repeat them, and each replaces the one
 * before; so they wait, one of a name, until the import settles.
 */
import type { Fact, Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import type { Moment } from './pictures.ts';

interface Held {
  readonly run: RunKey;
  readonly key: string;
  readonly json: string;
  readonly value: () => Json;
  readonly moment: Moment;
}

const MAX_HELD = 32 * 1024 * 1024;

export class RunProperties {
  readonly #held = new Map<string, Held>();
  #size = 0;

  /** Much has gathered; it should be flushed. */
  get full(): boolean {
    return this.#size > MAX_HELD;
  }

  /**
   * Takes the property unless a newer one is known.
   *
   * @param subject distinct for each run
   * @param json what was said, by which repetition is recognised
   * @param value what is stored of it
   */
  offer(subject: string, run: RunKey, key: string, json: string, value: () => Json, moment: Moment): void {
    const slot = `${subject}\0${key}`;
    const held = this.#held.get(slot);
    if (held && moment.order < held.moment.order) return;
    if (!held) this.#size += slot.length + 256;
    this.#size += json.length - (held?.json.length ?? 0);
    this.#held.set(slot, { run, key, json, value: held?.json === json ? held.value : value, moment });
  }

  /** Says what is held, a property a step, and forgets it. */
  *flush(say: (fact: Fact) => void): Iterable<void> {
    for (const { run, key, value, moment } of this.#held.values()) {
      const { evidence, order } = moment;
      say({
        type: 'property',
        target: { on: 'run', run },
        key,
        value: value(),
        statedAt: order,
        evidence,
      });
      yield;
    }
    this.#held.clear();
    this.#size = 0;
  }
}
