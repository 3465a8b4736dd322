/**
 * What flows into a value: origins in relations, and what could not be found out about them.
 */
import { composed, KIND, type Kind } from './kinds.ts';
import type { ColumnProblem, ColumnReason, Origin, Sureness } from './lineage.ts';
import { QueryError } from './query-error.ts';

/** Origins that one query may gather over all its expressions; more is a query that multiplies itself. */
const MOST_STEPS = 4_000_000;
/** Problems kept with a value; more of them say nothing new. */
const MOST_PROBLEMS = 8;

/** Counts the work of one analysis, so that no query can take for ever. */
export class Budget {
  #left = MOST_STEPS;

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new QueryError('too-complex');
  }
}

export class Flow {
  readonly #origins = new Map<string, Origin>();
  readonly #problems = new Map<string, ColumnProblem>();
  readonly #budget: Budget;
  #fields: ReadonlyMap<string, Flow> | null = null;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Where the value is a record that the query puts together: its fields, by name in lower case, in order. */
  get fields(): ReadonlyMap<string, Flow> | null {
    return this.#fields;
  }

  /** Says what the fields of the value are; what is added later makes them unknown again. */
  record(fields: ReadonlyMap<string, Flow>): this {
    this.#fields = fields;
    return this;
  }

  get origins(): readonly Origin[] {
    return [...this.#origins.values()];
  }

  get problems(): readonly ColumnProblem[] {
    return [...this.#problems.values()];
  }

  add(origin: Origin): this {
    this.#budget.spend(1);
    this.#fields = null;
    const key = `${origin.relation}\n${origin.column}`;
    const known = this.#origins.get(key);
    this.#origins.set(
      key,
      known
        ? {
            ...known,
            kinds: known.kinds | origin.kinds,
            sure: known.sure > origin.sure ? known.sure : origin.sure,
          }
        : origin,
    );
    return this;
  }

  problem(reason: ColumnReason, name?: string): this {
    if (this.#problems.size < MOST_PROBLEMS) {
      this.#problems.set(`${reason}\n${name ?? ''}`, { reason, ...(name !== undefined && { name }) });
    }
    return this;
  }

  /** Takes in another value's flow, one step further; `most` caps how sure its origins can be. */
  absorb(other: Flow, step: Kind, most?: Sureness): this {
    this.#budget.spend(1);
    const same = step === KIND.identity ? other.#fields : null;
    const empty = this.#origins.size === 0 && this.#problems.size === 0 && this.#fields === null;
    this.#fields = null;
    for (const origin of other.#origins.values()) {
      const sure = most !== undefined && most < origin.sure ? most : origin.sure;
      this.add({ ...origin, kinds: composed(origin.kinds, step), sure });
    }
    for (const { reason, name } of other.#problems.values()) this.problem(reason, name);
    if (empty) this.#fields = same;
    return this;
  }
}
