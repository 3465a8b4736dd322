/** The system's own dialogs for files: the only place in the app that names or writes a file for the page. */
import { basename } from 'node:path';
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import type { CatalogFileProblem } from '../catalog/store/errors.ts';
import { writeWhole } from '../catalog/whole-file.ts';
import { CATALOG_EXTENSION, isCatalogPath } from './launch.ts';
import type { OpeningFailure } from './messages.ts';
import { say, sayTime, type HostText } from './words.ts';

const catalogs = (): FileFilter[] => [{ name: say('Headwater catalog'), extensions: [CATALOG_EXTENSION] }];

/** Asks for files or one folder to import; empty when dismissed. */
export async function chooseSources(window: BrowserWindow, what: 'files' | 'folder'): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: what === 'folder' ? say('Import a folder') : say('Import files'),
    properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** Asks where to save, then writes. False when dismissed: nothing is written. */
export async function saveFile(window: BrowserWindow, name: string, bytes: Uint8Array): Promise<boolean> {
  // A suggestion of the page: a bare file name, never a place.
  const { filePath, canceled } = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  if (canceled || filePath === '') return false;
  writeWhole(filePath, bytes);
  return true;
}

/** Asks for a catalog file; null when dismissed. */
export async function chooseCatalog(window: BrowserWindow): Promise<string | null> {
  const options = { title: say('Open a catalog'), filters: catalogs(), properties: ['openFile' as const] };
  const { filePaths } = await dialog.showOpenDialog(window, options);
  return filePaths[0] ?? null;
}

/** Asks for the place of a new catalog; null when dismissed. */
export async function placeNewCatalog(window: BrowserWindow): Promise<string | null> {
  const options = {
    title: say('New catalog'),
    filters: catalogs(),
    defaultPath: `catalog.${CATALOG_EXTENSION}`,
  };
  const { filePath, canceled } = await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return null;
  return isCatalogPath(filePath) ? filePath : `${filePath}.${CATALOG_EXTENSION}`;
}

/** What the engine says of it besides is in English. */
const PROBLEM_WORDS = {
  missing: 'There is no such file.',
  'not-a-catalog': 'The file is not a Headwater catalog.',
  damaged: 'The content of the file is not whole.',
  newer: 'A later version of Headwater wrote the file.',
  encrypted: 'The file is encrypted.',
  passphrase: 'The passphrase does not fit.',
  locked: 'Another process is using the file.',
  busy: 'Another process is writing to the file.',
  'read-only': 'The file or its folder cannot be written.',
  disk: 'The disk is full or does not answer.',
} as const satisfies Readonly<Record<CatalogFileProblem, HostText>>;

export type AfterFailure = 'again' | 'another' | 'copy' | 'nothing';

/**
 * What to do about a catalog that cannot be opened.
 * @param copy when the last safe copy was made, where one could take the place of a damaged file
 */
export async function askAfterFailure(
  window: BrowserWindow,
  catalog: string,
  { cause, problem, copy }: OpeningFailure & { readonly copy: Date | null },
): Promise<AfterFailure> {
  const choices: [AfterFailure, string][] = [
    ...(copy ? [['copy', say('Use the Last Safe Copy')] satisfies [AfterFailure, string]] : []),
    ['another', say('Open Another Catalog…')],
    ['again', say('Try Again')],
    ['nothing', say('Close')],
  ];
  const offer = copy
    ? `\n\n${say('The last safe copy is of {time}. The damaged file is kept under another name; what was changed later is not in the copy.', { time: sayTime(copy) })}`
    : '';
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: say('{file} could not be opened', { file: basename(catalog) }),
    detail: `${problem ? `${say(PROBLEM_WORDS[problem])}\n` : ''}${cause}\n\n${catalog}${offer}`,
    buttons: choices.map(([, label]) => label),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  return choices[response]?.[0] ?? 'nothing';
}

/** Whether to load a page again that crashed several times. */
export async function askAfterPageCrash(window: BrowserWindow): Promise<boolean> {
  return asked(window, say('The window stopped several times within a minute'), {
    detail: say(
      'The catalog is not affected: everything that was saved is in it. Help → Show Log has the details.',
    ),
    yes: say('Load Again'),
    no: say('Leave It'),
  });
}

/** Whether to load a page again that does not answer. */
export async function askAboutSilence(window: BrowserWindow): Promise<boolean> {
  return asked(window, say('The window does not respond'), {
    detail: say('Loading it again loses what is typed and not saved. Work of the catalog engine goes on.'),
    yes: say('Load Again'),
    no: say('Wait'),
  });
}

/** Says what went wrong where nothing can be chosen. */
export function sayFailure(message: string, detail: string): void {
  dialog.showErrorBox(message, detail);
}

interface Question {
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

async function asked(
  window: BrowserWindow,
  message: string,
  { detail, yes, no }: Question,
): Promise<boolean> {
  const options = { type: 'warning' as const, message, detail, buttons: [yes, no], noLink: true };
  const { response } = await dialog.showMessageBox(window, { ...options, defaultId: 1, cancelId: 1 });
  return response === 0;
}
