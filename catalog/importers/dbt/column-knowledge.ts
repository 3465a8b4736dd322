/**
 * Which columns are known of every relation of a project while column lineage is made: those of the
 * warehouse, those that authors declare, and those that a model's own query turned out to give.
 */
import { pairKey, type DatasetKey } from '../../model/identity.ts';
import type { ArtifactEntry } from './artifact.ts';
import { columnsOf } from './catalog-tables.ts';
import { ColumnSet } from './column-set.ts';
import type { TableEntry } from './manifest-index.ts';
import type { Project } from './project.ts';
import { record, text } from './values.ts';

export interface KnownColumns {
  readonly names: readonly string[];
  /** True when there are no others. */
  readonly complete: boolean;
}

interface Knowledge {
  physical: readonly string[] | null;
  readonly declared: string[];
  derived: KnownColumns | null;
}

/** Sets of columns that are kept ready; neighbours in the graph share most of them. */
const SETS_KEPT = 256;

export class ColumnKnowledge {
  readonly #known = new Map<string, Knowledge>();
  readonly #sets = new Map<string, ColumnSet>();

  /** Takes in what the warehouse and the author say of a node. */
  note(project: Project, table: TableEntry, { value }: ArtifactEntry): void {
    const knowledge = this.#of(table.dataset);
    const physical = project.physical.get(table.uniqueId);
    if (physical) knowledge.physical ??= columnsOf(physical).map(({ name }) => name);
    const seen = new Set(knowledge.declared);
    for (const [key, block] of Object.entries(record(value['columns']))) {
      const name = text(record(block)['name']) ?? key;
      if (name !== '' && !seen.has(name)) knowledge.declared.push(name);
    }
  }

  /** Takes in the columns that the query behind a dataset gives. */
  derive(dataset: DatasetKey, derived: KnownColumns): void {
    this.#of(dataset).derived = derived;
    this.#sets.delete(pairKey(dataset));
  }

  /** What is known of a dataset: the warehouse's word, else its query's, else its author's. */
  of(dataset: DatasetKey): KnownColumns {
    const { physical, declared, derived } = this.#of(dataset);
    if (physical !== null && physical.length > 0) return { names: physical, complete: true };
    if (derived?.complete) return derived;
    const names = new Map(
      [...(derived?.names ?? []), ...declared].reverse().map((name) => [name.toLowerCase(), name]),
    );
    return { names: [...names.values()].reverse(), complete: false };
  }

  /** Names that the output of a model's query is known to have: not those of its own query. */
  stated(dataset: DatasetKey): readonly string[] {
    const { physical, declared } = this.#of(dataset);
    return physical !== null && physical.length > 0 ? physical : declared;
  }

  /** Path of a column, spelled and nested as its dataset's columns are. */
  path(dataset: DatasetKey, name: string): readonly string[] {
    return this.#set(dataset).find(name) ?? [name];
  }

  #set(dataset: DatasetKey): ColumnSet {
    const key = pairKey(dataset);
    const kept = this.#sets.get(key);
    if (kept) return kept;
    const set = new ColumnSet();
    const { physical, declared, derived } = this.#of(dataset);
    for (const names of [physical ?? [], declared, derived?.names ?? []]) {
      set.add(names.filter((name) => set.find(name) === undefined));
    }
    const [oldest] = this.#sets.keys();
    if (this.#sets.size >= SETS_KEPT && oldest !== undefined) this.#sets.delete(oldest);
    this.#sets.set(key, set);
    return set;
  }

  #of(dataset: DatasetKey): Knowledge {
    const key = pairKey(dataset);
    let knowledge = this.#known.get(key);
    if (!knowledge) {
      knowledge = { physical: null, declared: [], derived: null };
      this.#known.set(key, knowledge);
    }
    return knowledge;
  }
}
