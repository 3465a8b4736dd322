import { ActionIcon, Group, Menu, Text, Title } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { BrowseSearch } from '../../browse/model/search-params.ts';
import classes from '../search.module.css';
import { SavedFiles } from './SavedFiles.tsx';
import { SavedLink } from './SavedLink.tsx';
import { SavedMenu } from './SavedMenu.tsx';
import { useSaved } from './use-saved.ts';
import { say } from '../../../shared/language/say.ts';

/** The saved searches above the filters, each with its count and what can be done with it. */
export function SavedInSidebar({ search }: { readonly search: BrowseSearch }) {
  const saved = useSaved();
  return (
    <section role="group" aria-label={say('Saved searches')} className={classes.group}>
      <Group justify="space-between" gap={4} wrap="nowrap">
        <Title order={3} size="xs">
          {say('Saved searches')}
        </Title>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say('All saved searches')}>
              <IconDots size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SavedFiles list={saved.list} addAll={saved.addAll} />
          </Menu.Dropdown>
        </Menu>
      </Group>
      {saved.error ? (
        <Text size="xs" c="red">
          {say('The saved searches could not be read.')}
        </Text>
      ) : null}
      {saved.list.length === 0 && !saved.loading && !saved.error ? (
        <Text size="xs" c="dimmed">
          {say('None yet.')}
        </Text>
      ) : null}
      <ul className={classes.list}>
        {saved.list.map((one) => (
          <li key={one.id} className={classes.saved}>
            <SavedLink saved={one} />
            <SavedMenu saved={one} actions={saved} present={search} />
          </li>
        ))}
      </ul>
    </section>
  );
}
