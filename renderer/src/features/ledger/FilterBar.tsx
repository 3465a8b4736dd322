import { Group, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useCommands } from '../../shared/commands.ts';
import { DateField } from '../privacy/request/DateField.tsx';
import { actionName, objectName } from './action-names.ts';
import type { Filters } from './filters.ts';
import { say, sayIn } from '../../shared/language/say.ts';

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
          title: say('Filter the ledger'),
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
        label={say('Filter')}
        placeholder={say('Words, an object or a hash')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filters.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        w={220}
      />
      <Select
        label={say('Action')}
        placeholder={say('All')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': say('All actions') }}
        data={(choices?.actions ?? []).map((value) => ({ value, label: actionName(value) }))}
        value={filters.action}
        onChange={(action) => change({ action })}
        w={160}
      />
      <Select
        label={say('By')}
        placeholder={say('Everyone')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': say('Everyone') }}
        data={choices?.actors ?? []}
        value={filters.actor}
        onChange={(actor) => change({ actor })}
        w={150}
      />
      <Select
        label={sayIn('ledger', 'About')}
        placeholder={say('Anything')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': say('Anything') }}
        data={(choices?.objectTypes ?? []).map((value) => ({ value, label: objectName(value) }))}
        value={filters.objectType}
        onChange={(objectType) => change({ objectType })}
        w={140}
      />
      <div style={{ width: 140 }}>
        <DateField
          label={sayIn('date', 'From')}
          clearable
          value={filters.from}
          onChange={(from) => change({ from })}
        />
      </div>
      <div style={{ width: 140 }}>
        <DateField
          label={sayIn('date', 'To')}
          clearable
          value={filters.to}
          onChange={(to) => change({ to })}
        />
      </div>
      <Text size="sm" c="dimmed" role="status" ms="auto">
        {children}
      </Text>
    </Group>
  );
}
