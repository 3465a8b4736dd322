/** Authenticated encryption of one piece of data: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const KEY = 32;

/** The data cannot be decrypted: another key, another place, or altered bytes. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

export function newKey(): Buffer {
  return randomBytes(KEY);
}

/**
 * Encrypts.
 * @param place what the data belong to (authenticated, not encrypted), so that one piece cannot stand for another
 * @returns nonce, ciphertext, tag
 */
export function seal(key: Uint8Array, plain: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealBroken */
export function unseal(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  if (sealed.length < NONCE + TAG) throw new SealBroken('The encrypted data are cut short.');
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
    cipher.setAAD(Buffer.from(place, 'utf8'));
    cipher.setAuthTag(bytes.subarray(bytes.length - TAG));
    return Buffer.concat([cipher.update(bytes.subarray(NONCE, bytes.length - TAG)), cipher.final()]);
  } catch (cause) {
    throw new SealBroken('The data cannot be decrypted: another key, or they were altered.', { cause });
  }
}
