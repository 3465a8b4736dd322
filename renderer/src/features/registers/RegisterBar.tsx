import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconDownload, IconMail, IconPlus, IconUpload } from '@tabler/icons-react';
import type { Ref } from 'react';
import type { RegisterName } from '../../../../contract/index.ts';
import { FilterField } from '../../shared/FilterField.tsx';
import { orSay } from '../../shared/say-error.ts';
import { exportCsv } from './export-csv.ts';
import { REGISTER_WORDS } from './model/entries.ts';
import type { EntryRows } from './use-entry-rows.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly register: RegisterName;
  readonly list: EntryRows;
  /** Entries of the register, found or not. */
  readonly total: number;
  readonly filter: Ref<HTMLInputElement>;
  readonly onAdd: () => void;
  readonly onImport: () => void;
  readonly onWrite: () => void;
}

/** The search of a register, how much it finds, and what can be done with the register as a whole. */
export function RegisterBar({ register, list, total, filter, onAdd, onImport, onWrite }: Props) {
  const words = REGISTER_WORDS[register];
  const { rows, text, search } = list;
  return (
    <Group gap="xs">
      <FilterField
        ref={filter}
        label={say('Search {many}', { many: words.many })}
        placeholder={say('Name, key or any word of an entry  ( / )')}
        text={text}
        onText={search}
      />
      <Text size="sm" c="dimmed" role="status">
        {text.trim() === '' ? words.counted(total) : words.countedOf(rows.length, total)}
      </Text>
      <Button
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        rightSection={<Kbd size="xs">N</Kbd>}
        onClick={onAdd}
      >
        {say('Add')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUpload size={14} aria-hidden />}
        onClick={onImport}
      >
        {say('Import CSV…')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        disabled={total === 0}
        onClick={() => orSay(exportCsv(register))}
      >
        {say('Export CSV')}
      </Button>
      {register === 'party' && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMail size={14} aria-hidden />}
          onClick={onWrite}
        >
          {say('Write to owners…')}
        </Button>
      )}
    </Group>
  );
}
