import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TagValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { sensitivityName } from '../../shared/words.ts';
import { statementText } from './model/words.ts';

/** Names a category for people: `Email address`; an unknown key stays as it is. */
export type CategoryName = (key: string) => string;

/** The taxonomy, which never changes while the app runs, and the names in it. */
export function useTaxonomy() {
  const query = useQuery(orpc.stewardship.taxonomy.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const names = useMemo(() => {
    const byKey = new Map(query.data?.categories.map((category) => [category.key, category]));
    const categoryName: CategoryName = (key) => byKey.get(key)?.name ?? key;
    const tagName = (tag: Pick<TagValue, 'kind' | 'key' | 'value'>) =>
      tag.kind === 'category'
        ? categoryName(tag.value)
        : tag.kind === 'sensitivity'
          ? sensitivityName(tag.value)
          : statementText(tag);
    return { byKey, categoryName, tagName };
  }, [query.data]);
  return {
    query,
    categories: query.data?.categories ?? NONE,
    subjects: query.data?.subjects ?? NONE,
    ...names,
  };
}

const NONE: never[] = [];
