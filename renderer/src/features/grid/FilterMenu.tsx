import { ActionIcon, Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { CellFilter } from '../../../../contract/index.ts';
import type { SheetColumn } from './model/layout.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  column: SheetColumn;
  filter: CellFilter | undefined;
  onFilter: (filter: CellFilter | null) => void;
}

/** Narrows the list by one column: what its cells have, or whether they have anything. */
export function FilterMenu({ column, filter, onFilter }: Props) {
  const { header, label } = column;
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const set = (next: CellFilter | null) => {
    setOpened(false);
    onFilter(next);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color={filter ? undefined : 'gray'}
          size={24}
          aria-label={filter ? say('Filter of {label}, set', { label }) : say('Filter {label}', { label })}
          onClick={() => {
            setText(filter?.text ?? '');
            setOpened(!opened);
          }}
        >
          {filter ? <IconFilterFilled size={13} aria-hidden /> : <IconFilter size={13} aria-hidden />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('Filter {label}', { label })}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            set(text === '' ? null : { header, is: 'has', text });
          }}
        >
          <Stack gap="xs">
            <TextInput
              size="xs"
              data-autofocus
              label={say('Has')}
              maxLength={512}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Group gap="xs">
              <Button size="compact-xs" type="submit">
                {say('Apply')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => set({ header, is: 'empty' })}>
                {say('Empty')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => set({ header, is: 'filled' })}>
                {say('Not empty')}
              </Button>
              {filter && (
                <Button size="compact-xs" variant="subtle" onClick={() => set(null)}>
                  {say('Clear')}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
