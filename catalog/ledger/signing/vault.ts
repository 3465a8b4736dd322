/**
 * Where a host keeps what must not lie in the catalog file: the signing key, and the newest signed tree head
 * of each ledger. The desktop app seals it with the keychain of the operating system; other hosts have a file.
 */
import { z } from 'zod';
import { newPrivateKey, publicKeyOf, signerOf, type PublicKey, type Signer } from './keys.ts';

export interface KeyVault {
  /**
   * How it is protected: sealed with a key of the operating system's keychain, with a passphrase, or only by the
   * rights of a file that its owner alone may read.
   */
  readonly protection: 'keychain' | 'passphrase' | 'file rights';
  /** Null where nothing is kept under the name. @throws VaultError */
  read(name: string): Promise<string | null>;
  /** @throws VaultError */
  write(name: string, text: string): Promise<void>;
}

/** The vault cannot be opened or written; the message says why. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

export interface HeldKeys {
  readonly signer: Signer;
  readonly since: string;
  /** Keys that this one took over from, newest first. */
  readonly former: readonly (PublicKey & { readonly until: string })[];
}

/** The newest tree head that this machine signed or saw, of one ledger. */
export interface SeenHead {
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly at: string;
}

const KEYS = 'ledger-signing-key';

const keysSchema = z.object({
  pkcs8: z.string(),
  since: z.string(),
  former: z.array(z.object({ pem: z.string(), until: z.string() })),
});
const seenSchema = z.object({ size: z.number().int(), root: z.string(), at: z.string() });

/** Null where no key was made yet. @throws VaultError */
export async function heldKeys(vault: KeyVault): Promise<HeldKeys | null> {
  const text = await vault.read(KEYS);
  if (text === null) return null;
  const { pkcs8, since, former } = parsed(keysSchema, text);
  return {
    signer: signerOf(pkcs8),
    since,
    former: former.map(({ pem, until }) => ({ ...publicKeyOf(pem), until })),
  };
}

/** Makes a new key and keeps it; the one before signs no more, and stays known. @throws VaultError */
export async function makeKey(vault: KeyVault, now: string): Promise<HeldKeys> {
  const before = await heldKeys(vault);
  const former = before ? [{ pem: before.signer.pem, until: now }, ...before.former] : [];
  const kept = {
    pkcs8: newPrivateKey(),
    since: now,
    former: former.map(({ pem, until }) => ({ pem, until })),
  };
  await vault.write(KEYS, JSON.stringify(kept));
  return (await heldKeys(vault))!;
}

/** Of one ledger, by its origin. @throws VaultError */
export async function seenHead(vault: KeyVault, origin: string): Promise<SeenHead | null> {
  const text = await vault.read(seenName(origin));
  return text === null ? null : parsed(seenSchema, text);
}

/** @throws VaultError */
export async function rememberHead(vault: KeyVault, origin: string, head: SeenHead): Promise<void> {
  await vault.write(seenName(origin), JSON.stringify(head));
}

function seenName(origin: string): string {
  return `ledger-seen-${origin.split('/').at(-1)!.slice(0, 32)}`;
}

function parsed<Shape>(schema: z.ZodType<Shape>, text: string): Shape {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new VaultError('What is kept there cannot be read', { cause });
  }
}
