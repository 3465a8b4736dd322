/**
 * What a password gives: a verifier to check it by, and a key that seals the person's private key. Both come from one
 * scrypt (RFC 7914), each from half of it, so that the verifier tells nothing of the key.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../stewardship/refused.ts';
import { deriveKey } from '../derive-key.ts';

export const SHORTEST_PASSWORD = 12;
/** 64 MB and some tenths of a second for each guess. */
const COST = { n: 65_536, r: 8, p: 1 };
const HALF = 32;
const derivationSchema = z.object({
  kdf: z.literal('scrypt'),
  n: z.number().int().min(2).max(1_048_576),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: z.string(),
});
type Derivation = z.infer<typeof derivationSchema>;

const cost = { n: COST.n };

/** Makes deriving cheap, for tests. What was derived before is checked at its own cost. */
export function checkCheaply(): void {
  cost.n = 1024;
}

export interface Derived {
  /** JSON: how it was derived. */
  readonly derivation: string;
  readonly verifier: Buffer;
  readonly sealingKey: Buffer;
}

/** @throws Refused for too short a password */
export async function deriveNew(password: string): Promise<Derived> {
  if ([...password].length < SHORTEST_PASSWORD)
    throw new Refused('INVALID', `A password has at least ${SHORTEST_PASSWORD} characters.`);
  const derivation: Derivation = {
    kdf: 'scrypt',
    ...COST,
    n: cost.n,
    salt: randomBytes(16).toString('base64'),
  };
  return derive(password, derivation);
}

/** Null where it is another password. */
export async function deriveKnown(
  password: string,
  { derivation, verifier }: { readonly derivation: string; readonly verifier: Uint8Array },
): Promise<Derived | null> {
  const derived = await derive(password, derivationSchema.parse(JSON.parse(derivation)));
  return timingSafeEqual(derived.verifier, verifier) ? derived : null;
}

/** Takes as long as checking a password: whether a name is known must not show in the time. */
export async function deriveInVain(password: string): Promise<void> {
  await derive(password, { kdf: 'scrypt', ...COST, n: cost.n, salt: '' });
}

async function derive(password: string, derivation: Derivation): Promise<Derived> {
  const bytes = await deriveKey(password, Buffer.from(derivation.salt, 'base64'), 2 * HALF, derivation);
  return {
    derivation: JSON.stringify(derivation),
    verifier: createHash('sha256').update(bytes.subarray(0, HALF)).digest(),
    sealingKey: Buffer.from(bytes.subarray(HALF)),
  };
}
