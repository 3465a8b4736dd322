import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { useAt } from '../questions/use-at.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

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
    if (error) return { of: null, said: say('The search failed: {cause}', { cause: explain(error).cause }) };
    if (!data) return { of: null, said: say('Searching…') };
    const ids = new Set(data.ids);
    const lit = Uint8Array.from(map.datasets.ids, (id) => (ids.has(id) ? 1 : 0));
    const groups = map.groups.filter(({ first, count: size }) =>
      lit.subarray(first, first + size).includes(1),
    ).length;
    const said = [
      say(
        '{found, number} of {datasets, plural, one {# dataset} other {# datasets}} found, in {groups, plural, one {# group} other {# groups}}.',
        { found: ids.size, datasets: lit.length, groups },
      ),
      ...(data.elsewhere > 0
        ? [say('{datasets, number} more are not on the map.', { datasets: data.elsewhere })]
        : []),
      ...data.near.map(({ word, instead }) =>
        say('Instead of “{word}”: {words}.', { word, words: instead.join(', ') }),
      ),
      ...data.problems.map(({ message }) => told(message)),
    ].join(' ');
    return { of: lit, said };
  }, [map, settled, data, error]);
}
