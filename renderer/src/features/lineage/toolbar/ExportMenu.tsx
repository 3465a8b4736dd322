import { Menu, useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useExplorer } from '../explorer/explorer.ts';
import { copyText } from './copy.ts';
import { exportPicture, type ExportChoice } from './export-picture.ts';
import { ToolButton } from './ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

type Choice = ExportChoice & { readonly label: string };

const PICTURES: readonly Choice[] = [
  { label: say('SVG picture'), format: 'svg' },
  { label: say('PNG picture'), format: 'png' },
  { label: say('PDF, as large as the picture'), format: 'pdf', paper: 'fit' },
];
const PAPERS = ['A4', 'A3', 'A2', 'A1', 'A0', 'Letter', 'Tabloid'] as const;
const POSTERS: readonly Choice[] = PAPERS.map((paper) => ({
  label: say('PDF poster on {paper}', { paper }),
  format: 'pdf',
  paper,
}));
const TEXTS: readonly Choice[] = [
  { label: 'Mermaid', format: 'mermaid' },
  { label: 'Graphviz (DOT)', format: 'dot' },
];
const RECORDS: readonly Choice[] = [
  { label: say('Edges as CSV'), format: 'csv' },
  { label: say('Column edges as CSV'), format: 'csv-columns' },
  { label: say('OpenLineage events'), format: 'openlineage' },
];

/** Saves the whole picture, also what is not in sight, or the records behind it. */
export function ExportMenu({ withLink }: { readonly withLink: boolean }) {
  const { state, view } = useExplorer();
  const theme = useComputedColorScheme('light');
  const [busy, setBusy] = useState(false);
  const save = async (choice: Choice) => {
    setBusy(true);
    try {
      const done = await exportPicture(state, theme, view, choice);
      if (!done) return;
      const { lines, incomplete } = done;
      notifications.show({
        title: say('Exported: {choice}', { choice: choice.label }),
        message: lines.join(' '),
        ...(incomplete ? { color: 'yellow' } : {}),
      });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: say('Not exported: {choice}', { choice: choice.label }),
        message: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setBusy(false);
    }
  };
  const items = (choices: readonly Choice[]) =>
    choices.map((choice) => (
      <Menu.Item key={choice.label} onClick={() => void save(choice)}>
        {choice.label}
      </Menu.Item>
    ));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolButton loading={busy} leftSection={<IconDownload size={14} aria-hidden="true" />}>
          {say('Export')}
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('This view as a picture')}</Menu.Label>
        {items(PICTURES)}
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{say('PDF poster')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>{items(POSTERS)}</Menu.Sub.Dropdown>
        </Menu.Sub>
        {items(TEXTS)}
        <Menu.Label>{say('What this view shows, as records')}</Menu.Label>
        {items(RECORDS)}
        {withLink ? (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconLink size={14} aria-hidden="true" />}
              onClick={() => void copyText(window.location.href, say('Link to this view copied'))}
            >
              {say('Copy link to this view')}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
