/**
 * Items of a large listing. As objects, the tables of an export take several times the memory of their
 * text; each is looked at a few times only.
 */
import type { Item } from './export.ts';
import { Recent } from './recent.ts';
import type { Rec } from './json.ts';
import { tableHead, type TableHead } from './table-head.ts';

/** Values that were unpacked lately, over all exports. */
const unpacked = new Recent<PackedItem, Rec>(64);

/** Bytes that texts share, outside of the heap. */
const SLAB = 1 << 20;
let slab = Buffer.alloc(0);
let used = 0;

/** Puts the text where the garbage collector need not look after it. */
function stored(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (used + length > slab.length) {
    slab = Buffer.allocUnsafeSlow(Math.max(SLAB, length));
    used = 0;
  }
  const own = slab.subarray(used, used + slab.write(text, used));
  used += own.length;
  return own;
}

/** A table whose value is kept as text, and parsed whenever somebody asks for more than its head. */
export class PackedItem implements Item {
  readonly head: TableHead;
  readonly file: number;
  readonly at: string;
  readonly nameParts: readonly string[];
  readonly #text: Buffer;

  constructor({ value, file, at, nameParts }: Item) {
    this.head = tableHead(value);
    this.file = file;
    this.at = at;
    this.nameParts = nameParts;
    this.#text = stored(JSON.stringify(value));
  }

  get value(): Rec {
    return unpacked.get(this, () => JSON.parse(this.#text.toString()) as Rec);
  }
}
