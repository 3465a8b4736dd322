import type { CategoryGroup, CategoryItem } from '../../catalog/inbox/category-groups.ts';
import { itemKey } from '../../catalog/inbox/category-groups.ts';
import { decide, inbox as inboxOf, wholeInbox, type JoinGroup } from '../../catalog/inbox/inbox.ts';
import { loadTaxonomy, type Taxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import type { InboxGroup, InboxItem } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';
import { shape } from './joins.ts';

const NAMES_SHOWN = 200;

export const inbox = os.inbox.router({
  groups: os.inbox.groups.handler(({ context }) => {
    const { categories, joins, working } = inboxOf(context.catalog);
    const taxonomy = loadTaxonomy(context.catalog.options.resourcesDir);
    const groups = [...categories.map((group) => categoryGroup(group, taxonomy)), ...joins.map(joinGroup)];
    return { groups, open: groups.reduce((sum, { count }) => sum + count, 0), working };
  }),
  items: os.inbox.items.handler(async ({ context, input, errors }) => {
    const { categories, joins } = await wholeInbox(context.catalog);
    const { key, name, offset, limit } = input;
    const join = joins.find((group) => group.key === key);
    if (join)
      return {
        total: join.items.length,
        items: join.items.slice(offset, offset + limit).map(joinItem),
      };
    const group = categories.find((one) => one.key === key);
    if (!group) throw errors.NOT_FOUND({ message: 'Nothing of this group is open any more' });
    const items = name === undefined ? group.items : group.items.filter((item) => item.name === name);
    return { total: items.length, items: items.slice(offset, offset + limit).map(categoryItem) };
  }),
  decide: os.inbox.decide.handler(async ({ context, input }) =>
    decide(context.catalog, await actorOf(context), input),
  ),
});

function categoryGroup(group: CategoryGroup, taxonomy: Taxonomy): InboxGroup {
  const { key, category, sensitivity, strength, items, datasets, names } = group;
  const known = taxonomy.category(category);
  return {
    ...{ kind: 'category', key, category, sensitivity, strength, datasets },
    name: known?.name.replace(/^User (?=.)/, '') ?? category,
    special: known !== null && (known.gdprArt9 || known.gdprArt10),
    count: items.length,
    confidence: {
      least: items.at(-1)!.suggestion.confidence,
      most: items[0]!.suggestion.confidence,
    },
    names: names.slice(0, NAMES_SHOWN).map((one) => ({ ...one })),
    namesTotal: names.length,
  };
}

function joinGroup({ key, basis, items }: JoinGroup): InboxGroup {
  const scores = items.map(({ score }) => score);
  return {
    ...{ kind: 'join', key, basis },
    count: items.length,
    confidence: { least: Math.min(...scores), most: Math.max(...scores) },
  };
}

function categoryItem(item: CategoryItem): InboxItem {
  const { columnId, card, path, suggestion } = item;
  const { confidence, rule, form, evidence } = suggestion;
  return {
    ...{ kind: 'category', key: itemKey(item), columnId, confidence, rule, form },
    dataset: ref(card),
    path: [...path],
    evidence: [...evidence],
  };
}

function joinItem(join: JoinGroup['items'][number]): InboxItem {
  return { kind: 'join', key: join.key, join: shape(join) };
}
