/** The engine's side of the keychain: asks the main process, which alone can reach it. */
import { VaultError, type KeyVault } from '../catalog/ledger/signing/vault.ts';
import { Asking } from './asking.ts';
import type { FromEngine, SecretAnswer } from './messages.ts';

export class KeychainVault implements KeyVault {
  readonly protection = 'keychain';
  readonly #tell: (message: FromEngine) => void;
  readonly #asking = new Asking<SecretAnswer>();

  constructor(tell: (message: FromEngine) => void) {
    this.#tell = tell;
  }

  /** Whether this system has a keychain that seals. */
  async usable(): Promise<boolean> {
    const { state } = await this.#ask((id) => ({ kind: 'secret', id, name: null }));
    return state !== 'none';
  }

  async read(name: string): Promise<string | null> {
    return textOf(await this.#ask((id) => ({ kind: 'secret', id, name })));
  }

  async write(name: string, text: string): Promise<void> {
    textOf(await this.#ask((id) => ({ kind: 'keep', id, name, text })));
  }

  /** One engine at a time reaches the keychain, and it asks for one thing after the other. */
  async keepFirst(name: string, text: string): Promise<string> {
    const kept = await this.read(name);
    if (kept === null) await this.write(name, text);
    return kept ?? text;
  }

  /** Hands on what the main process answered. */
  receive(id: number, answer: SecretAnswer): void {
    this.#asking.receive(id, answer);
  }

  #ask(request: (id: number) => FromEngine): Promise<SecretAnswer> {
    return this.#asking.ask((id) => this.#tell(request(id)));
  }
}

function textOf(answer: SecretAnswer): string | null {
  if (answer.state === 'done') return answer.text;
  throw new VaultError(
    answer.state === 'none'
      ? 'The keychain of this system is not there any more'
      : `The keychain of this system refused: ${answer.reason}`,
  );
}
