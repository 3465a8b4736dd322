import { ActionIcon, Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { IconHelp, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { runCommand } from '../../shared/commands.ts';
import { keyText } from '../../shared/keys.ts';
import { CatalogChips } from './CatalogChips.tsx';
import { CollectChip } from './CollectChip.tsx';
import { JobChip } from './JobChip.tsx';
import classes from './Shell.module.css';
import { PersonMenu } from './PersonMenu.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { UndoButtons } from './UndoButtons.tsx';
import { say } from '../../shared/language/say.ts';

/** The bar on top: where one is, what one can look for, what can be taken back. */
export function Header() {
  return (
    // A region, since the titles of dialogs are headers too and a page may have one banner only.
    <div className={classes.header} role="region" aria-label={say('Catalog and search')}>
      <Link to="/" className={classes.brand} aria-label={say('Headwater, Home')}>
        <img src="/headwater.svg" width={22} height={22} alt="" />
        <span className={classes.brandName}>Headwater</span>
      </Link>
      <CatalogChips />
      <UnstyledButton
        className={classes.search}
        onClick={() => runCommand('palette.open')}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={15} aria-hidden style={{ flex: 'none' }} />
        <span className={classes.searchText}>{say('Search datasets, columns, commands')}</span>
        <Kbd size="xs">{keyText('mod+K')}</Kbd>
      </UnstyledButton>
      <CollectChip />
      <JobChip />
      <UndoButtons />
      <PersonMenu />
      <ThemeMenu />
      <Tooltip label={say('Keyboard shortcuts (?)')}>
        <ActionIcon onClick={() => runCommand('help.shortcuts')} aria-label={say('Keyboard shortcuts')}>
          <IconHelp size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
