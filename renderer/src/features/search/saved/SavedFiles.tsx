import { FileButton, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { explain } from '../../../shared/errors.ts';
import { host } from '../../../shared/host.ts';
import { fromFile, toFile } from '../model/saved.ts';
import type { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

const MAX_BYTES = 10_000_000;

/** All saved searches as a file, and searches from such a file. Menu items. */
export function SavedFiles({ list, addAll }: Pick<ReturnType<typeof useSaved>, 'list' | 'addAll'>) {
  const failed = (error: unknown) =>
    notifications.show({
      color: 'red',
      message: error instanceof Error ? error.message : explain(error).cause,
    });

  async function read(file: File | null) {
    if (!file) return;
    try {
      if (file.size > MAX_BYTES) throw new Error(say('The file is too large for saved searches.'));
      const added = await addAll.mutateAsync(fromFile(await file.text()));
      notifications.show({
        message: say('{searches, plural, one {# search} other {# searches}} added.', { searches: added }),
      });
    } catch (error) {
      failed(error);
    }
  }

  return (
    <>
      <Menu.Item
        leftSection={<IconDownload size={14} aria-hidden />}
        disabled={list.length === 0}
        onClick={() =>
          void host
            .save('searches.json', 'application/json', new TextEncoder().encode(toFile(list)))
            .catch(failed)
        }
      >
        {say('Export all as a file')}
      </Menu.Item>
      <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
        {(props) => (
          <Menu.Item {...props} closeMenuOnClick={false} leftSection={<IconUpload size={14} aria-hidden />}>
            {say('Add from a file')}
          </Menu.Item>
        )}
      </FileButton>
    </>
  );
}
