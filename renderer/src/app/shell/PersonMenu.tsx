import { ActionIcon, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconLock, IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import { client, orpc } from '../../shared/api.ts';
import { useFreshStart } from '../../features/security/use-fresh-start.ts';
import { logOut } from '../../features/security/use-idle-log-out.ts';
import { ROLE_NAMES } from '../../features/security/model/roles.ts';
import { say } from '../../shared/language/say.ts';
import { orSay } from '../../shared/say-error.ts';

/** Who is logged in, and the ways out. Not there where nobody logs in and the file is not encrypted. */
export function PersonMenu() {
  const { data } = useQuery(orpc.security.state.queryOptions());
  const startFresh = useFreshStart();
  const navigate = useNavigate();
  if (!data || (!data.person && !data.file.encrypted)) return null;
  const { person, file } = data;
  const name = person ? `${person.name}, ${ROLE_NAMES[person.role]}` : say('The catalog is encrypted');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={name} title={name}>
          {person ? (
            <IconUserCircle size={18} stroke={1.7} aria-hidden />
          ) : (
            <IconLock size={18} stroke={1.7} aria-hidden />
          )}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {person ? (
          <>
            <Menu.Item
              leftSection={<IconUser size={16} aria-hidden />}
              onClick={() => void navigate({ to: '/access' })}
            >
              {say('What you may do')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconLogout size={16} aria-hidden />}
              onClick={() => orSay(logOut().finally(startFresh))}
            >
              {say('Log out')}
            </Menu.Item>
          </>
        ) : null}
        {file.encrypted ? (
          <Menu.Item
            leftSection={<IconLock size={16} aria-hidden />}
            onClick={() => orSay(client.security.lock().finally(startFresh))}
          >
            {say('Lock the catalog')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
