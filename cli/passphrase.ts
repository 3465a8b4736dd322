/** Passphrases and passwords on the command line: from a file, the environment or a prompt, never as an argument. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { remark, remarkHere } from './print.ts';
import { UsageError, type GlobalOptions } from './usage.ts';

const CATALOG = { file: 'catalogPassphraseFile', variable: 'HEADWATER_CATALOG_PASSPHRASE' } as const;

/** Of the catalog file, where it was given without being asked for; null otherwise. */
export function givenPassphrase(options: GlobalOptions): string | null {
  const path = options[CATALOG.file];
  return path === undefined ? process.env[CATALOG.variable] || null : firstLine(path);
}

/** @throws UsageError where it was not given and nobody can be asked */
export async function catalogPassphrase(options: GlobalOptions): Promise<string> {
  return (
    givenPassphrase(options) ??
    asked('Passphrase of the catalog: ', `--catalog-passphrase-file or ${CATALOG.variable}`)
  );
}

/** A new one, asked for twice where it is typed. */
export async function newPassphrase(path: string | undefined): Promise<string> {
  if (path !== undefined) return firstLine(path);
  const given = process.env['HEADWATER_NEW_PASSPHRASE'];
  if (given) return given;
  const elsewhere = '--new-passphrase-file or HEADWATER_NEW_PASSPHRASE';
  const first = await asked('New passphrase: ', elsewhere);
  if ((await asked('The same again: ', elsewhere)) !== first)
    throw new UsageError('The two are not the same. Nothing was changed.');
  return first;
}

/** Of a person who logs in. @throws UsageError where it was not given and nobody can be asked */
export async function password(name: string, options: GlobalOptions): Promise<string> {
  if (options.passwordFile !== undefined) return firstLine(options.passwordFile);
  return (
    process.env['HEADWATER_PASSWORD'] ||
    asked(`Password of ${name}: `, '--password-file or HEADWATER_PASSWORD')
  );
}

export async function personName(options: GlobalOptions): Promise<string> {
  const given = options.as ?? process.env['HEADWATER_USER'];
  if (given) return given;
  throw new UsageError('People log in to this catalog: say who you are with --as or HEADWATER_USER.');
}

/** Of a file that holds a passphrase, without its end. @throws UsageError where there is none */
export function firstLine(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read.`, { cause });
  }
  const [line] = text.split(/\r?\n/);
  if (!line) throw new UsageError(`The first line of ${path} is empty.`);
  return line;
}

/** What is typed is not shown. */
async function asked(question: string, elsewhere: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(`A passphrase is needed. Where nobody can be asked, give it with ${elsewhere}.`);
  remarkHere(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    remark('');
  }
}
