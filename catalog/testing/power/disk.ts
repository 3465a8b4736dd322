/**
 * A disk that keeps what a power cut leaves: of each file what was brought to the disk (fsync), and of what was written
 * since any part, in pieces of a sector or a page; of each folder what was brought to the disk, and of the names since
 * then any, or the first ones (as file systems with a journal do).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { FileDeed } from './trace.ts';

type Change =
  | { readonly at: number; readonly data: Buffer }
  /** Cut, or made longer with zeros. */
  | { readonly size: number };

class Content {
  durable = Buffer.alloc(0);
  now = Buffer.alloc(0);
  pending: Change[] = [];

  change(change: Change): void {
    this.now = applied(this.now, change);
    this.pending.push(change);
  }

  sync(): void {
    this.durable = this.now;
    this.pending = [];
  }
}

/** Names that changed together: a renaming takes one away and gives one. Null: the name is gone. */
interface Naming {
  readonly folder: string;
  readonly names: readonly (readonly [string, Content | null])[];
}

/** Numbers from 0 to below 1. */
export type Random = () => number;

/** What of the changes since the last fsync is on the disk. */
export type Cut = 'nothing' | 'all' | 'first' | 'any';
export const CUTS: readonly Cut[] = ['nothing', 'all', 'first', 'any'];

export class Disk {
  readonly #root: string;
  readonly #open = new Map<number, { content: Content | string; at: number; append: boolean }>();
  readonly #now = new Map<string, Content>();
  readonly #durable = new Map<string, Content>();
  #pending: Naming[] = [];
  /** What the process printed so far. */
  printed = '';

  /** Only what lies below this folder is kept. */
  constructor(root: string) {
    this.#root = root;
  }

  /** @returns whether the call made something durable */
  apply(deed: FileDeed): boolean {
    switch (deed.deed) {
      case 'open':
        this.#opened(deed);
        return false;
      case 'close':
        this.#open.delete(deed.fd);
        return false;
      case 'sync':
        return this.#sync(deed.fd);
      case 'rename': {
        const content = this.#now.get(deed.from);
        if (content)
          this.#name([
            [deed.from, null],
            [deed.to, content],
          ]);
        return false;
      }
      case 'remove':
        if (this.#now.has(deed.path)) this.#name([[deed.path, null]]);
        return false;
      case 'folder':
        return false;
      default:
        this.#changed(deed);
        return false;
    }
  }

  /** Writes the files as they may lie there when the power is cut now. */
  leave(to: string, cut: Cut, random: Random): void {
    const names = new Map(this.#durable);
    const kept = Math.floor(random() * (this.#pending.length + 1));
    for (const [n, naming] of this.#pending.entries()) {
      const stays = { nothing: false, all: true, first: n < kept, any: random() < 0.5 }[cut];
      if (stays) rename(names, naming);
    }
    for (const [path, content] of names) {
      const place = join(to, relative(this.#root, path));
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, left(content, cut, random));
    }
  }

  #opened({ fd, path, flags }: Extract<FileDeed, { deed: 'open' }>): void {
    if (!`${path}/`.startsWith(`${this.#root}/`)) {
      this.#open.delete(fd);
      return;
    }
    let content = this.#now.get(path);
    if (!content && flags.includes('O_CREAT')) {
      content = new Content();
      this.#name([[path, content]]);
    }
    if (content && flags.includes('O_TRUNC') && content.now.length > 0) content.change({ size: 0 });
    this.#open.set(fd, { content: content ?? path, at: 0, append: flags.includes('O_APPEND') });
  }

  #sync(fd: number): boolean {
    const file = this.#open.get(fd);
    if (!file) return false;
    if (typeof file.content !== 'string') file.content.sync();
    else {
      const here = this.#pending.filter(({ folder }) => folder === file.content);
      for (const naming of here) rename(this.#durable, naming);
      this.#pending = this.#pending.filter((naming) => !here.includes(naming));
    }
    return true;
  }

  #changed(deed: Extract<FileDeed, { deed: 'write' | 'copy' | 'truncate' }>): void {
    if (deed.deed === 'write' && deed.fd === 1) this.printed += deed.data.toString('utf8');
    const file = this.#open.get(deed.fd);
    if (!file || typeof file.content === 'string') return;
    if (deed.deed === 'truncate') return file.content.change({ size: deed.size });
    const at = file.append ? file.content.now.length : file.at;
    const data = deed.deed === 'write' ? deed.data : this.#copied(deed);
    file.content.change({ at: deed.deed === 'write' ? (deed.at ?? at) : at, data });
    if (deed.deed === 'copy' || deed.at === null) file.at = at + data.length;
  }

  #copied({ from, length }: Extract<FileDeed, { deed: 'copy' }>): Buffer {
    const source = this.#open.get(from);
    if (!source || typeof source.content === 'string')
      throw new Error('Copied from a file that is not known');
    const data = source.content.now.subarray(
      source.at,
      Math.min(source.content.now.length, source.at + length),
    );
    source.at += data.length;
    return Buffer.from(data);
  }

  #name(names: Naming['names']): void {
    const naming = { folder: dirname(names[0]![0]), names };
    this.#pending.push(naming);
    rename(this.#now, naming);
  }
}

function rename(names: Map<string, Content>, naming: Naming): void {
  for (const [path, content] of naming.names) {
    if (content) names.set(path, content);
    else names.delete(path);
  }
}

function applied(before: Buffer<ArrayBuffer>, change: Change): Buffer<ArrayBuffer> {
  if ('size' in change) {
    const after = Buffer.alloc(change.size);
    before.copy(after);
    return after;
  }
  const after = Buffer.alloc(Math.max(before.length, change.at + change.data.length));
  before.copy(after);
  change.data.copy(after, change.at);
  return after;
}

/** The bytes of a file after the cut. */
function left(content: Content, cut: Cut, random: Random): Buffer {
  if (cut === 'all') return content.now;
  if (cut === 'nothing') return content.durable;
  let bytes = content.durable;
  const whole = Math.floor(random() * (content.pending.length + 1));
  const piece = random() < 0.5 ? 512 : 4096;
  for (const [n, change] of content.pending.entries()) {
    if (cut === 'first' && n > whole) break;
    if ('size' in change) {
      if (cut === 'first' ? n < whole : random() < 0.5) bytes = applied(bytes, change);
      continue;
    }
    // The last one that is there at all is torn.
    for (const part of pieces(change, piece)) {
      const stays = cut === 'first' && n < whole ? true : random() < 0.5;
      if (stays) bytes = applied(bytes, part);
    }
  }
  return bytes;
}

/** As the disk writes: by its own sectors, wherever the write began. */
function* pieces(
  { at, data }: Extract<Change, { at: number }>,
  size: number,
): Generator<{ at: number; data: Buffer }> {
  for (let from = 0; from < data.length;) {
    const to = Math.min(data.length, from + size - ((at + from) % size));
    yield { at: at + from, data: data.subarray(from, to) };
    from = to;
  }
}
