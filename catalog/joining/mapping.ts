/** Namespaces that people have said to be others: how a mapping is applied. Pure. */

/** How a mapping's pattern is compared with a namespace. */
export const MATCHES = ['exact', 'prefix', 'suffix'] as const;
export type Match = (typeof MATCHES)[number];

export interface Mapping {
  readonly match: Match;
  readonly pattern: string;
  /** What the matching part is replaced by. */
  readonly target: string;
}

/** Longest chain of mappings that is followed: `a` to `b` to `c`. */
const CHAIN = 8;

/** The namespace that this one stands for. Follows chains; a circle ends where it closes. */
export function mapped(namespace: string, mappings: readonly Mapping[]): string {
  const seen = new Set([namespace]);
  let now = namespace;
  for (let step = 0; step < CHAIN; step++) {
    const next = once(now, mappings);
    if (next === now) return now;
    // A circle: the names in it are one place, and any one of them will do as long as it is always the same.
    if (seen.has(next)) return [...seen].sort()[0]!;
    seen.add(next);
    now = next;
  }
  return now;
}

/** The most particular mapping counts: an exact one, then the longest pattern. */
function once(namespace: string, mappings: readonly Mapping[]): string {
  let best: Mapping | undefined;
  for (const one of mappings) {
    if (matches(namespace, one) && (best === undefined || before(one, best))) best = one;
  }
  return best === undefined ? namespace : replaced(namespace, best);
}

export function matches(namespace: string, { match, pattern }: Omit<Mapping, 'target'>): boolean {
  if (pattern === '') return false;
  if (match === 'exact') return namespace === pattern;
  return match === 'prefix' ? namespace.startsWith(pattern) : namespace.endsWith(pattern);
}

function before(a: Mapping, b: Mapping): boolean {
  if ((a.match === 'exact') !== (b.match === 'exact')) return a.match === 'exact';
  if (a.pattern.length !== b.pattern.length) return a.pattern.length > b.pattern.length;
  return a.match !== b.match ? a.match === 'prefix' : a.pattern < b.pattern;
}

function replaced(namespace: string, { match, pattern, target }: Mapping): string {
  if (match === 'exact') return target;
  return match === 'prefix'
    ? target + namespace.slice(pattern.length)
    : namespace.slice(0, namespace.length - pattern.length) + target;
}
