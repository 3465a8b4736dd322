import { compareJoin } from '../../catalog/browse/compare-joins.ts';
import { jobGroup, joinedGroup, joinedGroups } from '../../catalog/browse/joined-groups.ts';
import { namespaces } from '../../catalog/browse/namespaces.ts';
import { basisOf, suggestedJoins, type SuggestedJoin } from '../../catalog/browse/suggested-joins.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { decideSuggestions } from '../../catalog/stewardship/decide-suggestions.ts';
import { mergeIdentities, splitIdentity } from '../../catalog/stewardship/joins.ts';
import { mapNamespaces } from '../../catalog/stewardship/namespaces.ts';
import {
  choosePartitions,
  collapsePartitions,
  partitionsCollapse,
} from '../../catalog/stewardship/partitions.ts';
import { rehearseNamespaces } from '../../catalog/stewardship/rehearse-namespaces.ts';
import type {
  JoinComparison,
  JoinedGroup,
  SuggestedJoin as SuggestedJoinShape,
} from '../../contract/index.ts';
import { actorOf, os } from './context.ts';

export const joins = os.joins.router({
  suggestions: os.joins.suggestions.handler(({ context, input }) => {
    const all = suggestedJoins(context.catalog);
    const text = input.text.trim().toLowerCase();
    const found = all.filter(
      (one) => (input.basis === null || basisOf(one) === input.basis) && speaksOf(one, text),
    );
    const counts = new Map<string, number>();
    for (const one of all) counts.set(basisOf(one), (counts.get(basisOf(one)) ?? 0) + 1);
    return {
      total: found.length,
      items: found.slice(input.offset, input.offset + input.limit).map(shape),
      byBasis: [...counts].map(([basis, count]) => ({ basis, count })).sort((a, b) => b.count - a.count),
    };
  }),
  compare: os.joins.compare.handler(({ context, input, errors }) => {
    const found = compareJoin(context.catalog, input.a, input.b);
    if (!found) throw errors.NOT_FOUND({ message: 'One of the datasets does not exist' });
    return found as JoinComparison;
  }),
  decide: os.joins.decide.handler(async ({ context, input }) => {
    const keys = new Set(input.keys);
    const chosen = suggestedJoins(context.catalog).filter(
      (one) => keys.has(one.key) || (input.basis !== undefined && basisOf(one) === input.basis),
    );
    return decideSuggestions(context.catalog, await actorOf(context), chosen, input.decision, input.reason);
  }),
  groups: os.joins.groups.handler(({ context, input }) => {
    const { total, items } = joinedGroups(context.catalog, input);
    return { total, items: [...items] };
  }),
  group: os.joins.group.handler(({ context, input, errors }) => {
    const found =
      input.space === 'dataset'
        ? joinedGroup(context.catalog, input.id)
        : jobsAsGroup(context.catalog, input.id);
    if (!found) throw errors.NOT_FOUND({ message: `There is no ${input.space} ${input.id}` });
    return found as JoinedGroup;
  }),
  merge: os.joins.merge.handler(async ({ context, input }) =>
    mergeIdentities(context.catalog, await actorOf(context), input),
  ),
  split: os.joins.split.handler(async ({ context, input }) =>
    splitIdentity(context.catalog, await actorOf(context), input),
  ),
  choosePartitions: os.joins.choosePartitions.handler(async ({ context, input }) =>
    choosePartitions(context.catalog, await actorOf(context), input),
  ),
  partitionSetting: os.joins.partitionSetting.handler(({ context }) => ({
    collapse: partitionsCollapse(context.catalog),
  })),
  setPartitionSetting: os.joins.setPartitionSetting.handler(async ({ context, input }) =>
    collapsePartitions(context.catalog, await actorOf(context), input.collapse),
  ),
  namespaces: os.joins.namespaces.handler(({ context }) => {
    const { items, mappings } = namespaces(context.catalog);
    return {
      items: items.map((row) => ({ ...row, sources: [...row.sources], likely: [...row.likely] })),
      mappings: [...mappings],
    };
  }),
  mapNamespaces: os.joins.mapNamespaces.handler(async ({ context, input }) =>
    mapNamespaces(context.catalog, await actorOf(context), input),
  ),
  rehearseNamespaces: os.joins.rehearseNamespaces.handler(async ({ context, input }) => {
    const effect = await rehearseNamespaces(context.catalog, await actorOf(context), input.words);
    return {
      ...effect,
      joins: [...effect.joins],
      parts: [...effect.parts],
      conflicts: [...effect.conflicts],
    };
  }),
});

/** Jobs have reasons of their own; one word tells them from those of datasets. */
function speaksOf({ a, b }: SuggestedJoin, text: string): boolean {
  if (text === '') return true;
  return [a, b].some((side) => side && `${side.namespace} ${side.name}`.toLowerCase().includes(text));
}

export function shape(one: SuggestedJoin): SuggestedJoinShape {
  const { key, kind, score, reasons, a, b } = one;
  return {
    key,
    kind,
    basis: basisOf(one),
    score,
    reasons: [...reasons],
    a: { ...a, sources: [...a.sources] },
    b: b && { ...b, sources: [...b.sources] },
  };
}

function jobsAsGroup(catalog: Catalog, id: number) {
  const members = jobGroup(catalog, id);
  if (!members) return null;
  return {
    id: members[0]!.id,
    members: members.map(({ importer, ...member }) => ({ ...member, sources: [importer], columns: 0 })),
    membersTotal: members.length,
    partitions: [],
    apart: [],
  };
}
