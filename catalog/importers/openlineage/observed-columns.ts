/**
 * Column lineage that runs report. A job tells the same derivations at every run, dozens of columns
 * each, so equal facets of one job and output are held together; only the earliest and the latest run
 * that showed them are told. That keeps first and last sight and spares the repetition between.
 */
import type { Json } from '../../model/facts.ts';
import type { RunKey } from '../../model/identity.ts';
import type { DatasetEntity, JobEntity } from './entities.ts';
import type { JsonObject } from './json.ts';
import type { Moment } from './pictures.ts';

interface Sight {
  readonly run: RunKey;
  readonly moment: Moment;
}

interface Held {
  readonly job: JobEntity;
  readonly target: DatasetEntity;
  readonly json: string;
  /** The earliest and the latest, and a few between in case those turn out not to count. */
  readonly sights: Sight[];
}

/** A facet about a dataset, and a run that showed it. */
interface ShownColumnLineage extends Sight {
  readonly facet: JsonObject;
  readonly target: DatasetEntity;
}

const MAX_HELD = 32 * 1024 * 1024;
const MAX_SIGHTS = 8;

export class ObservedColumnLineage {
  readonly #held = new Map<string, Held>();
  /** By the facet itself, where events share it (see repeated-parts.ts). */
  #byFacet = new WeakMap<JsonObject, Held>();
  /** Runs that are explicit about a dataset, so that their facets about it do not count. */
  readonly #superseded = new Set<string>();
  #size = 0;

  /** Much has gathered; it should be flushed. */
  get full(): boolean {
    return this.#size > MAX_HELD;
  }

  add(job: JobEntity, target: DatasetEntity, facet: JsonObject, run: RunKey, moment: Moment): void {
    const sight: Sight = { run, moment };
    const same = this.#byFacet.get(facet);
    if (same?.job === job && same.target === target) return addSight(same.sights, sight);
    const json = JSON.stringify(facet);
    const key = `${job.id}\0${target.id}\0${json}`;
    const held = this.#held.get(key);
    if (held) {
      this.#byFacet.set(facet, held);
      return addSight(held.sights, sight);
    }
    this.#held.set(key, { job, target, json, sights: [sight] });
    this.#size += json.length * 2;
  }

  /** The run says entry by entry what feeds the dataset. */
  supersede(job: JobEntity, run: RunKey, target: DatasetEntity): void {
    this.#superseded.add(keyOf(job, run, target));
    this.#size += run.runId.length + 64;
  }

  /** Hands over what is held, a facet and a run that showed it a step, and forgets it. */
  *flush(): Iterable<ShownColumnLineage> {
    for (const { job, target, json, sights } of this.#held.values()) {
      const facet = JSON.parse(json) as Json as JsonObject;
      const counting = sights.filter(({ run }) => !this.#superseded.has(keyOf(job, run, target)));
      const shown = counting.length > 0 ? counting : sights.slice(0, 1);
      for (const { run, moment } of new Set([shown[0]!, shown.at(-1)!])) yield { facet, target, run, moment };
    }
    this.#held.clear();
    this.#byFacet = new WeakMap();
    this.#superseded.clear();
    this.#size = 0;
  }
}

const keyOf = (job: JobEntity, run: RunKey, target: DatasetEntity): string =>
  `${job.id}\0${target.id}\0${run.runId}`;

/** Keeps the sights in order of time, one a run, and the outermost where there are too many. */
function addSight(sights: Sight[], sight: Sight): void {
  const same = sights.findIndex((one) => one.run.runId === sight.run.runId);
  if (same >= 0) {
    if (sight.moment.order < sights[same]!.moment.order) return;
    sights.splice(same, 1);
  }
  let at = sights.length;
  while (at > 0 && sight.moment.order < sights[at - 1]!.moment.order) at--;
  sights.splice(at, 0, sight);
  if (sights.length > MAX_SIGHTS) sights.splice(MAX_SIGHTS / 2, 1);
}
