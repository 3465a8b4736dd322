/**
 * Small secrets of the engine, each in a file of its own that is sealed with a key of the operating system's
 * keychain. Where the system has none that seals (Linux without a keyring: Electron would only disguise), the
 * answer is `none`, and the engine keeps its secrets as other hosts do.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../catalog/whole-file.ts';
import type { FromEngine, SecretAnswer } from './messages.ts';

/** The part of Electron's `safeStorage` that is used. */
export interface Sealing {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** On Linux only. */
  getSelectedStorageBackend?(): string;
}

/** Whether what is sealed stays sealed: without a keyring, Linux takes a password that everybody knows. */
export function seals(sealing: Sealing, platform: NodeJS.Platform = process.platform): boolean {
  if (!sealing.isEncryptionAvailable()) return false;
  return platform !== 'linux' || sealing.getSelectedStorageBackend?.() !== 'basic_text';
}

export type SecretRequest = Extract<FromEngine, { kind: 'secret' | 'keep' }>;

export class Secrets {
  readonly #folder: string;
  readonly #sealing: Sealing;
  readonly #platform: NodeJS.Platform;

  constructor(folder: string, sealing: Sealing, platform: NodeJS.Platform = process.platform) {
    this.#folder = folder;
    this.#sealing = sealing;
    this.#platform = platform;
  }

  answer(request: SecretRequest): SecretAnswer {
    if (!seals(this.#sealing, this.#platform)) return { state: 'none' };
    try {
      if (request.kind === 'keep') return this.#keep(request.name, request.text);
      return { state: 'done', text: request.name === null ? null : this.#read(request.name) };
    } catch (error) {
      return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  #read(name: string): string | null {
    let sealed: Buffer;
    try {
      sealed = readFileSync(this.#pathOf(name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    return this.#sealing.decryptString(sealed);
  }

  #keep(name: string, text: string): SecretAnswer {
    const path = this.#pathOf(name);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeWhole(path, this.#sealing.encryptString(text), 0o600);
    return { state: 'done', text: null };
  }

  #pathOf(name: string): string {
    if (!/^[a-z0-9-]{1,100}$/.test(name)) throw new Error('A secret cannot have this name');
    return join(this.#folder, `${name}.sealed`);
  }
}
