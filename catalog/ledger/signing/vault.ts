/**
 * Where a host keeps what must not lie in the catalog file: the signing key, and the newest signed tree head
 * of each ledger. The desktop app seals it with the keychain of the operating system; other hosts have a file.
 */
import { z } from 'zod';
import { newPrivateKey, publicKeyOf, signerOf, type PublicKey, type Signer } from './keys.ts';

/**
 * Where a host keeps secrets of the ledger, by name. What is written replaces what was there, as a whole or not at
 * all.
 */
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
  /**
   * Keeps it unless something is kept under the name already.
   * @returns what is kept: the same for all processes that keep something under the name at once
   * @throws VaultError
   */
  keepFirst(name: string, text: string): Promise<string>;
}

/** The vault cannot be opened or written; the message says why. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/** The keys of a machine. */
export interface HeldKeys {
  readonly signer: Signer;
  readonly since: string;
  /** Keys that this one took over from, newest first. */
  readonly former: readonly (PublicKey & { readonly until: string })[];
  /** The key that is to take over, kept before the ledger says so; null for none. */
  readonly next: PublicKey | null;
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
  next: z.string().optional(),
});
type Kept = z.infer<typeof keysSchema>;
const seenSchema = z.object({ size: z.number().int(), root: z.string(), at: z.string() });

/** Null where no key was made yet. @throws VaultError */
export async function heldKeys(vault: KeyVault): Promise<HeldKeys | null> {
  const kept = await readKept(vault);
  return kept && heldFrom(kept);
}

/** Makes the first key and keeps it; where another process was first, its key is the one. @throws VaultError */
export async function makeKey(vault: KeyVault, now: string): Promise<HeldKeys> {
  const made: Kept = { pkcs8: newPrivateKey(), since: now, former: [] };
  return heldFrom(parsed(keysSchema, await vault.keepFirst(KEYS, JSON.stringify(made))));
}

/**
 * Makes the key that is to take over and keeps it beside the one that signs: the ledger can name it before it signs
 * anything, and neither a crash nor a vault that cannot be written leaves the ledger naming a key that nobody holds.
 * @throws VaultError also where no key was made yet
 */
export async function makeNextKey(vault: KeyVault): Promise<PublicKey> {
  const kept = await readKept(vault);
  if (!kept) throw new VaultError('There is no key yet that another one could take over from');
  const { next } = await keep(vault, { ...kept, next: newPrivateKey() });
  return next!;
}

/**
 * The key that was to take over signs from now on; the one before signs no more, and stays known. Where it did already,
 * nothing changes.
 * @throws VaultError
 */
export async function takeOver(vault: KeyVault, keyId: string, now: string): Promise<HeldKeys> {
  const kept = await readKept(vault);
  if (!kept) throw new VaultError('There is no key yet that another one could take over from');
  const { signer, next } = heldFrom(kept);
  if (kept.next === undefined || next?.keyId !== keyId) return heldFrom(kept);
  const former = [{ pem: signer.pem, until: now }, ...kept.former];
  return keep(vault, { pkcs8: kept.next, since: now, former });
}

async function readKept(vault: KeyVault): Promise<Kept | null> {
  const text = await vault.read(KEYS);
  return text === null ? null : parsed(keysSchema, text);
}

async function keep(vault: KeyVault, kept: Kept): Promise<HeldKeys> {
  await vault.write(KEYS, JSON.stringify(kept));
  return heldFrom(kept);
}

function heldFrom({ pkcs8, since, former, next }: Kept): HeldKeys {
  return {
    signer: signerOf(pkcs8),
    since,
    former: former.map(({ pem, until }) => ({ ...publicKeyOf(pem), until })),
    next: next === undefined ? null : publicKeyOf(next),
  };
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
