/**
 * Column lineage that runs report. A job tells the same derivations at every run, dozens of columns
 * each, so equal facets of one job and output are held together; only the earliest and the latest run
 * that showed them are told. That keeps first and last sight and spares the repetition between.
 */
import type { Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import { sayColumnLineage } from './column-lineage.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import type { JsonObject } from './json.ts';
import { isBefore } from './pictures.ts';
import type { Moment, Reading } from './reading.ts';

interface Sight {
  readonly run: RunKey;
  readonly moment: Moment;
}

interface Held {
  readonly target: DatasetEntity;
  readonly json: string;
  first: Sight;
  last: Sight;
}

const MAX_HELD = 32 * 1024 * 1024;

export class ObservedColumnLineage {
  readonly #held = new Map<string, Held>();
  #size = 0;

  /** Much has gathered; it should be flushed. */
  get full(): boolean {
    return this.#size > MAX_HELD;
  }

  add(job: JobEntity, target: DatasetEntity, facet: JsonObject, run: RunKey, moment: Moment): void {
    const json = JSON.stringify(facet);
    const key = `${job.id}\0${target.id}\0${json}`;
    const sight: Sight = { run, moment };
    const held = this.#held.get(key);
    if (!held) {
      this.#held.set(key, { target, json, first: sight, last: sight });
      this.#size += json.length * 2;
    } else if (isBefore(moment.time, held.first.moment.time)) held.first = sight;
    else if (!isBefore(moment.time, held.last.moment.time)) held.last = sight;
  }

  /** Makes facts of what is held, a facet a step, and forgets it. */
  *flush(reading: Reading): Iterable<void> {
    for (const { target, json, first, last } of this.#held.values()) {
      const facet = JSON.parse(json) as Json as JsonObject;
      for (const { run, moment } of first === last ? [first] : [first, last]) {
        sayColumnLineage(reading, facet, target, { run }, moment.evidence);
        yield;
      }
    }
    this.#held.clear();
    this.#size = 0;
  }
}
