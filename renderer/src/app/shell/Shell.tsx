import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useCatalogChanges } from '../../shared/api.ts';
import { useSettingsAppearance } from '../../shared/appearance.ts';
import { useBaseCommands } from '../../shared/commands.ts';
import { ReasonDialog } from '../../shared/reason/ReasonDialog.tsx';
import { useShellCommands } from '../commands.ts';
import { useSystemNotices } from '../use-system-notices.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { DropAnywhere } from './DropAnywhere.tsx';
import { Header } from './Header.tsx';
import { NavRail } from './NavRail.tsx';
import { Palette } from './Palette.tsx';
import classes from './Shell.module.css';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useKeyboard } from './use-keyboard.ts';
import { say } from '../../shared/language/say.ts';

/** The frame around every page. */
export function Shell() {
  const [collapsed, setCollapsed] = useLocalStorage({
    key: 'headwater.rail-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [shortcutsShown, shortcuts] = useDisclosure(false);
  const toggleRail = useCallback(() => setCollapsed((now) => !now), [setCollapsed]);
  useCatalogChanges();
  useSettingsAppearance();
  useSystemNotices();
  useBaseCommands(useShellCommands({ toggleRail, showShortcuts: shortcuts.open }));
  useKeyboard();
  return (
    <div className={classes.shell}>
      <a href="#page" className={classes.skip}>
        {say('Skip to the page')}
      </a>
      <div className={classes.banner}>
        <ConnectionBanner />
      </div>
      <Header />
      <NavRail collapsed={collapsed} onToggle={toggleRail} />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
      </main>
      <Palette />
      <ShortcutSheet opened={shortcutsShown} onClose={shortcuts.close} />
      <ReasonDialog />
      <DropAnywhere />
    </div>
  );
}
