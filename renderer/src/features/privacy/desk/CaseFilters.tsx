import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { RIGHTS, type Right } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { today } from '../model/civil-date.ts';
import { RIGHT_NAME } from '../model/words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

export interface CaseFilter {
  readonly text: string;
  readonly jurisdiction: string | null;
  readonly right: Right | null;
  /** Empty: nobody. */
  readonly assignee: string | null;
  readonly overdue: boolean;
}

export const NO_FILTER: CaseFilter = {
  text: '',
  jurisdiction: null,
  right: null,
  assignee: null,
  overdue: false,
};

/** Whether a filter leaves anything out. */
export function isNarrow(filter: CaseFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
}

/** A filter as the engine takes it. */
export function filterInput({ overdue, text, ...rest }: CaseFilter) {
  return { ...rest, text: text.trim(), dueBefore: overdue ? today() : null };
}

const NOBODY = say('(nobody)');

interface Props {
  filter: CaseFilter;
  onChange: (filter: CaseFilter) => void;
}

/** Which cases are shown. */
export function CaseFilters({ filter, onChange }: Props) {
  const laws = useQuery(orpc.privacy.jurisdictions.queryOptions());
  const assignees = useQuery(orpc.desk.assignees.queryOptions());
  const set = (part: Partial<CaseFilter>) => onChange({ ...filter, ...part });
  return (
    <Group gap="xs" align="center" role="search" aria-label={say('Filter cases')}>
      <TextInput
        aria-label={say('Part of a reference')}
        placeholder={say('Reference')}
        leftSection={<IconSearch size={14} aria-hidden />}
        w={170}
        maxLength={128}
        value={filter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Select
        aria-label={say('Law')}
        placeholder={say('Every law')}
        w={140}
        clearable
        clearButtonProps={{ 'aria-label': say('Clear the law') }}
        data={(laws.data ?? []).map(({ key, name }) => ({ value: key, label: told(name) }))}
        value={filter.jurisdiction}
        onChange={(jurisdiction) => set({ jurisdiction })}
      />
      <Select
        aria-label={say('Right')}
        placeholder={say('Every right')}
        w={160}
        clearable
        clearButtonProps={{ 'aria-label': say('Clear the right') }}
        data={RIGHTS.map((value) => ({ value, label: RIGHT_NAME[value] }))}
        value={filter.right}
        onChange={(value) => set({ right: RIGHTS.find((one) => one === value) ?? null })}
      />
      <Select
        aria-label={say('Who works on it')}
        placeholder={say('Everybody')}
        w={150}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': say('Clear who works on it') }}
        data={[NOBODY, ...(assignees.data ?? [])]}
        value={filter.assignee === '' ? NOBODY : filter.assignee}
        onChange={(value) => set({ assignee: value === NOBODY ? '' : value })}
      />
      <Checkbox
        label={say('Overdue only')}
        checked={filter.overdue}
        onChange={(event) => set({ overdue: event.currentTarget.checked })}
      />
    </Group>
  );
}
