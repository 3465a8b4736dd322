/** A vault of plain files, for tests with more than one process. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyVault } from '../ledger/signing/vault.ts';
import { writeUnlessThere } from '../whole-file.ts';

export class FileKeys implements KeyVault {
  readonly protection = 'file rights';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(name: string): Promise<string | null> {
    try {
      return readFileSync(join(this.#folder, name), 'utf8');
    } catch {
      return null;
    }
  }

  async write(name: string, text: string): Promise<void> {
    const path = join(this.#folder, name);
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }

  async keepFirst(name: string, text: string): Promise<string> {
    const path = join(this.#folder, name);
    writeUnlessThere(path, text);
    return readFileSync(path, 'utf8');
  }
}
