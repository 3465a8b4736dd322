import { Menu, useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useExplorer } from '../explorer/explorer.ts';
import { copyText } from './copy.ts';
import { exportPicture } from './export-picture.ts';
import { ToolButton } from './ToolButton.tsx';

/** Saves the whole picture, also what is not in sight. */
export function ExportMenu({ withLink }: { readonly withLink: boolean }) {
  const { state, view } = useExplorer();
  const theme = useComputedColorScheme('light');
  const [busy, setBusy] = useState(false);
  const title = view?.nodes.find((node) => node.side === 'root')?.title ?? 'picture';
  const save = async (format: 'svg' | 'png') => {
    setBusy(true);
    try {
      const remark = await exportPicture(state, title, theme, format);
      if (remark) notifications.show({ message: remark });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: `The ${format.toUpperCase()} file was not saved`,
        message: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolButton loading={busy} leftSection={<IconDownload size={14} aria-hidden="true" />}>
          Export
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('svg')}>Save picture as SVG</Menu.Item>
        <Menu.Item onClick={() => void save('png')}>Save picture as PNG</Menu.Item>
        {withLink ? (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconLink size={14} aria-hidden="true" />}
              onClick={() => void copyText(window.location.href, 'Link to this view copied')}
            >
              Copy link to this view
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
