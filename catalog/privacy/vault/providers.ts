/** Who keeps the desk key safe: a passphrase that people know, or the keychain of the system. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../../stewardship/refused.ts';
import { SealBroken, seal, unseal } from '../../seal.ts';
import { deriveKey } from '../../derive-key.ts';

export interface StoredKey {
  readonly provider: string;
  /** JSON */
  readonly parameters: string;
  readonly wrapped: Uint8Array;
}

export interface KeyProvider {
  readonly provider: 'passphrase' | 'keychain';
  protect(key: Uint8Array): Promise<StoredKey>;
  /** @throws Refused when the key cannot be had: another passphrase, another machine or user */
  reveal(stored: StoredKey): Promise<Buffer>;
}

/** What a desktop host offers: bytes that only this user of this machine can get back. */
export interface Keychain {
  protect(bytes: Uint8Array): Promise<Uint8Array>;
  reveal(bytes: Uint8Array): Promise<Uint8Array>;
}

const parametersSchema = z
  .object({
    kdf: z.literal('scrypt'),
    n: z.int().min(2),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
    salt: z.string(),
  })
  // 1 GB: a file from elsewhere must not make the app use up the machine.
  .refine(({ n, r }) => 128 * n * r <= 2 ** 30, 'needs more memory than is allowed');
type Parameters = z.infer<typeof parametersSchema>;

/** Cost of deriving the key (RFC 7914): 128 MB of memory once, when the desk is opened. */
const COST = { n: 2 ** 17, r: 8, p: 1 };
export const SHORTEST_PASSPHRASE = 12;
const PLACE = 'headwater desk key';

/** @param cost for tests only: a smaller n */
export function passphraseProvider(passphrase: string, cost: { readonly n: number } = COST): KeyProvider {
  return {
    provider: 'passphrase',
    async protect(key) {
      if ([...passphrase].length < SHORTEST_PASSPHRASE)
        throw new Refused('INVALID', `A passphrase has at least ${SHORTEST_PASSPHRASE} characters.`);
      const parameters: Parameters = {
        kdf: 'scrypt',
        ...COST,
        n: cost.n,
        salt: randomBytes(16).toString('base64'),
      };
      const outer = await derive(passphrase, parameters);
      return {
        provider: 'passphrase',
        parameters: JSON.stringify(parameters),
        wrapped: seal(outer, key, PLACE),
      };
    },
    async reveal({ parameters, wrapped }) {
      const outer = await derive(passphrase, parametersSchema.parse(JSON.parse(parameters)));
      try {
        return unseal(outer, wrapped, PLACE);
      } catch (error) {
        if (error instanceof SealBroken) throw new Refused('INVALID', 'This is not the passphrase.');
        throw error;
      }
    },
  };
}

export function keychainProvider(keychain: Keychain): KeyProvider {
  return {
    provider: 'keychain',
    protect: async (key) => ({
      provider: 'keychain',
      parameters: '{}',
      wrapped: await keychain.protect(key),
    }),
    async reveal({ wrapped }) {
      try {
        return Buffer.from(await keychain.reveal(wrapped));
      } catch {
        throw new Refused(
          'CONFLICT',
          'The keychain of this machine does not hold the key: it was made by another user or on another machine.',
        );
      }
    },
  };
}

function derive(passphrase: string, parameters: Parameters): Promise<Buffer> {
  return deriveKey(passphrase, Buffer.from(parameters.salt, 'base64'), 32, parameters);
}
