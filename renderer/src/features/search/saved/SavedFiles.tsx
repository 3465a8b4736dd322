import { FileButton, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { host } from '../../../shared/host.ts';
import { orSay, sayError } from '../../../shared/say-error.ts';
import { fromFile, toFile } from '../model/saved.ts';
import type { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

const MAX_BYTES = 10_000_000;

/** All saved searches as a file, and searches from such a file. Menu items. */
export function SavedFiles({ list, addAll }: Pick<ReturnType<typeof useSaved>, 'list' | 'addAll'>) {
  async function read(file: File | null) {
    if (!file) return;
    try {
      if (file.size > MAX_BYTES) throw new Error(say('The file is too large for saved searches.'));
      const added = await addAll.mutateAsync(fromFile(await file.text()));
      notifications.show({
        message: say('{searches, plural, one {# search} other {# searches}} added.', { searches: added }),
      });
    } catch (error) {
      sayError(error);
    }
  }

  return (
    <>
      <Menu.Item
        leftSection={<IconDownload size={14} aria-hidden />}
        disabled={list.length === 0}
        onClick={() => orSay(host.save('searches.json', 'application/json', toFile(list)))}
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
