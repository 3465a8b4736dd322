/**
 * Items of a large listing. As objects, the tables of an export take several times the memory of their
 * text, and even that may be too much; each is looked at a few times only.
 */
import type { ItemShelf, Place } from './item-shelf.ts';
import type { Item } from './item.ts';
import { Recent } from './recent.ts';
import type { Rec } from './json.ts';
import { tableHead, type TableHead } from './table-head.ts';

/** Values that were unpacked lately, over all exports. */
const unpacked = new Recent<PackedItem, Rec>(64);

/** A table whose value is kept as text, and parsed whenever somebody asks for more than its head. */
export class PackedItem implements Item {
  readonly head: TableHead;
  readonly file: number;
  readonly at: string;
  readonly nameParts: readonly string[];
  readonly #shelf: ItemShelf;
  readonly #place: Place;

  /** `text`: the value's JSON, where it is at hand. */
  constructor({ value, file, at, nameParts }: Item, shelf: ItemShelf, text = JSON.stringify(value)) {
    this.head = tableHead(value);
    this.file = file;
    this.at = at;
    this.nameParts = nameParts;
    this.#shelf = shelf;
    this.#place = shelf.put(text);
  }

  get value(): Rec {
    return unpacked.get(this, () => JSON.parse(this.#shelf.text(this.#place)) as Rec);
  }
}
