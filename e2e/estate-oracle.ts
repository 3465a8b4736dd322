/** What must be true of the made-up estate, worked out from how it is made and not from what was imported. */
import {
  columnsOf,
  inputOfColumn,
  inputsOf,
  isLonely,
  outputsOf,
  tableName,
  type EstateSize,
} from '../catalog/testing/large-estate.ts';

type Sets = ReadonlyMap<number, ReadonlySet<number>>;

export class EstateOracle {
  readonly size: EstateSize;
  /** Which tables feed a table, and which it feeds, by number. */
  readonly upstream: Sets;
  readonly downstream: Sets;

  constructor(size: EstateSize) {
    this.size = size;
    const [upstream, downstream] = [new Map<number, Set<number>>(), new Map<number, Set<number>>()];
    const add = (sets: Map<number, Set<number>>, at: number, one: number) =>
      sets.set(at, (sets.get(at) ?? new Set()).add(one));
    for (let job = 0; job < size.jobs; job++) {
      for (const from of new Set([...this.inputs(job, 0), ...this.inputs(job, size.runs - 1)])) {
        for (const to of outputsOf(size, job)) {
          if (from === to) continue;
          add(upstream, to, from);
          add(downstream, from, to);
        }
      }
    }
    this.upstream = upstream;
    this.downstream = downstream;
  }

  inputs(job: number, day: number): number[] {
    return inputsOf(this.size, job, day);
  }

  /** Pairs of tables of which one feeds the other. */
  get links(): number {
    return [...this.upstream.values()].reduce((sum, one) => sum + one.size, 0);
  }

  /** Tables that neither feed nor are fed. */
  get isolated(): number {
    const { tables } = this.size;
    return Array.from({ length: tables }, (_, table) => table).filter(
      (table) => !this.upstream.has(table) && !this.downstream.has(table),
    ).length;
  }

  /** Everything up- or downstream of a table, by number, without itself. */
  closure(direction: 'upstream' | 'downstream', start: number): ReadonlySet<number> {
    const seen = new Set([start]);
    for (const table of seen) for (const next of this[direction].get(table) ?? []) seen.add(next);
    seen.delete(start);
    return seen;
  }

  /** Hops on the shortest way; Infinity where there is none. */
  distance(from: number, to: number): number {
    let [level, seen] = [new Set([from]), new Set([from])];
    for (let hops = 0; level.size > 0; hops++) {
      if (level.has(to)) return hops;
      level = new Set(
        [...level]
          .flatMap((table) => [...(this.downstream.get(table) ?? [])])
          .filter((one) => !seen.has(one)),
      );
      seen = new Set([...seen, ...level]);
    }
    return Infinity;
  }

  /** Tables through which the path of a column goes, its own among them; both directions, influence too. */
  trace(table: number, column: string): ReadonlySet<number> {
    const from = new Map<number, number>();
    for (let job = 0; job < this.size.jobs; job++) {
      const inputs = this.inputs(job, 0);
      if (inputs.length === 0) continue;
      for (const output of outputsOf(this.size, job)) {
        const place = columnsOf(this.size, output).indexOf(column);
        if (place >= 0) from.set(output, inputOfColumn(output, place, inputs));
      }
    }
    const found = new Set([table]);
    for (let up = from.get(table); up !== undefined && !found.has(up); up = from.get(up)) found.add(up);
    const fed = Map.groupBy(from, ([, source]) => source);
    const below = new Set([table]);
    for (const one of below) for (const [output] of fed.get(one) ?? []) below.add(output);
    return new Set([...found, ...below]);
  }

  /** The shown title: the last part of the name. */
  title(table: number): string {
    return tableName(this.size, table).name.split(/[./]/).at(-1)!;
  }

  /** The first table that holds a condition, among those with lineage. */
  first(fits: (table: number) => boolean): number {
    for (let table = 0; table < this.size.tables; table++) if (!isLonely(table) && fits(table)) return table;
    throw new Error('The estate has no such table');
  }
}
