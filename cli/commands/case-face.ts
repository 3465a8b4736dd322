/** What the `case` commands share: opening the desk, reading and writing files. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeWhole } from '../../catalog/whole-file.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { firstLine } from '../passphrase.ts';
import { print, printJson } from '../print.ts';
import type { CaseView } from '../../contract/index.ts';

export interface DeskOptions extends GlobalOptions {
  readonly passphraseFile?: string;
}

/** Opens the catalog, and its desk where a passphrase is given. */
export async function withDesk(
  options: DeskOptions,
  command: (face: Face) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const passphrase = passphraseOf(options.passphraseFile);
    if (passphrase !== null && (await face.client.desk.state()).key !== 'none')
      await face.client.desk.open({ passphrase });
    return command(face);
  });
}

/** The first line of the file, else of the environment; null without either. */
export function passphraseOf(file: string | undefined): string | null {
  if (file !== undefined) return firstLine(file);
  return process.env.HEADWATER_PASSPHRASE ?? null;
}

export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : ''}.`, {
      cause: error,
    });
  }
}

export function readText(path: string): string {
  return readBytes(path).toString('utf8');
}

export interface NamedFile {
  readonly name: string;
  readonly base64: string;
}

/** Files that may hold personal data: for the user's eyes only. @returns their paths */
export function writeFiles(folder: string, files: readonly NamedFile[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(({ name, base64 }) => {
    const path = join(folder, basename(name));
    writeWhole(path, Buffer.from(base64, 'base64'), 0o600);
    return path;
  });
}

/** The case as it stands after a change. */
export function sayCase(face: Face, view: CaseView): ExitCode {
  if (face.json) printJson(view);
  else
    print(
      `Case ${view.reference}: ${view.state.replaceAll('_', ' ')}, ${view.paused && view.due === null ? 'the clock stands' : `due ${view.due ?? 'on no date'}`}`,
    );
  return 0;
}
