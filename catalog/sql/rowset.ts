/**
 * What a table, a subquery or a query gives: columns in order, each with what flows into it, and
 * possibly further columns that are there without being known by name.
 */
import { Flow, type Budget } from './flow.ts';
import { KIND } from './kinds.ts';
import { SURE } from './lineage.ts';
import type { Name } from './tree.ts';

export interface OutputColumn {
  /** Null where the database makes a name up. */
  readonly name: string | null;
  readonly flow: Flow;
}

/** Looks a column up among those not known by name; null where it cannot be one of them. */
export type Rest = (name: Name) => Flow | null;

export class Rowset {
  readonly columns: readonly OutputColumn[];
  readonly rest: readonly Rest[];
  /**
   * Where a column may come from that the columns do not list though they should: a pseudo column, or
   * a table that has changed since its columns were written down. Asked only when nothing else has it.
   */
  readonly beyond: readonly Rest[];
  #exact: Map<string, Flow> | null = null;
  #folded = new Map<string, Flow>();

  constructor(columns: readonly OutputColumn[], rest: readonly Rest[] = [], beyond: readonly Rest[] = []) {
    this.columns = columns;
    this.rest = rest;
    this.beyond = beyond;
  }

  get open(): boolean {
    return this.rest.length > 0;
  }

  /** A column known by name, as spelled or in another case. */
  known(name: Name): Flow | null {
    if (this.#exact === null) {
      this.#exact = new Map();
      for (const column of this.columns) {
        if (column.name === null) continue;
        if (!this.#exact.has(column.name)) this.#exact.set(column.name, column.flow);
        const key = column.name.toLowerCase();
        if (!this.#folded.has(key)) this.#folded.set(key, column.flow);
      }
    }
    return (
      (name.quoted ? this.#exact.get(name.text) : null) ?? this.#folded.get(name.text.toLowerCase()) ?? null
    );
  }

  /** A column that may be among those not known by name. Of several candidates none is certain. */
  hidden(name: Name, budget: Budget): Flow | null {
    return oneOf(
      this.rest.flatMap((rest) => rest(name) ?? []),
      name,
      budget,
    );
  }

  /** A column that nothing lists. */
  unlisted(name: Name, budget: Budget): Flow | null {
    return oneOf(
      this.beyond.flatMap((rest) => rest(name) ?? []),
      name,
      budget,
    );
  }

  find(name: Name, budget: Budget): Flow | null {
    return this.known(name) ?? this.hidden(name, budget);
  }

  /** All columns as one value: a row handed to a function. */
  whole(budget: Budget): Flow {
    const all = new Flow(budget);
    for (const { flow } of this.columns) all.absorb(flow, KIND.transformation);
    if (this.open) all.problem('unknown-columns');
    return all;
  }

  /** The same rows under other column names, as in `as t (a, b)`; names may be fewer than columns. */
  renamed(names: readonly string[]): Rowset {
    if (names.length === 0) return this;
    const columns = this.columns.map(({ name, flow }, at) => ({ name: names[at] ?? name, flow }));
    return new Rowset(columns, this.rest, this.beyond);
  }
}

/** The only candidate; of several none is certain. Null where there is none. */
export function oneOf(flows: readonly Flow[], name: Name, budget: Budget): Flow | null {
  if (flows.length <= 1) return flows[0] ?? null;
  const merged = new Flow(budget).problem('ambiguous-column', name.text);
  for (const flow of flows) merged.absorb(flow, KIND.identity, SURE.ambiguous);
  return merged;
}

/** One of several rowsets stacked on another: `union`, column by column. */
export function stacked(top: Rowset, bottom: Rowset, byName: boolean, budget: Budget): Rowset {
  const positional = !byName && !top.open && !bottom.open;
  const same = top.columns.length === bottom.columns.length;
  const columns = top.columns.map(({ name, flow }, at): OutputColumn => {
    const other = positional
      ? bottom.columns[at]?.flow
      : name === null
        ? undefined
        : bottom.find({ text: name, quoted: true }, budget);
    const merged = new Flow(budget).absorb(flow, KIND.identity);
    if (other) merged.absorb(other, KIND.identity);
    if (positional && !same) merged.problem('different-widths');
    return { name, flow: merged };
  });
  if (byName || top.open) columns.push(...onlyBelow(top, bottom, budget));
  return new Rowset(columns, stackedRest(top, bottom, budget));
}

function onlyBelow(top: Rowset, bottom: Rowset, budget: Budget): OutputColumn[] {
  return bottom.columns.flatMap(({ name, flow }) => {
    if (name === null) return [];
    const text: Name = { text: name, quoted: true };
    if (top.known(text)) return [];
    const above = top.hidden(text, budget);
    const merged = new Flow(budget).absorb(flow, KIND.identity);
    if (above) merged.absorb(above, KIND.identity);
    return [{ name, flow: merged }];
  });
}

function stackedRest(top: Rowset, bottom: Rowset, budget: Budget): Rest[] {
  if (!top.open) return [];
  return [
    (name) => {
      const above = top.hidden(name, budget);
      const below = bottom.find(name, budget);
      if (!above && !below) return null;
      const merged = new Flow(budget);
      if (above) merged.absorb(above, KIND.identity);
      if (below) merged.absorb(below, KIND.identity);
      return merged;
    },
  ];
}
