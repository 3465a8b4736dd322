import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { At, JobRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { say } from '../../shared/language/say.ts';

/** Jobs offered at a time; more letters lead to the others. */
const OFFERED = 50;
const TYPING_MS = 150;

export interface JobOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

/**
 * A choice of one job out of any number: the catalog is searched for what is typed. `field` is for a `Select`.
 * @param chosen stays among what is offered
 */
export function useJobSearch(
  optionOf: (job: JobRow) => JobOption,
  { chosen, at }: { readonly chosen: JobOption | null; readonly at: At | null },
) {
  const [typed, setTyped] = useState('');
  // The field shows the label of what is chosen, which is not what is looked for.
  const [text] = useDebouncedValue(typed === chosen?.label ? '' : typed.slice(0, 512), TYPING_MS);
  const jobs = useQuery({
    ...orpc.jobs.list.queryOptions({ input: { text, state: 'any', offset: 0, limit: OFFERED, at } }),
    placeholderData: keepPreviousData,
  });
  const { items = [], total = 0 } = jobs.data ?? {};
  const found = items.map(optionOf);
  const others = found.filter(({ value }) => value !== chosen?.value);
  return {
    field: {
      searchable: true,
      searchValue: typed,
      onSearchChange: setTyped,
      // The engine has looked already.
      filter: <Options>({ options }: { options: Options }): Options => options,
      data: chosen ? [chosen, ...others] : found,
      nothingFoundMessage: say('No job matches'),
    },
    shown: items.length,
    total,
    error: jobs.error,
    retry: () => void jobs.refetch(),
  };
}
