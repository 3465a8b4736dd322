/**
 * The application menu as plain data. What the page offers comes from the page's own list of commands, the one that
 * the sheet of shortcuts shows; their keys are shown here but handled there, so that none of them runs twice.
 */
import type { MenuItemConstructorOptions as Item } from 'electron';
import { acceleratorOf } from './accelerator.ts';
import type { MenuCommand } from './page-shapes.ts';
import { roleItem, say } from './words.ts';

/** What the menu needs from the app. */
export interface MenuActions {
  /** Runs a command of the page, by its id in the page's registry. */
  readonly command: (id: string) => void;
  readonly newCatalog: () => void;
  readonly openCatalog: () => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
  readonly showCatalog: () => void;
  readonly showLog: () => void;
}

export interface MenuState {
  readonly platform: NodeJS.Platform;
  /** Catalog files, the newest first. */
  readonly recent: readonly string[];
  /** Developer tools exist outside of packages only. */
  readonly packaged: boolean;
  /** Of the page that is shown; none while there is no page. */
  readonly commands: readonly MenuCommand[];
}

const SEPARATOR: Item = { type: 'separator' };

type Place = 'file' | 'edit' | 'view' | 'theme' | 'go' | 'questions' | 'help' | 'page';

/** Where single commands stand; the others go by their group, and what no menu is for goes under Page. */
const BY_ID: Readonly<Record<string, Place>> = {
  'palette.open': 'edit',
  'palette.slash': 'edit',
  'view.rail': 'view',
  'help.shortcuts': 'help',
  'ledger.verify': 'go',
};
const BY_GROUP: Readonly<Record<string, Place>> = {
  Theme: 'theme',
  'Go to': 'go',
  Questions: 'questions',
  Edit: 'edit',
  Catalog: 'file',
};

export function menuTemplate(act: MenuActions, state: MenuState): Item[] {
  const mac = state.platform === 'darwin';
  const items = itemsByPlace(act, state.commands);
  const page = pageMenu(act, state.commands);
  return [
    ...(mac ? [appMenu()] : []),
    { label: say('&File'), submenu: fileMenu(act, state, items('file')) },
    { label: say('&Edit'), submenu: editMenu(items('edit')) },
    { label: say('&View'), submenu: viewMenu(state, items('theme'), items('view')) },
    ...(items('go').length > 0
      ? [{ label: say('&Go'), submenu: goMenu(items('go'), items('questions')) }]
      : []),
    ...(page.length > 0 ? [{ label: say('&Page'), submenu: page }] : []),
    ...(mac ? [windowMenu()] : []),
    { label: say('&Help'), role: 'help', submenu: helpMenu(act, mac, items('help')) },
  ];
}

/** What a Mac expects; as Electron makes them, save for their names. */
function appMenu(): Item {
  const submenu: Item[] = [
    roleItem('about'),
    SEPARATOR,
    roleItem('services'),
    SEPARATOR,
    roleItem('hide'),
    roleItem('hideOthers'),
    roleItem('unhide'),
    SEPARATOR,
    roleItem('quit'),
  ];
  return { role: 'appMenu', submenu };
}

function windowMenu(): Item {
  const submenu: Item[] = [roleItem('minimize'), roleItem('zoom'), SEPARATOR, roleItem('front')];
  return { ...roleItem('windowMenu'), submenu };
}

const placeOf = ({ id, group }: MenuCommand): Place => BY_ID[id] ?? BY_GROUP[group] ?? 'page';

function itemOf(act: MenuActions, { id, title, keys, enabled }: MenuCommand): Item {
  const accelerator = keys === null ? null : acceleratorOf(keys);
  return {
    id,
    // A single ampersand would underline the letter behind it.
    label: title.replaceAll('&', '&&'),
    enabled,
    click: () => act.command(id),
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  };
}

function itemsByPlace(act: MenuActions, commands: readonly MenuCommand[]): (place: Place) => Item[] {
  const groups = Map.groupBy(newestOf(commands), placeOf);
  return (place) => (groups.get(place) ?? []).map((command) => itemOf(act, command));
}

/** Of several commands with one id, the page runs the newest. */
const newestOf = (commands: readonly MenuCommand[]): MenuCommand[] => [
  ...new Map(commands.map((command) => [command.id, command])).values(),
];

/** What the shown page adds, by its groups. */
function pageMenu(act: MenuActions, commands: readonly MenuCommand[]): Item[] {
  const own = newestOf(commands).filter((command) => placeOf(command) === 'page');
  const groups = [...Map.groupBy(own, ({ group }) => group)];
  const [only] = groups;
  if (groups.length === 1 && only) return only[1].map((command) => itemOf(act, command));
  return groups.map(([group, members]) => ({
    label: members[0]?.groupName ?? group,
    submenu: members.map((command) => itemOf(act, command)),
  }));
}

function fileMenu(act: MenuActions, { platform, recent }: MenuState, commands: Item[]): Item[] {
  const recentItems = recent.map((path): Item => ({ label: path, click: () => act.openRecent(path) }));
  return [
    { label: say('New Catalog…'), accelerator: 'CmdOrCtrl+N', click: act.newCatalog },
    { label: say('Open Catalog…'), accelerator: 'CmdOrCtrl+O', click: act.openCatalog },
    {
      label: say('Open Recent'),
      enabled: recent.length > 0,
      submenu: [...recentItems, SEPARATOR, { label: say('Clear Recent Catalogs'), click: act.clearRecent }],
    },
    { label: say('Show Catalog in Folder'), click: act.showCatalog },
    ...after(commands),
    SEPARATOR,
    roleItem(platform === 'darwin' ? 'close' : 'quit'),
  ];
}

/** Behind a line, if there are any. */
const after = (items: readonly Item[]): Item[] => (items.length > 0 ? [SEPARATOR, ...items] : []);

/** Undo of typing is the system's; undo of a change to the catalog is the page's. */
function editMenu(commands: readonly Item[]): Item[] {
  return [
    { ...roleItem('undo'), registerAccelerator: false },
    { ...roleItem('redo'), registerAccelerator: false },
    SEPARATOR,
    roleItem('cut'),
    roleItem('copy'),
    roleItem('paste'),
    { ...roleItem('selectAll'), registerAccelerator: false },
    ...after(commands),
  ];
}

function viewMenu({ packaged }: MenuState, themes: Item[], commands: readonly Item[]): Item[] {
  return [
    ...(themes.length > 0 ? [{ label: say('Theme'), submenu: themes }] : []),
    ...commands,
    ...(themes.length + commands.length > 0 ? [SEPARATOR] : []),
    roleItem('resetZoom'),
    roleItem('zoomIn'),
    roleItem('zoomOut'),
    roleItem('togglefullscreen'),
    SEPARATOR,
    roleItem('reload'),
    ...(packaged ? [] : [roleItem('toggleDevTools')]),
  ];
}

function goMenu(places: readonly Item[], questions: Item[]): Item[] {
  return [
    ...places,
    ...(questions.length > 0 ? [SEPARATOR, { label: say('Questions'), submenu: questions }] : []),
  ];
}

function helpMenu(act: MenuActions, mac: boolean, commands: readonly Item[]): Item[] {
  return [
    ...commands,
    { label: say('Show Log'), click: act.showLog },
    ...(mac ? [] : [SEPARATOR, roleItem('about')]),
  ];
}
