/**
 * A set of row ids. An import adds millions of them, most in a row: a bit each, where a Set of numbers
 * takes thirty bytes.
 */
export class IdSet implements Iterable<number> {
  /** Bits by the id's upper part. */
  readonly #chunks = new Map<number, Uint32Array>();
  /** The chunk of the latest id, which the next one is most often in, too. */
  #upper = -1;
  #bits: Uint32Array | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    const bits = this.#size === 0 ? undefined : this.#chunk(Math.floor(id / CHUNK));
    const at = id % CHUNK;
    return bits !== undefined && (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
  }

  #chunk(upper: number): Uint32Array | undefined {
    if (upper === this.#upper) return this.#bits;
    this.#upper = upper;
    return (this.#bits = this.#chunks.get(upper));
  }

  add(id: number): void {
    const upper = Math.floor(id / CHUNK);
    let bits = this.#chunk(upper);
    if (!bits) this.#chunks.set(upper, (this.#bits = bits = new Uint32Array(CHUNK / 32)));
    const at = id % CHUNK;
    const before = bits[at >>> 5]!;
    const after = before | (1 << (at & 31));
    if (after >>> 0 === before) return;
    bits[at >>> 5] = after;
    this.#size++;
  }

  /** Whether it was in. */
  delete(id: number): boolean {
    if (!this.has(id)) return false;
    const at = id % CHUNK;
    this.#chunks.get(Math.floor(id / CHUNK))![at >>> 5]! &= ~(1 << (at & 31));
    this.#size--;
    return true;
  }

  /** From the lowest to the highest. */
  *[Symbol.iterator](): Iterator<number> {
    for (const upper of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      const bits = this.#chunks.get(upper)!;
      for (const [word, set] of bits.entries())
        for (let bit = 0; set >>> bit !== 0; bit++) {
          if (((set >>> bit) & 1) === 1) yield upper * CHUNK + word * 32 + bit;
          if (bit === 31) break;
        }
    }
  }
}

/** Ids in a chunk: 512 bytes. */
const CHUNK = 4096;
