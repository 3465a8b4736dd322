import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconPencil,
  IconReplace,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { explain } from '../../../shared/errors.ts';
import { sayError } from '../../../shared/say-error.ts';
import type { BrowseSearch } from '../../browse/model/search-params.ts';
import type { SavedSearch } from '../model/saved.ts';
import type { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly saved: SavedSearch;
  readonly actions: ReturnType<typeof useSaved>;
  /** The search that is shown now, which may take the saved one's place. */
  readonly present: BrowseSearch;
}

/** What can be done with one saved search. */
export function SavedMenu({ saved, actions, present }: Props) {
  const [renaming, setRenaming] = useState(false);
  const { list, move, change, remove } = actions;
  const place = list.findIndex(({ id }) => id === saved.id);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={say('Actions for {name}', { name: saved.name })}
          >
            <IconDots size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setRenaming(true)}>
            {say('Rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconReplace size={14} aria-hidden />}
            onClick={() => change.mutate({ saved, search: present }, { onError: sayError })}
          >
            {say('Replace by the present search')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowUp size={14} aria-hidden />}
            disabled={place <= 0}
            onClick={() => move.mutate({ id: saved.id, by: -1 }, { onError: sayError })}
          >
            {say('Move up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={14} aria-hidden />}
            disabled={place === list.length - 1}
            onClick={() => move.mutate({ id: saved.id, by: 1 }, { onError: sayError })}
          >
            {say('Move down')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => remove(saved)}
          >
            {say('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={renaming} onClose={() => setRenaming(false)} title={say('Rename saved search')}>
        <Rename saved={saved} actions={actions} onDone={() => setRenaming(false)} />
      </Modal>
    </>
  );
}

function Rename({ saved, actions, onDone }: Omit<Props, 'present'> & { readonly onDone: () => void }) {
  const [name, setName] = useState(saved.name);
  const { change } = actions;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ saved, name: name.trim() }, { onSuccess: onDone });
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={say('Name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          error={change.error ? explain(change.error).cause : null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {say('Cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={change.isPending}>
            {say('Rename')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
