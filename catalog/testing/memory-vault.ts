/** A vault in memory, for tests. */
import type { KeyVault } from '../ledger/signing/vault.ts';

export class MemoryVault implements KeyVault {
  readonly protection = 'keychain';
  readonly kept = new Map<string, string>();

  async read(name: string): Promise<string | null> {
    return this.kept.get(name) ?? null;
  }

  async write(name: string, text: string): Promise<void> {
    this.kept.set(name, text);
  }
}
