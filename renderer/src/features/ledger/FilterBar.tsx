import { Group, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useCommands } from '../../shared/commands.ts';
import { DateField } from '../privacy/request/DateField.tsx';
import { actionName } from './action-names.ts';
import type { Filters } from './filters.ts';

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  choices: { actions: string[]; actors: string[]; objectTypes: string[] } | undefined;
  children: ReactNode;
}

function useFilterKey() {
  const box = useRef<HTMLInputElement>(null);
  useCommands(
    useMemo(
      () => [
        {
          id: 'palette.slash',
          group: 'General',
          title: 'Filter the ledger',
          keys: ['/'],
          run: () => box.current?.focus(),
        },
      ],
      [],
    ),
  );
  return box;
}

/** Narrows the list by words, action, person, kind of thing and days. */
export function FilterBar({ filters, onChange, choices, children }: Props) {
  const box = useFilterKey();
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        ref={box}
        label="Filter"
        placeholder="Words, an object or a hash"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filters.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        w={220}
      />
      <Select
        label="Action"
        placeholder="All"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'All actions' }}
        data={(choices?.actions ?? []).map((value) => ({ value, label: actionName(value) }))}
        value={filters.action}
        onChange={(action) => change({ action })}
        w={160}
      />
      <Select
        label="By"
        placeholder="Everyone"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Everyone' }}
        data={choices?.actors ?? []}
        value={filters.actor}
        onChange={(actor) => change({ actor })}
        w={150}
      />
      <Select
        label="About"
        placeholder="Anything"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Anything' }}
        data={choices?.objectTypes ?? []}
        value={filters.objectType}
        onChange={(objectType) => change({ objectType })}
        w={140}
      />
      <div style={{ width: 140 }}>
        <DateField label="From" clearable value={filters.from} onChange={(from) => change({ from })} />
      </div>
      <div style={{ width: 140 }}>
        <DateField label="To" clearable value={filters.to} onChange={(to) => change({ to })} />
      </div>
      <Text size="sm" c="dimmed" role="status" ms="auto">
        {children}
      </Text>
    </Group>
  );
}
