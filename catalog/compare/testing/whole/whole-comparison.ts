/**
 * The slow and obvious way to compare two moments, to which tests hold the fast one: the whole catalog is made at both, every
 * aspect of everything in it is written down, and the two lists are laid side by side. Nothing is left out because it
 * cannot have changed: what can have is what the fast one has to find by itself.
 */
import { atOnce } from '../../../breathe.ts';
import { catalogAt } from '../../../explore/at.ts';
import type { At } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import type { Aspect, AspectChange, Difference, Entity, Judged, Value } from '../../model.ts';
import { ASPECTS } from '../../model.ts';
import { judged } from '../../suspicion.ts';
import { columnEdgesOf } from './column-edges.ts';
import { momentSnapshot } from './moment-snapshot.ts';

/** Column edges that are told of one pair of datasets. */
const COLUMNS_SHOWN = 200;

/** Everything, the most suspicious first; what is alike last. */
export async function wholeComparison(catalog: Catalog, a: At, b: At): Promise<readonly Judged[]> {
  const [before, after] = [await catalogAt(catalog, a), await catalogAt(catalog, b)];
  const [was, is] = [columnEdgesOf(before), columnEdgesOf(after)];
  const first = momentSnapshot(before, (pair) => apart(was.get(pair), is.get(pair)));
  const second = momentSnapshot(after, (pair) => apart(is.get(pair), was.get(pair)));
  const keys = [...new Set([...second.keys(), ...first.keys()])];
  return atOnce(judged(keys.map((key) => difference(key, first.get(key), second.get(key)))));
}

/** What only the one side has, in words; the case of a column says nothing. */
function apart(one: readonly string[] = [], other: readonly string[] = []): string[] {
  const known = new Set(other.map((words) => words.toLowerCase()));
  const found = one.filter((words) => !known.has(words.toLowerCase())).sort();
  const more = found.length - COLUMNS_SHOWN;
  return more > 0 ? [...found.slice(0, COLUMNS_SHOWN), `… ${more} of ${more} more`] : found;
}

function difference(key: string, a: Entity | undefined, b: Entity | undefined): Difference {
  const aspects = a && b ? (Object.keys(ASPECTS) as Aspect[]).flatMap((name) => changed(name, a, b)) : [];
  const one = (b ?? a)!;
  return {
    key,
    change: !a ? 'added' : !b ? 'removed' : aspects.length > 0 ? 'changed' : 'unchanged',
    subject: one.subject,
    depth: 0,
    aspects,
    before: a ?? null,
    after: b ?? null,
  };
}

function changed(aspect: Aspect, a: Entity, b: Entity): AspectChange[] {
  const [before, after] = [a.aspects.get(aspect) ?? null, b.aspects.get(aspect) ?? null];
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [itemsOf(before), itemsOf(after)];
  const added = is.filter((item) => !was.includes(item));
  const removed = was.filter((item) => !is.includes(item));
  return [{ aspect, before, after, added, removed }];
}

const itemsOf = (value: Value | null): readonly string[] =>
  typeof value === 'string' || typeof value === 'number' ? [] : (value ?? []);
