/**
 * The application menu as plain data. Items that the page also offers send the page's command id; their
 * keys are shown here but handled there, so that none of them runs twice.
 */
import type { MenuItemConstructorOptions as Item } from 'electron';

/** What the menu needs from the app. */
export interface MenuActions {
  /** Runs a command of the page, by its id in the page's registry. */
  readonly command: (id: string) => void;
  readonly newCatalog: () => void;
  readonly openCatalog: () => void;
  readonly openRecent: (path: string) => void;
  readonly showCatalog: () => void;
  readonly showLog: () => void;
}

export interface MenuState {
  readonly platform: NodeJS.Platform;
  /** Catalog files, the newest first. */
  readonly recent: readonly string[];
  /** Developer tools exist outside of packages only. */
  readonly packaged: boolean;
}

const SEPARATOR: Item = { type: 'separator' };

const AREAS = [
  ['home', 'Home'],
  ['browse', 'Browse'],
  ['lineage', 'Lineage'],
  ['questions', 'Questions'],
  ['import', 'Import'],
  ['joins', 'Joins'],
  ['privacy', 'Privacy'],
  ['ledger', 'Ledger'],
  ['settings', 'Settings'],
] as const;

export function menuTemplate(act: MenuActions, state: MenuState): Item[] {
  const mac = state.platform === 'darwin';
  const command = (id: string, label: string, accelerator?: string): Item => ({
    id,
    label,
    click: () => act.command(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies Item] : []),
    { label: '&File', submenu: fileMenu(act, state, command) },
    { label: '&Edit', submenu: editMenu(command) },
    { label: '&View', submenu: viewMenu(state, command) },
    { label: '&Go', submenu: goMenu(command) },
    ...(mac ? [{ role: 'windowMenu' } satisfies Item] : []),
    { label: '&Help', role: 'help', submenu: helpMenu(act, mac, command) },
  ];
}

type CommandItem = (id: string, label: string, accelerator?: string) => Item;

function fileMenu(act: MenuActions, { platform, recent }: MenuState, command: CommandItem): Item[] {
  const recentItems = recent.map((path): Item => ({ label: path, click: () => act.openRecent(path) }));
  return [
    { label: 'New Catalog…', accelerator: 'CmdOrCtrl+N', click: act.newCatalog },
    { label: 'Open Catalog…', accelerator: 'CmdOrCtrl+O', click: act.openCatalog },
    { label: 'Open Recent', enabled: recent.length > 0, submenu: recentItems },
    { label: 'Show Catalog in Folder', click: act.showCatalog },
    SEPARATOR,
    command('import.open', 'Import…', 'CmdOrCtrl+5'),
    SEPARATOR,
    platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
  ];
}

/** Undo of typing is the system's; undo of a change to the catalog is the page's. */
function editMenu(command: CommandItem): Item[] {
  return [
    { role: 'undo', registerAccelerator: false },
    { role: 'redo', registerAccelerator: false },
    SEPARATOR,
    command('edit.undo', 'Undo Catalog Change'),
    command('edit.redo', 'Redo Catalog Change'),
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll', registerAccelerator: false },
    SEPARATOR,
    command('palette.open', 'Search and Commands…', 'CmdOrCtrl+K'),
  ];
}

function viewMenu({ packaged }: MenuState, command: CommandItem): Item[] {
  return [
    {
      label: 'Theme',
      submenu: [
        command('theme.system', 'Same as System'),
        command('theme.light', 'Light'),
        command('theme.dark', 'Dark'),
      ],
    },
    command('view.rail', 'Collapse or Expand Navigation', 'CmdOrCtrl+B'),
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    SEPARATOR,
    { role: 'reload' },
    ...(packaged ? [] : [{ role: 'toggleDevTools' } satisfies Item]),
  ];
}

function goMenu(command: CommandItem): Item[] {
  return [
    command('history.back', 'Back', 'Alt+Left'),
    command('history.forward', 'Forward', 'Alt+Right'),
    SEPARATOR,
    ...AREAS.map(([id, label], index) => command(`go.${id}`, label, `CmdOrCtrl+${index + 1}`)),
    SEPARATOR,
    command('ledger.verify', 'Verify the Ledger'),
  ];
}

function helpMenu(act: MenuActions, mac: boolean, command: CommandItem): Item[] {
  return [
    command('help.shortcuts', 'Keyboard Shortcuts', '?'),
    { label: 'Show Log', click: act.showLog },
    ...(mac ? [] : [SEPARATOR, { role: 'about' } satisfies Item]),
  ];
}
