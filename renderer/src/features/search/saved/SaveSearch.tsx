import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { explain } from '../../../shared/errors.ts';
import type { BrowseSearch } from '../../browse/model/search-params.ts';
import { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly search: BrowseSearch;
  /** Nothing to keep: the whole catalog is listed. */
  readonly disabled: boolean;
}

/** Keeps the present search, text and filters, under a name. */
export function SaveSearch({ search, disabled }: Props) {
  const { save } = useSaved();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const close = () => {
    setOpen(false);
    save.reset();
  };
  return (
    <>
      <Tooltip label={say('Save search')}>
        <ActionIcon
          variant="default"
          size={26}
          aria-label={say('Save search')}
          disabled={disabled}
          onClick={() => {
            setName(search.text ?? '');
            setOpen(true);
          }}
        >
          <IconBookmarkPlus size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Modal opened={open} onClose={close} title={say('Save search')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name: name.trim(), search }, { onSuccess: close });
          }}
        >
          <Stack gap="sm">
            <TextInput
              data-autofocus
              label={say('Name')}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
              error={save.error ? explain(save.error).cause : null}
            />
            <Text size="xs" c="dimmed">
              {say('It stands on Home and beside the list, with how many it finds.')}
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {say('Cancel')}
              </Button>
              <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
                {say('Save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
