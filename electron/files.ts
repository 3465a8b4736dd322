/** The system's own dialogs for files: the only place in the app that names or writes a file for the page. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { CATALOG_EXTENSION, isCatalogPath } from './launch.ts';

const CATALOGS: FileFilter[] = [{ name: 'Headwater catalog', extensions: [CATALOG_EXTENSION] }];

/** Asks for files or one folder to import; empty when dismissed. */
export async function chooseSources(window: BrowserWindow, what: 'files' | 'folder'): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: what === 'folder' ? 'Import a folder' : 'Import files',
    properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** Asks where to save, then writes; does nothing when dismissed. */
export async function saveFile(window: BrowserWindow, name: string, bytes: Uint8Array): Promise<void> {
  // A suggestion of the page: a bare file name, never a place.
  const { filePath, canceled } = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  if (!canceled && filePath !== '') await writeFile(filePath, bytes);
}

/** Asks for a catalog file; null when dismissed. */
export async function chooseCatalog(window: BrowserWindow): Promise<string | null> {
  const options = { title: 'Open a catalog', filters: CATALOGS, properties: ['openFile' as const] };
  const { filePaths } = await dialog.showOpenDialog(window, options);
  return filePaths[0] ?? null;
}

/** Asks for the place of a new catalog; null when dismissed. */
export async function placeNewCatalog(window: BrowserWindow): Promise<string | null> {
  const options = { title: 'New catalog', filters: CATALOGS, defaultPath: `catalog.${CATALOG_EXTENSION}` };
  const { filePath, canceled } = await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return null;
  return isCatalogPath(filePath) ? filePath : `${filePath}.${CATALOG_EXTENSION}`;
}

/** What to do about a catalog that cannot be opened. */
export async function askAfterFailure(
  window: BrowserWindow,
  catalog: string,
  cause: string,
): Promise<'again' | 'another' | 'nothing'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: `${basename(catalog)} could not be opened`,
    detail: `${cause}\n\n${catalog}`,
    buttons: ['Open Another Catalog…', 'Try Again', 'Close'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return response === 0 ? 'another' : response === 1 ? 'again' : 'nothing';
}
