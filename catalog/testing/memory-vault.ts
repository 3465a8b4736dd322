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

  async keepFirst(name: string, text: string): Promise<string> {
    if (!this.kept.has(name)) this.kept.set(name, text);
    return this.kept.get(name)!;
  }
}
