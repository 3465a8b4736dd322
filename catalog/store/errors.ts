/**
 * Why a file cannot be opened as a catalog, or written.
 *
 * - `missing`: nothing at that path
 * - `not-a-catalog`: some other file, or a database of something else
 * - `damaged`: a catalog whose content is not whole
 * - `newer`: written by a later version of Headwater
 * - `encrypted`: encrypted, it seems, and no passphrase was given
 * - `passphrase`: the passphrase does not open it, or cannot be used
 * - `locked`: in use by a process that does not share
 * - `busy`: another process is writing to it and did not finish in time
 * - `read-only`: the file or its folder cannot be written
 * - `disk`: the disk is full or failing
 */
export type CatalogFileProblem =
  | 'missing'
  | 'not-a-catalog'
  | 'damaged'
  | 'newer'
  | 'encrypted'
  | 'passphrase'
  | 'locked'
  | 'busy'
  | 'read-only'
  | 'disk';

export class CatalogFileError extends Error {
  readonly problem: CatalogFileProblem;
  constructor(problem: CatalogFileProblem, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'CatalogFileError';
    this.problem = problem;
  }
}

/** By the first part of SQLite's result code; the longer codes first. */
const TROUBLES: readonly (readonly [string, CatalogFileProblem, string])[] = [
  ['SQLITE_BUSY', 'busy', 'another process is writing to the catalog; nothing was changed, try again later'],
  ['SQLITE_FULL', 'disk', 'the disk is full; nothing was changed'],
  ['SQLITE_IOERR', 'disk', 'the disk is full or failing; nothing was changed'],
  ['SQLITE_READONLY', 'read-only', 'the file or its folder is read-only'],
  ['SQLITE_CANTOPEN', 'read-only', 'the file or its folder cannot be read and written'],
  ['SQLITE_CORRUPT', 'damaged', 'the content of the file is not whole'],
  ['SQLITE_NOTADB', 'damaged', 'the content of the file is not whole'],
];

/** SQLite's trouble with the file in words; null for any other error. */
export function fileTrouble(error: unknown): CatalogFileError | null {
  if (error instanceof CatalogFileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const trouble = TROUBLES.find(([prefix]) => code.startsWith(prefix));
  return trouble ? new CatalogFileError(trouble[1], trouble[2], { cause: error }) : null;
}
