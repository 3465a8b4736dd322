import { scrypt } from 'node:crypto';

/** Cost of scrypt (RFC 7914): 128 * n * r bytes of memory. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** So many bytes from what a person types, by scrypt (RFC 7914). */
export function deriveKey(
  secret: string,
  salt: Uint8Array,
  bytes: number,
  cost: ScryptCost,
): Promise<Buffer> {
  const { n, r, p } = cost;
  // The same secret typed on another keyboard may come in another Unicode form.
  const text = secret.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, bytes, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
