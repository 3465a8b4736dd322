/**
 * Keys that sign checkpoints and evidence packs: ECDSA on P-256 with SHA-256, signatures in DER, as `openssl
 * dgst -sha256 -verify` takes them. Signing is deterministic (RFC 6979): the same text and key give the same
 * signature, so that a pack built twice has the same bytes.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type KeyObject,
} from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/** A public key on P-256, with its fingerprint. */
export interface PublicKey {
  /** Hex SHA-256 of the key in DER (SPKI): the fingerprint that people compare. */
  readonly keyId: string;
  /** PEM, SPKI. */
  readonly pem: string;
}

/** A key that signs: ECDSA with SHA-256, deterministic (RFC 6979). */
export interface Signer extends PublicKey {
  /** DER. */
  sign(message: Uint8Array): Uint8Array;
}

/** Not a key on P-256. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** A new private key: PEM, PKCS#8. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** @throws KeyError */
export function signerOf(privatePem: string): Signer {
  const { d } = keyOn(() => createPrivateKey(privatePem)).export({ format: 'jwk' });
  const secret = Buffer.from(d ?? '', 'base64url');
  const key = publicKeyOf(privatePem);
  return { ...key, sign: (message) => p256.sign(message, secret, { format: 'der' }) };
}

/** From a public key, or the public half of a private one. @throws KeyError */
export function publicKeyOf(pem: string): PublicKey {
  const key = keyOn(() => createPublicKey(pem));
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    keyId: createHash('sha256').update(der).digest('hex'),
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** False for everything that is not a signature of this message by this key. */
export function isSigned(message: Uint8Array, signature: Uint8Array, publicPem: string): boolean {
  try {
    return verify('sha256', message, keyObjectOf(publicPem), signature);
  } catch {
    return false;
  }
}

/** Reading a key takes as long as checking a signature, and the same key signs many. */
let lastKey: { readonly pem: string; readonly key: KeyObject } | null = null;

function keyObjectOf(pem: string): KeyObject {
  if (lastKey?.pem !== pem) lastKey = { pem, key: createPublicKey(pem) };
  return lastKey.key;
}

function keyOn<Key extends { asymmetricKeyDetails?: { namedCurve?: string } | undefined }>(
  read: () => Key,
): Key {
  let key: Key;
  try {
    key = read();
  } catch (cause) {
    throw new KeyError('This is not a key in PEM form', { cause });
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new KeyError('This is a key of another kind: ECDSA on P-256 is expected');
  return key;
}
