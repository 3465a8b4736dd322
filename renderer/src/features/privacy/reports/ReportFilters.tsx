import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Audience } from '../../../../../contract/index.ts';
import { AUDIENCE_NAME, kindName } from '../model/words.ts';
import { DateField } from '../request/DateField.tsx';
import { say } from '../../../shared/language/say.ts';

export interface ReportFilter {
  readonly text?: string;
  readonly kind?: string;
  readonly audience?: Audience;
  readonly from?: string;
  readonly to?: string;
}

interface Props {
  filter: ReportFilter;
  kinds: readonly string[];
  onChange: (next: ReportFilter) => void;
}

/** Which reports are listed. */
export function ReportFilters({ filter, kinds, onChange }: Props) {
  const [text, setText] = useState(filter.text ?? '');
  const set = (change: { readonly [Key in keyof ReportFilter]: ReportFilter[Key] | null | '' }) =>
    onChange(Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value)));
  const search = useDebouncedCallback((next: string) => set({ text: next.trim() }), 250);
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={say('Filter reports')}>
      <TextInput
        label={say('Title or reference')}
        w="13rem"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <Select
        label={say('Kind')}
        w="11rem"
        placeholder={say('All kinds')}
        clearable
        data={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
        value={filter.kind ?? null}
        onChange={(kind) => set({ kind })}
      />
      <Select
        label={say('Readers')}
        w="11rem"
        placeholder={say('All')}
        clearable
        data={Object.entries(AUDIENCE_NAME).map(([value, label]) => ({ value, label }))}
        value={filter.audience ?? null}
        onChange={(value) => set({ audience: value === 'outside' || value === 'internal' ? value : null })}
      />
      <DateField
        label={say('Made from')}
        clearable
        value={filter.from ?? ''}
        onChange={(from) => set({ from })}
      />
      <DateField label={say('Made until')} clearable value={filter.to ?? ''} onChange={(to) => set({ to })} />
    </Group>
  );
}
