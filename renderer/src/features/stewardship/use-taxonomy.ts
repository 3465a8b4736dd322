import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TagValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { sensitivityName } from '../../shared/words.ts';
import { statementText } from './model/words.ts';
import { told } from '../../shared/language/told.ts';

/** Names a category for people: `Email address`; an unknown key stays as it is. */
export type CategoryName = (key: string) => string;

/** The taxonomy, which never changes while the app runs, and the names in it. */
export function useTaxonomy() {
  const query = useQuery(orpc.stewardship.taxonomy.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const names = useMemo(() => {
    const categories = named(query.data?.categories ?? []);
    const byKey = new Map(categories.map((category) => [category.key, category]));
    const categoryName: CategoryName = (key) => byKey.get(key)?.name ?? key;
    const tagName = (tag: Pick<TagValue, 'kind' | 'key' | 'value'>) =>
      tag.kind === 'category'
        ? categoryName(tag.value)
        : tag.kind === 'sensitivity'
          ? sensitivityName(tag.value)
          : statementText(tag);
    return { categories, subjects: named(query.data?.subjects ?? []), byKey, categoryName, tagName };
  }, [query.data]);
  return {
    query,
    ...names,
  };
}

/** With what the taxonomy says of each in the language of the app. */
const named = <Entry extends { readonly name: string; readonly description: string }>(
  entries: readonly Entry[],
): Entry[] =>
  entries.map((entry) => ({ ...entry, name: told(entry.name), description: told(entry.description) }));
