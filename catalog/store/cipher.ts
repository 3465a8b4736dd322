/**
 * Encryption of the whole catalog file: SQLCipher 4's format (AES-256-CBC with an HMAC-SHA-512 for each page of 4096
 * bytes), with a key of our own derivation instead of its PBKDF2.
 *
 * One file, movable: the salt of the derivation is the first 16 bytes of the file, which SQLCipher leaves for a salt.
 * So the file begins like random bytes, and to whoever lacks the passphrase an encrypted catalog, a damaged one and
 * noise are one and the same. The key is scrypt (RFC 7914) of the passphrase with that salt.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { CatalogFileError } from './errors.ts';
import { deriveKey, type ScryptCost } from '../derive-key.ts';

/** Opens one file. Never written anywhere by the engine. */
export interface FileKey {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 16 bytes: the beginning of the file. */
  readonly salt: Uint8Array;
}

export const SHORTEST_PASSPHRASE = 12;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const PAGE_BYTES = 4096;
const SQLITE_MAGIC = 'SQLite format 3\u0000';
/** RFC 7914; 128 MB and some tenths of a second for each guess. Part of the format: it stands nowhere in the file. */
const SCRYPT: ScryptCost = { n: 131_072, r: 8, p: 1 };
/** For tests, which derive often. */
const cost = { ...SCRYPT };

/** Makes deriving cheap, for tests. Files made with it open only with it. */
export function deriveCheaply(): void {
  cost.n = 1024;
}

/** The key of a new file, or of an old one that is written anew. @throws CatalogFileError for too short a passphrase */
export async function newFileKey(passphrase: string): Promise<FileKey> {
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new CatalogFileError(
      'passphrase',
      `a passphrase has at least ${SHORTEST_PASSPHRASE} characters; nothing was changed`,
    );
  }
  return derive(passphrase, randomBytes(SALT_BYTES));
}

/** The key that a passphrase gives for this file, be it the right one or not. */
export async function fileKeyOf(path: string, passphrase: string): Promise<FileKey> {
  const { head } = beginningOf(path);
  return derive(passphrase, Buffer.from(head.subarray(0, SALT_BYTES)));
}

async function derive(passphrase: string, salt: Buffer): Promise<FileKey> {
  return { key: await deriveKey(passphrase, salt, KEY_BYTES, cost), salt };
}

/**
 * What a file is by its first bytes and length: SQLite's own (`plain`), whole pages of something else, which may be an
 * encrypted catalog (`encrypted`), or neither (`foreign`). Null where there is no file, or an empty one.
 */
export function fileForm(path: string): 'plain' | 'encrypted' | 'foreign' | null {
  const { head, size } = beginningOf(path);
  if (size === 0) return null;
  if (head.toString('latin1') === SQLITE_MAGIC) return 'plain';
  return size >= PAGE_BYTES && size % PAGE_BYTES === 0 ? 'encrypted' : 'foreign';
}

/** Hex; tells one encrypted file from others, and changes with its passphrase. */
export function saltOf(path: string): string {
  return beginningOf(path).head.toString('hex');
}

function beginningOf(path: string): { readonly head: Buffer; readonly size: number } {
  const head = Buffer.alloc(SALT_BYTES);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { head, size: 0 };
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    readSync(file, head, 0, head.length, 0);
    return { head, size };
  } finally {
    closeSync(file);
  }
}

/** First on every connection to an encrypted file, before anything is read. */
export function applyKey(db: Database, key: FileKey): void {
  useCipher(db);
  db.pragma(`key = ${keyLiteral(key)}`);
  // What is mapped is read past the cipher, and what spills goes to the disk as it is.
  db.pragma('mmap_size = 0');
  db.pragma('temp_store = MEMORY');
}

/** Chooses the cipher, also for databases that are attached. */
export function useCipher(db: Database): void {
  db.pragma(`cipher = 'sqlcipher'`);
  db.pragma('legacy = 4');
}

/** Key and salt as SQL takes them; an empty key leaves a database as it is. */
export function keyLiteral(key: FileKey | null): string {
  return key ? `"x'${Buffer.concat([key.key, key.salt]).toString('hex')}'"` : `''`;
}

/** The key of a file that nobody opens again. */
export function throwawayKey(): FileKey {
  return { key: randomBytes(KEY_BYTES), salt: randomBytes(SALT_BYTES) };
}
