/**
 * The columns known of one relation: those of the warehouse and those that its nodes declare, matched
 * by name regardless of case because warehouses fold it and authors do not.
 */

/** Names with more dots than this are taken as they are. */
const MAX_NESTING = 32;

export class ColumnSet {
  #exact = new Map<string, readonly string[]>();
  #folded = new Map<string, readonly string[]>();
  #siblings = new Map<string, number>();

  /** Path of a known column by its dotted name: exactly spelled first, then in any case. */
  find(name: string): readonly string[] | undefined {
    return this.#exact.get(name) ?? this.#folded.get(name.toLowerCase());
  }

  /**
   * Adds columns in order and returns the path and ordinal of each. A dotted name is nested
   * (`address.city`, as BigQuery lists record fields) when its front is itself a column, known
   * before or among `names`; otherwise the dot belongs to the name.
   */
  add(names: readonly string[]): { readonly path: readonly string[]; readonly ordinal: number }[] {
    const own = new Set(names);
    return names.map((name) => {
      const path = this.#pathOf(name, own);
      this.#exact.set(name, path);
      const folded = name.toLowerCase();
      if (!this.#folded.has(folded)) this.#folded.set(folded, path);
      const parent = path.length === 1 ? '' : JSON.stringify(path.slice(0, -1));
      const ordinal = this.#siblings.get(parent) ?? 0;
      this.#siblings.set(parent, ordinal + 1);
      return { path, ordinal };
    });
  }

  #pathOf(name: string, own: ReadonlySet<string>, depth = 0): readonly string[] {
    let dot = name.lastIndexOf('.');
    for (let tries = 0; dot > 0 && dot < name.length - 1 && tries < MAX_NESTING; tries++) {
      const front = name.slice(0, dot);
      const rest = name.slice(dot + 1);
      const known = this.find(front);
      if (known) return [...known, rest];
      if (own.has(front) && depth < MAX_NESTING) return [...this.#pathOf(front, own, depth + 1), rest];
      dot = name.lastIndexOf('.', dot - 1);
    }
    return [name];
  }
}
