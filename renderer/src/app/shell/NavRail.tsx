import { Badge, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useWaitingImports } from '../../features/imports/use-waiting.ts';
import { keyText } from '../../shared/keys.ts';
import { AREAS } from './areas.ts';
import classes from './Shell.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  collapsed: boolean;
  onToggle: () => void;
}

/** The areas of the app; icons alone when collapsed. */
export function NavRail({ collapsed, onToggle }: Props) {
  const waiting = useWaitingImports();
  const page = useLocation({ select: ({ pathname }) => pathname });
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggleName = collapsed ? say('Expand the navigation') : say('Collapse the navigation');
  return (
    <nav className={classes.rail} aria-label={say('Areas')} data-collapsed={collapsed || undefined}>
      <ul className={classes.railList}>
        {AREAS.map(({ id, to, name, icon: Shape, keys, within = [] }) => {
          const waits = id === 'import' && waiting > 0;
          return (
            <li key={id}>
              <Tooltip
                label={keys === undefined ? name : `${name} (${keyText(keys)})`}
                position="right"
                disabled={!collapsed}
              >
                <Link
                  to={to}
                  className={classes.railLink}
                  data-within={within.some((one) => page === one || page.startsWith(`${one}/`)) || undefined}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  aria-label={
                    collapsed
                      ? waits
                        ? say('{name} {waiting} waiting', { name, waiting })
                        : name
                      : undefined
                  }
                  title={collapsed || keys === undefined ? undefined : keyText(keys)}
                >
                  <Shape size={19} stroke={1.7} aria-hidden style={{ flex: 'none' }} />
                  {collapsed ? null : name}
                  {waits ? (
                    <>
                      {' '}
                      <Badge size="xs" circle={waiting < 10}>
                        {waiting}
                      </Badge>
                      <VisuallyHidden> {say('waiting')}</VisuallyHidden>
                    </>
                  ) : null}
                </Link>
              </Tooltip>
            </li>
          );
        })}
      </ul>
      <UnstyledButton
        className={classes.railLink}
        onClick={onToggle}
        aria-label={toggleName}
        title={`${toggleName} (${keyText('mod+B')})`}
      >
        <Toggle size={19} stroke={1.7} aria-hidden style={{ flex: 'none' }} />
        {collapsed ? null : say('Collapse')}
      </UnstyledButton>
    </nav>
  );
}
