/**
 * From a table's name in a query to the relation that the caller knows under it.
 */
import { folded, type Dialect } from './dialects.ts';
import { Flow, type Budget } from './flow.ts';
import { KIND } from './kinds.ts';
import { SURE, type KnownRelation, type Sureness } from './lineage.ts';
import { Rowset, type Rest } from './rowset.ts';
import type { Name } from './tree.ts';

export class Tables {
  /** Relations that the query reads and the caller did not name. */
  readonly outside: (readonly string[])[] = [];
  readonly #relations: readonly KnownRelation[];
  readonly #dialect: Dialect;
  readonly #budget: Budget;
  readonly #byLastPart = new Map<string, number[]>();
  readonly #inlined = new Map<string, number>();
  readonly #made = new Map<number, Rowset>();
  readonly #outsideByName = new Map<string, number>();

  constructor(relations: readonly KnownRelation[], dialect: Dialect, budget: Budget) {
    this.#relations = relations;
    this.#dialect = dialect;
    this.#budget = budget;
    for (const [index, { name, inlinedAs = [] }] of relations.entries()) {
      for (const table of inlinedAs) this.#inlined.set(table.toLowerCase(), index);
      const last = name.at(-1)?.toLowerCase();
      if (last !== undefined) this.#byLastPart.set(last, [...(this.#byLastPart.get(last) ?? []), index]);
    }
  }

  /** The relation that a common table expression stands for, if it does. */
  inlined(name: Name): Rowset | null {
    const index = this.#inlined.get(name.text.toLowerCase());
    return index === undefined ? null : this.#table(index);
  }

  /** True when the caller knows a relation of this name. */
  has(parts: readonly Name[]): boolean {
    return this.#find(parts.map(({ text }) => text)) !== null;
  }

  /** The table of this name; one that the caller does not know is noted as outside. */
  find(parts: readonly Name[]): Rowset {
    const texts = parts.map(({ text }) => text);
    const [only = ''] = texts;
    // BigQuery quotes a whole path at once: `project.dataset.table`.
    const split = texts.some((text) => text.includes('.')) ? texts.flatMap((text) => text.split('.')) : null;
    const index = this.#find(texts) ?? (split ? this.#find(split) : null);
    if (index !== null) return this.#table(index);
    const given =
      split && texts.length === 1 && only.split('.').length > 1
        ? split
        : parts.map((part) => folded(this.#dialect, part));
    const key = given.join('\n').toLowerCase();
    let outside = this.#outsideByName.get(key);
    if (outside === undefined) {
      outside = this.#relations.length + this.outside.push(given) - 1;
      this.#outsideByName.set(key, outside);
    }
    return this.#table(outside);
  }

  /** The relation with the longest common end of its name; a shorter name may stand for a longer one. */
  #find(parts: readonly string[]): number | null {
    const wanted = parts.map((part) => part.toLowerCase());
    let best: number | null = null;
    let bestScore = 0;
    for (const index of this.#byLastPart.get(wanted.at(-1) ?? '') ?? []) {
      const name = this.#relations[index]?.name ?? [];
      const common = Math.min(name.length, wanted.length);
      let score = 0;
      for (let back = 1; back <= common; back++) {
        if (name.at(-back)?.toLowerCase() !== wanted.at(-back)) break;
        score += name.at(-back) === parts.at(-back) ? 1.01 : 1;
      }
      if (score >= common && score > bestScore) [best, bestScore] = [index, score];
    }
    return best;
  }

  #table(index: number): Rowset {
    const known = this.#made.get(index);
    if (known) return known;
    const relation = this.#relations[index];
    const one = (column: string, sure: Sureness): Flow =>
      new Flow(this.#budget).add({ relation: index, column, kinds: KIND.identity, sure });
    const columns = (relation?.columns ?? []).map((name) => ({ name, flow: one(name, SURE.certain) }));
    const spelled = new Map<string, string>();
    const beyond: Rest = (name) => {
      const text = folded(this.#dialect, name);
      const key = text.toLowerCase();
      if (!spelled.has(key)) spelled.set(key, text);
      return one(spelled.get(key) ?? text, SURE.inferred);
    };
    const table =
      relation?.complete === true ? new Rowset(columns, [], [beyond]) : new Rowset(columns, [beyond]);
    this.#made.set(index, table);
    return table;
  }
}
