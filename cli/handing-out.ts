/** What leaves the catalog by a command is in the ledger before anybody can read it, as what a face hands out. */
import type { Writable } from 'node:stream';
import { recordDisclosure, type Disclosure } from '../catalog/ledger/disclose.ts';
import { readSettings } from '../catalog/settings.ts';
import { wholePlace } from '../catalog/whole-file.ts';
import type { Face } from './face.ts';
import { dataOut } from './print.ts';
import { wholeFile } from './whole-file.ts';

/** @throws where it cannot be entered: then it must not be handed out */
export async function enterHandedOut({ catalog }: Pick<Face, 'catalog'>, said: Disclosure): Promise<void> {
  const { actor } = await readSettings(catalog);
  await recordDisclosure(catalog, actor, said);
}

/** Whether nobody reads what is written until all of it is put in its place; not so of standard output and pipes. */
export function isHeldBack(path: string | undefined): boolean {
  return path !== undefined && wholePlace(path) !== null;
}

/**
 * Writes to a file, or to standard output without one, and enters that in the ledger.
 * @param said of what was written; of null where that is entered before, because what a pipe took is handed out and its
 *   reader ends the command by closing it
 */
export async function handOut<Result>(
  face: Pick<Face, 'catalog'>,
  path: string | undefined,
  write: (out: Writable) => Promise<Result>,
  said: (result: Result | null) => Disclosure,
): Promise<Result> {
  const heldBack = isHeldBack(path);
  if (!heldBack) await enterHandedOut(face, said(null));
  if (path === undefined) return write(dataOut());
  return wholeFile(path, async (out) => {
    const result = await write(out);
    if (heldBack) await enterHandedOut(face, said(result));
    return result;
  });
}
