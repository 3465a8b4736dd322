/**
 * Likely renames: what went and what came in one change, and how alike they are. Of any source; pure.
 * Never a fact, always a suggestion: a person decides.
 */

/** A dataset as far as it can be recognised under another name. */
export interface RenameSide {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  /** Lower-cased paths. */
  readonly columns: readonly string[];
  readonly description: string | null;
  /** Digest of what makes it (its SQL, its file); null where none is known. */
  readonly fingerprint: string | null;
  /** File that defines it, within its project. */
  readonly path: string | null;
  /** What feeds it and what it feeds, as comparable keys. */
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
}

export interface LikelyRename {
  readonly from: RenameSide;
  readonly to: RenameSide;
  /** 0 to 1. */
  readonly score: number;
  /** In words, strongest first. */
  readonly reasons: readonly string[];
}

/** Pairs below this score are not worth a person's time. */
const THRESHOLD = 0.6;
/** A key that more datasets than this share tells nothing. */
const COMMON = 40;

/** One-to-one pairs, best first. `retired` and `added` may be of any size: only pairs with something rare in common are compared. */
export function likelyRenames(retired: readonly RenameSide[], added: readonly RenameSide[]): LikelyRename[] {
  const byKey = new Map<string, RenameSide[]>();
  for (const side of added) {
    for (const key of keysOf(side)) {
      const bucket = byKey.get(key);
      if (bucket) bucket.push(side);
      else byKey.set(key, [side]);
    }
  }
  const pairs = retired.flatMap((from) => {
    const candidates = new Set<RenameSide>();
    for (const key of keysOf(from)) {
      const bucket = byKey.get(key) ?? [];
      if (bucket.length <= COMMON) for (const side of bucket) candidates.add(side);
    }
    return [...candidates].flatMap((to) => compare(from, to) ?? []);
  });
  pairs.sort((a, b) => b.score - a.score || a.from.id - b.from.id || a.to.id - b.to.id);
  const taken = new Set<number>();
  return pairs.filter(({ from, to }) => {
    if (taken.has(from.id) || taken.has(to.id)) return false;
    taken.add(from.id).add(to.id);
    return true;
  });
}

const leaf = (name: string): string => name.toLowerCase().split(/[./]/).at(-1) ?? '';

function keysOf(side: RenameSide): Set<string> {
  const keys = new Set<string>();
  if (side.fingerprint !== null) keys.add(`f ${side.fingerprint}`);
  if (side.path !== null) keys.add(`p ${side.path}`);
  for (const part of grams(leaf(side.name))) keys.add(`n ${part}`);
  for (const column of side.columns) keys.add(`c ${column}`);
  for (const one of side.upstream) keys.add(`u ${one}`);
  return keys;
}

/** What data can be found in takes any of these forms over time. */
const STORED = new Set(['table', 'view', 'ephemeral', 'file']);
const alikeKinds = (a: string, b: string): boolean => a === b || (STORED.has(a) && STORED.has(b));

/** How much each likeness counts where both sides have something to compare. */
const WEIGHT = {
  fingerprint: 0.5,
  columns: 0.35,
  name: 0.25,
  path: 0.2,
  upstream: 0.2,
  description: 0.15,
  downstream: 0.1,
};

function compare(from: RenameSide, to: RenameSide): LikelyRename | null {
  if (!alikeKinds(from.kind, to.kind)) return null;
  const name = dice(grams(leaf(from.name)), grams(leaf(to.name)));
  const found: { weight: number; value: number; reason: string }[] = [
    { weight: WEIGHT.name, value: name, reason: name === 1 ? 'same name elsewhere' : 'similar name' },
  ];
  const take = (weight: number, value: number | null, reason: string): unknown =>
    value === null ? null : found.push({ weight, value, reason });
  take(WEIGHT.fingerprint, equal(from.fingerprint, to.fingerprint), 'same code');
  take(WEIGHT.path, equal(from.path, to.path), 'defined in the same file');
  take(WEIGHT.description, equal(from.description, to.description), 'same description');
  const columns = overlap(from.columns, to.columns);
  take(WEIGHT.columns, columns?.share ?? null, `${columns?.both ?? 0} of ${columns?.all ?? 0} columns alike`);
  take(WEIGHT.upstream, overlap(from.upstream, to.upstream)?.share ?? null, 'same upstream');
  take(WEIGHT.downstream, overlap(from.downstream, to.downstream)?.share ?? null, 'same downstream');
  const weight = found.reduce((sum, one) => sum + one.weight, 0);
  const score = found.reduce((sum, one) => sum + one.weight * one.value, 0) / weight;
  const reasons = found
    .filter(({ value }) => value >= 0.5)
    .sort((a, b) => b.weight * b.value - a.weight * a.value)
    .map(({ reason }) => reason);
  // A name alone is no reason: two sides must be alike in something that they hold or do.
  if (score < THRESHOLD || reasons.filter((reason) => !reason.endsWith('name')).length === 0) return null;
  return { from, to, score: Math.round(score * 100) / 100, reasons };
}

/** Null where either side says nothing; else 1 or, counted less hard, 0. */
const equal = (a: string | null, b: string | null): number | null =>
  a === null || b === null || a === '' || b === '' ? null : a === b ? 1 : 0;

function overlap(a: readonly string[], b: readonly string[]) {
  const [one, other] = [new Set(a), new Set(b)];
  if (one.size === 0 || other.size === 0) return null;
  const both = [...one].filter((item) => other.has(item)).length;
  const all = one.size + other.size - both;
  return { both, all, share: both / all };
}

function grams(text: string): Set<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: Math.max(1, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((gram) => b.has(gram)).length;
  return (2 * both) / (a.size + b.size);
}
