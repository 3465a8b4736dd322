/**
 * Packs for one reader only: the age file format (age-encryption.org/v1) around the whole zip. Signed inside,
 * encrypted outside: who cannot read it learns neither names nor number of the files.
 */
/** For whom: `age1…` recipients, or whoever knows a passphrase; never both (the format does not allow it). */
export type Readers = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What opens it: `AGE-SECRET-KEY-1…` identities, or the passphrase. */
export type Opener = { readonly identities: readonly string[] } | { readonly passphrase: string };

/** It cannot be encrypted or opened so; the message says why. */
export class EncryptionError extends Error {
  override readonly name = 'EncryptionError';
}

const MAGIC = 'age-encryption.org/v1\n';

/** Loaded where a pack is encrypted or opened, and not by every start. */
const age = () => import('age-encryption');

/** Whether bytes begin as an age file does. */
export function isEncrypted(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC;
}

/** @throws EncryptionError */
export async function encrypt(bytes: Uint8Array, readers: Readers): Promise<Uint8Array> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  if ('passphrase' in readers) encrypter.setPassphrase(readers.passphrase);
  else
    for (const recipient of readers.recipients) {
      try {
        encrypter.addRecipient(recipient.trim());
      } catch (cause) {
        throw new EncryptionError(
          `"${recipient.slice(0, 80)}" is not an age recipient: it begins with age1 and has no gaps`,
          { cause },
        );
      }
    }
  return encrypter.encrypt(bytes);
}

/** @throws EncryptionError */
export async function decrypt(bytes: Uint8Array, opener: Opener): Promise<Uint8Array> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  try {
    if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase);
    else for (const identity of opener.identities) decrypter.addIdentity(identity.trim());
  } catch (cause) {
    throw new EncryptionError('This is not an age identity: it begins with AGE-SECRET-KEY-', { cause });
  }
  try {
    return await decrypter.decrypt(bytes);
  } catch (cause) {
    throw new EncryptionError('It cannot be opened with that: it is for somebody else, or it was altered', {
      cause,
    });
  }
}
