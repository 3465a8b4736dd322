/**
 * From links to groups. Pure: the same links and the same refusals give the same groups, in whatever order they
 * were found, imported or decided.
 *
 * Links are taken strongest first. One that would bring together two identities that a person keeps apart is not
 * used, whatever way leads from one to the other.
 */

export interface Link {
  readonly a: number;
  readonly b: number;
  /** Smaller is stronger. */
  readonly rank: number;
}

export interface Groups {
  /** Members of each group of more than one, ascending. */
  readonly groups: readonly (readonly number[])[];
  /** Links that a refusal kept from being used. */
  readonly refused: readonly Link[];
}

/** `nameOf`: a name that is the same in every catalog, by which ties are broken. */
export function groupsOf(
  links: readonly Link[],
  apart: readonly (readonly [number, number])[],
  nameOf: (id: number) => string,
): Groups {
  const union = new Union(apart);
  const refused: Link[] = [];
  for (const link of ordered(links, apart.length > 0 ? nameOf : null)) {
    if (!union.join(link.a, link.b)) refused.push(link);
  }
  return { groups: union.groups(), refused };
}

/** Without refusals the order does not matter. */
function ordered(links: readonly Link[], nameOf: ((id: number) => string) | null): readonly Link[] {
  if (!nameOf) return links;
  const keyed = links.map((link) => {
    const [x, y] = [nameOf(link.a), nameOf(link.b)];
    return { link, key: x < y ? `${x}\u0000${y}` : `${y}\u0000${x}` };
  });
  keyed.sort((p, q) => p.link.rank - q.link.rank || (p.key < q.key ? -1 : p.key > q.key ? 1 : 0));
  return keyed.map(({ link }) => link);
}

class Union {
  readonly #parent = new Map<number, number>();
  readonly #members = new Map<number, number[]>();
  /** Root → identities that no member may be with. */
  readonly #apart = new Map<number, Set<number>>();

  constructor(apart: readonly (readonly [number, number])[]) {
    for (const [a, b] of apart) {
      this.#forbid(a, b);
      this.#forbid(b, a);
    }
  }

  #forbid(a: number, b: number): void {
    const set = this.#apart.get(a);
    if (set) set.add(b);
    else this.#apart.set(a, new Set([b]));
  }

  #find(id: number): number {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root))
      root = up;
    for (let at = id; at !== root;) {
      const up = this.#parent.get(at)!;
      this.#parent.set(at, root);
      at = up;
    }
    if (!this.#parent.has(root)) {
      this.#parent.set(root, root);
      this.#members.set(root, [root]);
    }
    return root;
  }

  /** False where a refusal stands against it. */
  join(a: number, b: number): boolean {
    let [x, y] = [this.#find(a), this.#find(b)];
    if (x === y) return true;
    if (this.#members.get(x)!.length < this.#members.get(y)!.length) [x, y] = [y, x];
    const small = this.#members.get(y)!;
    const forbidden = this.#apart.get(x);
    if (forbidden && small.some((id) => forbidden.has(id))) return false;
    this.#parent.set(y, x);
    const large = this.#members.get(x)!;
    for (const id of small) large.push(id);
    this.#members.delete(y);
    const more = this.#apart.get(y);
    if (more && forbidden) for (const id of more) forbidden.add(id);
    else if (more) this.#apart.set(x, more);
    return true;
  }

  groups(): number[][] {
    return [...this.#members.values()]
      .filter((members) => members.length > 1)
      .map((members) => members.sort((p, q) => p - q));
  }
}
