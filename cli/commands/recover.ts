import { basename } from 'node:path';
import {
  SafeCopyError,
  restoreSafeCopy,
  safeCopiesOf,
  type SafeCopy,
} from '../../catalog/store/safe-copies.ts';
import { defaultCatalogPath } from '../../server/product.ts';
import { UsageError, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson, printTable } from '../print.ts';

const KINDS: Readonly<Record<SafeCopy['kind'], string>> = {
  daily: 'safe copy',
  upgrade: 'before an upgrade',
};

/** Works on files alone: the catalog itself may not open any more. */
export async function recoverCommand(
  options: GlobalOptions & { readonly restore?: string },
): Promise<ExitCode> {
  const catalog = options.catalog ?? defaultCatalogPath();
  const copies = safeCopiesOf(catalog);
  if (options.restore !== undefined) return restore(catalog, copies, options.restore, options.json === true);
  if (options.json) {
    printJson({ catalog, copies: copies.map((copy) => ({ ...copy, name: basename(copy.path) })) });
  } else if (copies.length === 0) {
    print(`There are no safe copies of ${catalog}.`);
  } else {
    const rows = copies.map(({ path, kind, at, bytes, seq }) => [
      at,
      KINDS[kind],
      `${bytes}`,
      seq === null ? '' : `${seq}`,
      basename(path),
    ]);
    printTable(['made', 'kind', 'bytes', 'entries', 'name'], rows);
    print('', 'Close Headwater, then: headwater recover --restore <name>');
  }
  return copies.length === 0 ? 1 : 0;
}

async function restore(
  catalog: string,
  copies: readonly SafeCopy[],
  name: string,
  json: boolean,
): Promise<ExitCode> {
  const copy = copies.find(({ path }) => path === name || basename(path) === name);
  if (!copy) throw new UsageError(`No safe copy of ${catalog} is called ${name}. See: headwater recover`);
  let kept: string[];
  try {
    kept = await restoreSafeCopy(catalog, copy);
  } catch (error) {
    throw error instanceof SafeCopyError ? new UsageError(error.message, { cause: error }) : error;
  }
  if (json) printJson({ catalog, restored: basename(copy.path), at: copy.at, seq: copy.seq, kept });
  else {
    print(
      `${catalog} is the copy of ${copy.at} again. What was changed later is not in it.`,
      ...kept.map((path) => `Kept as ${path}`),
      'headwater verify says from which entry on the ledger is missing.',
    );
  }
  return 0;
}
