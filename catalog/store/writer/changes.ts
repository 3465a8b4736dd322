/**
 * What an import changed, by record type. Counts are of the final difference: a record that was
 * added and withdrawn within the same import counts as nothing.
 */
import type { RecordType } from '../record-types.ts';
import { IdSet } from './id-set.ts';

export type ChangedType =
  | 'dataset'
  | 'column'
  | 'job'
  | 'run'
  | 'io'
  | 'edge'
  | 'column_edge'
  | 'influence'
  | 'job_edge'
  | 'tag'
  | 'owner'
  | 'description'
  | 'property'
  | 'test'
  | 'test_result'
  | 'metric'
  | 'alias'
  | 'source'
  | 'join';

/** As what changes of each type of record are counted; null: they show in what is derived from them. */
export const COUNTED: Readonly<Record<RecordType, ChangedType | null>> = {
  source: 'source',
  alias: 'alias',
  column: 'column',
  job: 'job',
  jobInput: 'io',
  jobOutput: 'io',
  jobFlow: null,
  jobEdge: 'job_edge',
  columnEdge: 'column_edge',
  influence: 'influence',
  tag: 'tag',
  owner: 'owner',
  description: 'description',
  property: 'property',
  test: 'test',
};

export interface ChangeCount {
  readonly added: number;
  readonly changed: number;
  readonly retired: number;
}

interface Sets {
  readonly added: IdSet;
  readonly changed: IdSet;
  readonly retired: IdSet;
  /** Of those that {@link Changes.became} something else, what they were. */
  readonly before: Map<number, string>;
  /** For records without an id of their own worth keeping (run io, results, metrics). */
  anonymous: number;
  anonymousRetired: number;
}

export class Changes {
  readonly #byType = new Map<ChangedType, Sets>();

  #sets(type: ChangedType): Sets {
    let sets = this.#byType.get(type);
    if (!sets) {
      sets = {
        added: new IdSet(),
        changed: new IdSet(),
        retired: new IdSet(),
        before: new Map(),
        anonymous: 0,
        anonymousRetired: 0,
      };
      this.#byType.set(type, sets);
    }
    return sets;
  }

  added(type: ChangedType, id: number): void {
    const sets = this.#sets(type);
    if (!sets.retired.delete(id)) sets.added.add(id);
  }

  changed(type: ChangedType, id: number): void {
    const sets = this.#sets(type);
    if (!sets.added.has(id)) sets.changed.add(id);
  }

  /** As {@link changed}, where one import may go to and fro: back at what it was before, nothing changed. */
  became(type: ChangedType, id: number, from: string, to: string): void {
    const { added, before } = this.#sets(type);
    if (added.has(id)) return;
    if (!before.has(id)) before.set(id, from);
    if (before.get(id) === to) this.reverted(type, id);
    else this.changed(type, id);
  }

  /** A change was taken back within the same import. */
  reverted(type: ChangedType, id: number): void {
    this.#sets(type).changed.delete(id);
  }

  retired(type: ChangedType, id: number): void {
    const sets = this.#sets(type);
    sets.changed.delete(id);
    if (!sets.added.delete(id)) sets.retired.add(id);
  }

  addedOne(type: ChangedType): void {
    this.#sets(type).anonymous++;
  }

  retiredOne(type: ChangedType): void {
    this.#sets(type).anonymousRetired++;
  }

  /** Nothing at all changed. */
  get none(): boolean {
    return Object.values(this.counts()).every((count) => count.added + count.changed + count.retired === 0);
  }

  /** How many records changed in any way. */
  get total(): number {
    return Object.values(this.counts()).reduce(
      (sum, count) => sum + count.added + count.changed + count.retired,
      0,
    );
  }

  counts(): Record<string, ChangeCount> {
    const result: Record<string, ChangeCount> = {};
    for (const [type, sets] of [...this.#byType].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const count = {
        added: sets.added.size + sets.anonymous,
        changed: sets.changed.size,
        retired: sets.retired.size + sets.anonymousRetired,
      };
      if (count.added + count.changed + count.retired > 0) result[type] = count;
    }
    return result;
  }

  ids(type: ChangedType, change: 'added' | 'changed' | 'retired'): Iterable<number> {
    return this.#sets(type)[change];
  }
}
