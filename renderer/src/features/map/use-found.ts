import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { useAt } from '../questions/use-at.tsx';
import { count } from '../../shared/format.ts';
import { say } from '../../shared/language/say.ts';

export interface FoundOnMap {
  /** By dataset: 1 where it is found; null: nothing is looked for. */
  readonly of: Uint8Array | null;
  /** In words; empty where nothing is looked for. */
  readonly said: string;
}

/** What a query finds on the map. */
export function useFound(map: Overview, text: string): FoundOnMap {
  const [settled] = useDebouncedValue(text.trim(), 120);
  const at = useAt();
  const { data, error } = useQuery({
    ...orpc.overview.find.queryOptions({ input: { text: settled, at } }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (settled === '') return { of: null, said: '' };
    if (error) return { of: null, said: `The search failed: ${explain(error).cause}` };
    if (!data) return { of: null, said: 'Searching…' };
    const ids = new Set(data.ids);
    const lit = Uint8Array.from(map.datasets.ids, (id) => (ids.has(id) ? 1 : 0));
    const groups = map.groups.filter(({ first, count: size }) =>
      lit.subarray(first, first + size).includes(1),
    ).length;
    const said = [
      `${count(ids.size)} of ${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: lit.length })} found, in ${say('{groups, plural, one {# group} other {# groups}}', { groups })}.`,
      ...(data.elsewhere > 0 ? [`${count(data.elsewhere)} more are not on the map.`] : []),
      ...data.near.map(({ word, instead }) => `Instead of “${word}”: ${instead.join(', ')}.`),
      ...data.problems.map(({ message }) => message),
    ].join(' ');
    return { of: lit, said };
  }, [map, settled, data, error]);
}
