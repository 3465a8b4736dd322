/** Names that may mean one thing, by reason and by the namespaces between which they lie: one mapping, one decision. */
import { many } from '../counted.ts';
import { basisOf, suggestedJoins, type SuggestedJoin } from '../browse/suggested-joins.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { decideSuggestions } from '../stewardship/decide-suggestions.ts';
import { rangeOf, type InboxGroup, type Picked, type Verdict } from './model.ts';

export function joinGroups(catalog: Catalog): InboxGroup<SuggestedJoin>[] {
  const groups = Map.groupBy(suggestedJoins(catalog), groupKey);
  return [...groups].map(([key, entries]) => groupFrom(catalog, key, entries));
}

function groupKey(one: SuggestedJoin): string {
  const { a, b } = one;
  return [isRename(one) ? 'rename' : `join ${basisOf(one)}`, a.namespace, b?.namespace ?? ''].join(' ');
}

const isRename = ({ basis, kind }: SuggestedJoin): boolean => kind === 'dataset' && basis === 'rename';

const REASONS: Readonly<Record<string, string>> = {
  symlink: 'named as one by a source',
  location: 'the same storage location',
  relation: 'the same relation',
  link: 'referred to by this name',
  partition: 'parts of one dataset',
};

function groupFrom(
  catalog: Catalog,
  key: string,
  entries: readonly SuggestedJoin[],
): InboxGroup<SuggestedJoin> {
  const [first] = entries as readonly [SuggestedJoin];
  const rename = isRename(first);
  return {
    kind: rename ? 'rename' : 'join',
    key,
    title: titleOf(entries, rename),
    size: rename
      ? many(entries.length, 'dataset')
      : first.kind === 'partition'
        ? many(entries.length, 'set of names', 'sets of names')
        : many(entries.length, 'pair'),
    explains: rename
      ? 'Confirming says that the new name is the former dataset: what people said of it and its history go on. Refusing keeps them apart for good.'
      : 'Confirming joins each pair into one. Refusing keeps them apart for good.',
    confirm: rename ? 'It was renamed' : 'Join',
    refuse: rename ? 'Another dataset' : 'Keep apart',
    confidence: rangeOf(entries.map(({ score }) => score)),
    entries,
    datasets: 0,
    keyOf: (one) => one.key,
    show: (one) => ({
      key: one.key,
      title: one.b ? `${one.a.name} = ${one.b.name}` : one.a.name,
      dataset: one.kind === 'dataset' ? (catalog.cards().get(one.a.id) ?? null) : null,
      column: null,
      reasons: one.reasons,
      confidence: one.score,
      sides: [],
    }),
  };
}

/** One pair is told by its names; many by where they lie. */
function titleOf(entries: readonly SuggestedJoin[], rename: boolean): string {
  const [{ basis, kind, a, b }] = entries as readonly [SuggestedJoin];
  const where = b === null || a.namespace === b.namespace ? a.namespace : `${a.namespace} = ${b.namespace}`;
  const what = entries.length === 1 ? (b === null ? a.name : `${a.name} = ${b.name}`) : where;
  if (rename) return `Renamed: ${what}`;
  const why = REASONS[basis] ?? 'like names';
  return `${what}: ${kind === 'job' ? 'jobs that may be one' : 'may be one'}, ${why}`;
}

export function decideJoinGroups(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<SuggestedJoin>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const chosen = picked.flatMap(({ entries }) => entries);
  return decideSuggestions(catalog, actor, chosen, decision === 'confirm' ? 'accept' : 'reject', reason);
}
