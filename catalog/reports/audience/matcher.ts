/** Finds known names in texts, wherever they occur as whole words; the longest first. */
import type { WithheldKind } from '../render/document.ts';
import type { KnownName } from './names.ts';

const TOKENS = /[\p{L}\p{N}\p{M}]+|[\s\S]/gu;
const WORD = /^[\p{L}\p{N}\p{M}]+$/u;

interface Node {
  next?: Map<string, Node>;
  /** The names that end here; several where they differ in case only. */
  ends?: KnownName[];
}

export interface Found {
  readonly text: string;
  /** Null for the text between names. */
  readonly name: KnownName | null;
}

/** Letters in a form in which equal names are equal, whatever their case. */
const folded = (text: string) => text.normalize('NFC').toLowerCase();

export class NameMatcher {
  readonly #root: Node = {};
  readonly #exact = new Map<string, KnownName>();

  /** Where two kinds have one text, the earlier one of the list names it. */
  constructor(names: readonly KnownName[]) {
    for (const name of names) {
      const key = folded(name.text);
      if (!this.#exact.has(key)) this.#exact.set(key, name);
      let node = this.#root;
      for (const token of key.match(TOKENS) ?? []) {
        node.next ??= new Map();
        let below = node.next.get(token);
        if (below === undefined) node.next.set(token, (below = {}));
        node = below;
      }
      if (node !== this.#root) (node.ends ??= []).push(name);
    }
  }

  /** The name that the whole text is. */
  whole(text: string): KnownName | null {
    return this.#exact.get(folded(text)) ?? this.#exact.get(folded(text.trim())) ?? null;
  }

  /** The text in stretches. A name of one plain word is found only in its own writing: `Data` is not `data`. */
  split(text: string): Found[] {
    const given = text.normalize('NFC').match(TOKENS) ?? [];
    const tokens = given.map((token) => token.toLowerCase());
    const out: Found[] = [];
    let plain = '';
    for (let at = 0; at < tokens.length;) {
      const hit = this.#longest(tokens, given, at);
      if (hit === null) {
        plain += given[at++]!;
        continue;
      }
      if (plain !== '') out.push({ text: plain, name: null });
      plain = '';
      out.push({ text: given.slice(at, hit.end).join(''), name: hit.name });
      at = hit.end;
    }
    if (plain !== '') out.push({ text: plain, name: null });
    return out;
  }

  #longest(
    tokens: readonly string[],
    given: readonly string[],
    from: number,
  ): { readonly name: KnownName; readonly end: number } | null {
    let node = this.#root;
    let best: { name: KnownName; end: number } | null = null;
    for (let at = from; at < tokens.length; at++) {
      const below = node.next?.get(tokens[at]!);
      if (below === undefined) break;
      node = below;
      const name = node.ends && this.#fitting(node.ends, given.slice(from, at + 1).join(''));
      if (name) best = { name, end: at + 1 };
    }
    return best;
  }

  #fitting(names: readonly KnownName[], written: string): KnownName | undefined {
    return names.find(({ text }) => !WORD.test(text) || text.normalize('NFC') === written);
  }
}

/** How each kind is spoken of. */
export const KIND_WORDS: Readonly<Record<WithheldKind, { readonly one: string; readonly many: string }>> = {
  person: { one: 'Person', many: 'People' },
  system: { one: 'System', many: 'Systems' },
  path: { one: 'File', many: 'File paths' },
  note: { one: 'Note', many: 'Notes and other free text' },
};
