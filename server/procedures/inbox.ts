import type { CategoryItem } from '../../catalog/inbox/category-groups.ts';
import { decide, inbox as inboxOf, wholeInbox } from '../../catalog/inbox/inbox.ts';
import type { InboxGroup as Group, InboxItem as Item } from '../../catalog/inbox/model.ts';
import { loadTaxonomy, type Taxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import type { InboxGroup, InboxItem } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';

const NAMES_SHOWN = 200;

export const inbox = os.inbox.router({
  groups: os.inbox.groups.handler(async ({ context }) => {
    const { groups, working, progress } = await inboxOf(context.catalog);
    const taxonomy = loadTaxonomy(context.catalog.options.resourcesDir);
    return {
      groups: groups.map((group) => groupView(group, taxonomy)),
      open: groups.reduce((sum, { entries }) => sum + entries.length, 0),
      working,
      progress: { ...progress },
    };
  }),
  items: os.inbox.items.handler(async ({ context, input, errors }) => {
    const { key, name, offset, limit } = input;
    const among = ({ groups }: { readonly groups: readonly Group[] }) =>
      groups.find((one) => one.key === key);
    // Only what is not known yet has to wait for the classification.
    const group = among(await inboxOf(context.catalog)) ?? among(await wholeInbox(context.catalog));
    if (!group) throw errors.NOT_FOUND({ message: 'Nothing of this group is open any more' });
    const entries =
      name === undefined || !group.category
        ? group.entries
        : group.entries.filter((entry) => (entry as CategoryItem).name === name);
    return {
      total: entries.length,
      items: entries.slice(offset, offset + limit).map((entry) => itemView(group.show(entry))),
    };
  }),
  decide: os.inbox.decide.handler(async ({ context, input }) =>
    decide(context.catalog, await actorOf(context), input),
  ),
});

function groupView(group: Group, taxonomy: Taxonomy): InboxGroup {
  const { kind, key, title, size, explains, confirm, refuse, entries, datasets, confidence, owner } = group;
  return {
    ...{ kind, key, title, size, explains, confirm, refuse, datasets },
    count: entries.length,
    confidence: confidence && { ...confidence },
    category: group.category ? categoryView(group.category, taxonomy) : null,
    owner: owner ? { ...owner } : null,
  };
}

function categoryView(
  { category, sensitivity, strength, names }: NonNullable<Group['category']>,
  taxonomy: Taxonomy,
): InboxGroup['category'] {
  const known = taxonomy.category(category);
  return {
    ...{ key: category, sensitivity, strength },
    special: known !== null && (known.gdprArt9 || known.gdprArt10),
    names: names.slice(0, NAMES_SHOWN).map((one) => ({ ...one })),
    namesTotal: names.length,
  };
}

function itemView({ key, title, dataset, column, reasons, confidence, sides }: Item): InboxItem {
  return {
    ...{ key, title, confidence },
    dataset: dataset && ref(dataset),
    column: column && { id: column.id, path: [...column.path] },
    reasons: [...reasons],
    sides: sides.map((side) => ({ ...side })),
  };
}
