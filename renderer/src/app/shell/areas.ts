import {
  IconArrowsJoin,
  IconBinaryTree,
  IconBook2,
  IconFileImport,
  IconHome,
  IconInbox,
  IconLink,
  IconMessageQuestion,
  IconSearch,
  IconSettings,
  IconTable,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';
import { say } from '../../shared/language/say.ts';

export interface Area {
  readonly id: string;
  readonly to:
    | '/'
    | '/browse'
    | '/lineage'
    | '/questions'
    | '/import'
    | '/privacy'
    | '/ledger'
    | '/settings'
    | '/joins'
    | '/inbox'
    | '/registers'
    | '/grid';
  readonly name: string;
  readonly icon: Icon;
  /** The digits go to the areas that are opened most. */
  readonly keys?: string;
  /** Addresses of pages that belong to it though theirs do not begin with its own. */
  readonly within?: readonly string[];
}

/** The areas of the app, in the order of the rail; Ctrl+1 to Ctrl+9, and Ctrl+, for the settings. */
export const AREAS: readonly Area[] = [
  { id: 'home', to: '/', name: say('Home'), icon: IconHome, keys: 'mod+1' },
  { id: 'browse', to: '/browse', name: say('Browse'), icon: IconSearch, keys: 'mod+2' },
  { id: 'lineage', to: '/lineage', name: say('Lineage'), icon: IconBinaryTree, keys: 'mod+3' },
  {
    id: 'questions',
    to: '/questions',
    name: say('Questions'),
    icon: IconMessageQuestion,
    keys: 'mod+4',
    within: ['/impact', '/origin', '/paths', '/critical', '/compare'],
  },
  { id: 'import', to: '/import', name: say('Import'), icon: IconFileImport, keys: 'mod+5' },
  { id: 'inbox', to: '/inbox', name: say('Inbox'), icon: IconInbox, keys: 'mod+6', within: ['/propagation'] },
  { id: 'grid', to: '/grid', name: say('Grid'), icon: IconTable },
  { id: 'joins', to: '/joins', name: say('Joins'), icon: IconArrowsJoin, keys: 'mod+7' },
  { id: 'registers', to: '/registers', name: say('Registers'), icon: IconBook2 },
  {
    id: 'privacy',
    to: '/privacy',
    name: say('Privacy'),
    icon: IconUserShield,
    keys: 'mod+8',
    within: ['/reports'],
  },
  { id: 'ledger', to: '/ledger', name: say('Ledger'), icon: IconLink, keys: 'mod+9' },
  {
    id: 'settings',
    to: '/settings',
    name: say('Settings'),
    icon: IconSettings,
    keys: 'mod+,',
    within: ['/access'],
  },
];
