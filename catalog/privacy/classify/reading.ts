/** A name as the classifier reads it: its words and idioms, each with what it may mean. */
import type { Lexicon, Meaning, WordNode } from './lexicon.ts';
import { segment } from './segment.ts';
import { splitName } from './split.ts';

/** A word or idiom of a name. */
export interface Unit {
  readonly text: string;
  readonly meanings: readonly Meaning[];
  /** Digits and single letters, which tell nothing. */
  readonly empty: boolean;
}

/** What stands after “in” in a heading: “Name in home country” is a name. */
const PLACED = /^(.*?\S) +in +.*$/i;
/** Bounds the work on names that are not names. */
const MOST_WORDS = 24;

export class Reader {
  readonly lexicon: Lexicon;
  readonly #segments = new Map<string, readonly string[]>();

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  /** The words of a name, cut and without stop words. */
  words(name: string): string[] {
    const parts: string[] = [];
    for (const part of counted(splitName(name.replace(PLACED, '$1')))) {
      for (const word of this.#cut(part)) parts.push(word);
      if (parts.length > MOST_WORDS) break;
    }
    const telling = parts.filter((word) => !this.lexicon.stop.has(word));
    return telling.length > 0 ? telling : parts;
  }

  /** The first word of a name that has more than one; null otherwise. */
  firstWord(name: string): string | null {
    const at = name.search(/[^\p{L}\p{N}]/u);
    return at > 0 && at < name.length - 1 ? (this.words(name.slice(0, at))[0] ?? null) : null;
  }

  /** Words and idioms, the longest idiom first. */
  units(words: readonly string[]): Unit[] {
    const units: Unit[] = [];
    for (let at = 0; at < words.length;) {
      const { node, length } = longest(this.lexicon.root, words, at);
      const text = words.slice(at, at + length).join(' ');
      units.push({
        text,
        meanings: node?.meanings ?? [],
        empty: !node && (/^\p{N}+$/u.test(text) || /^[a-z]$/.test(text)),
      });
      at += length;
    }
    return units;
  }

  read(name: string): Unit[] {
    return this.units(this.words(name));
  }

  #cut(part: string): readonly string[] {
    let cut = this.#segments.get(part);
    if (!cut) {
      cut = segment(part, this.lexicon);
      if (this.#segments.size > 50_000) this.#segments.clear();
      this.#segments.set(part, cut);
    }
    return cut;
  }
}

const NUMBERS = new Set(['number', 'num', 'no', 'nbr', 'n']);

/** `number_of_users`, `num_addresses`: a count, not a number. */
function counted(parts: readonly string[]): readonly string[] {
  const [first, second] = parts;
  if (first === undefined || second === undefined || !NUMBERS.has(first)) return parts;
  const last = parts.at(-1)!;
  if (second !== 'of' && !/[^sui]s$/.test(last)) return parts;
  return ['count', ...parts.slice(second === 'of' ? 2 : 1)];
}

/** A plural stands for its singular: `email_preferences`. */
function follow(node: WordNode, word: string): WordNode | undefined {
  return node.next.get(word) ?? (word.endsWith('s') ? node.next.get(word.slice(0, -1)) : undefined);
}

function longest(root: WordNode, words: readonly string[], at: number) {
  let found: WordNode | null = null;
  let length = 1;
  let node: WordNode | undefined = root;
  for (let to = at; to < words.length; to++) {
    node = follow(node, words[to]!);
    if (!node) break;
    if (node.meanings.length > 0) {
      found = node;
      length = to - at + 1;
    }
  }
  return { node: found, length };
}

/** Whether a unit may mean something; `person` is any kind of person, `thing` any kind of thing. */
export function means(unit: Unit, concept: string): boolean {
  if (concept === 'person' || concept === 'thing') {
    const prefix = `${concept}:`;
    return unit.meanings.some((one) => one.concept.startsWith(prefix));
  }
  return unit.meanings.some((one) => one.concept === concept);
}
