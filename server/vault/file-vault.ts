/**
 * The vault of hosts without a keychain: one file each in a folder of the user's own, readable by its owner
 * only (mode 0600), and sealed where a passphrase is given (scrypt, AES-256-GCM). Without one, whoever can read
 * the user's files can read the key: that is said where the key is shown.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeUnlessThere, writeWhole } from '../../catalog/whole-file.ts';
import { VaultError, type KeyVault } from '../../catalog/ledger/signing/vault.ts';

const sealedSchema = z.object({
  sealed: z.literal('scrypt+aes-256-gcm'),
  salt: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
const plainSchema = z.object({ sealed: z.literal('no'), data: z.string() });
const fileSchema = z.discriminatedUnion('sealed', [sealedSchema, plainSchema]);

/** 32 MB and about a tenth of a second for each guess at the passphrase. */
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export class FileVault implements KeyVault {
  readonly #folder: string;
  readonly #passphrase: string | null;
  readonly #derived = new Map<string, Buffer>();

  constructor(folder: string, passphrase: string | null = null) {
    this.#folder = folder;
    this.#passphrase = passphrase;
  }

  get protection(): KeyVault['protection'] {
    return this.#passphrase === null ? 'file rights' : 'passphrase';
  }

  async read(name: string): Promise<string | null> {
    let text: string;
    try {
      text = readFileSync(this.#pathOf(name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new VaultError(`${this.#pathOf(name)} cannot be read`, { cause: error });
    }
    const file = fileSchema.safeParse(jsonOf(text));
    if (!file.success) throw new VaultError(`${this.#pathOf(name)} is not a key file of Headwater`);
    return file.data.sealed === 'no' ? file.data.data : this.#open(name, file.data);
  }

  async write(name: string, text: string): Promise<void> {
    this.#put(name, text, (path, content) => writeWhole(path, content, 0o600));
  }

  async keepFirst(name: string, text: string): Promise<string> {
    const first = this.#put(name, text, (path, content) => writeUnlessThere(path, content, 0o600));
    return first ? text : ((await this.read(name)) ?? text);
  }

  #put<Result>(name: string, text: string, write: (path: string, content: string) => Result): Result {
    const path = this.#pathOf(name);
    const content = this.#passphrase === null ? { sealed: 'no', data: text } : this.#seal(name, text);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      return write(path, `${JSON.stringify(content)}\n`);
    } catch (cause) {
      throw new VaultError(`${path} cannot be written`, { cause });
    }
  }

  #seal(name: string, text: string): z.infer<typeof sealedSchema> {
    const salt = randomBytes(16);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(salt.toString('base64')), iv);
    cipher.setAAD(Buffer.from(name));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const [salt64, iv64, tag] = [salt, iv, cipher.getAuthTag()].map((one) => one.toString('base64'));
    return {
      sealed: 'scrypt+aes-256-gcm',
      salt: salt64!,
      iv: iv64!,
      tag: tag!,
      data: data.toString('base64'),
    };
  }

  #open(name: string, file: z.infer<typeof sealedSchema>): string {
    if (this.#passphrase === null)
      throw new VaultError('The key is sealed with a passphrase. Give it in HEADWATER_PASSPHRASE.');
    try {
      const decipher = createDecipheriv(
        'aes-256-gcm',
        this.#keyOf(file.salt),
        Buffer.from(file.iv, 'base64'),
      );
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(Buffer.from(file.tag, 'base64'));
      return Buffer.concat([decipher.update(Buffer.from(file.data, 'base64')), decipher.final()]).toString(
        'utf8',
      );
    } catch (cause) {
      throw new VaultError('The passphrase does not open the key', { cause });
    }
  }

  #keyOf(salt: string): Buffer {
    const known = this.#derived.get(salt);
    if (known) return known;
    const key = scryptSync(this.#passphrase ?? '', Buffer.from(salt, 'base64'), 32, SCRYPT);
    this.#derived.set(salt, key);
    return key;
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
