/** Puts pseudonyms in place of names, and counts what it withheld. */
import { WITHHELD_KINDS, type Inline, type TextRun, type WithheldKind } from '../render/document.ts';
import { KIND_WORDS, type NameMatcher } from './matcher.ts';
import type { KnownName } from './names.ts';

export interface WithheldCount {
  readonly kind: WithheldKind;
  /** Different names or texts. */
  readonly distinct: number;
  /** Places where one stood. */
  readonly places: number;
}

/** Says that nothing stands there; nothing to withhold. */
const NOTHING = /^(?:[\s–—-]*|none(?: \p{L}+)?|not (?:known|stated|given)|unknown|n\/a)$/iu;

export class Withholder {
  readonly #names: NameMatcher;
  readonly #seen = new Map<WithheldKind, { readonly texts: Set<string>; places: number }>();

  constructor(names: NameMatcher) {
    this.#names = names;
  }

  /** A text in which known names are replaced. */
  text(text: string): string {
    return this.#names
      .split(text)
      .map((found) => (found.name === null ? found.text : this.#pseudonym(found.name)))
      .join('');
  }

  /** A text that is a name as a whole, or names one. */
  named(text: string, kind: WithheldKind): string {
    if (NOTHING.test(text)) return text;
    const known = kind === 'note' ? null : this.#names.whole(text);
    if (known) return this.#pseudonym(known);
    const count = this.#count(kind);
    count.texts.add(text);
    count.places++;
    return `[${KIND_WORDS[kind].one.toLowerCase()} withheld]`;
  }

  /** As `named`, but of a list of names the known ones keep their pseudonyms and separators their place. */
  list(text: string, kind: WithheldKind): string {
    if (kind === 'note' || NOTHING.test(text) || this.#names.whole(text)) return this.named(text, kind);
    const found = this.#names.split(text);
    const rest = found.filter(({ name }) => name === null).map((one) => one.text);
    const known = rest.length < found.length;
    if (!known || !rest.every((one) => /^(?:[\s,;·()|→–-]*|.*\band \d+ more)$/u.test(one)))
      return this.named(text, kind);
    return this.text(text);
  }

  inline(text: Inline, mark: WithheldKind | null | undefined): Inline {
    if (typeof text === 'string') return mark ? this.list(text, mark) : this.text(text);
    const marked = text.some((run) => run.names !== undefined);
    return text.map(({ names, ...run }): TextRun => {
      if (names !== undefined) return { ...run, text: this.named(run.text, names) };
      return { ...run, text: mark && !marked ? this.list(run.text, mark) : this.text(run.text) };
    });
  }

  /** What was withheld so far, in a fixed order; kinds of which nothing was are left out. */
  counts(): WithheldCount[] {
    return WITHHELD_KINDS.flatMap((kind) => {
      const seen = this.#seen.get(kind);
      return seen ? [{ kind, distinct: seen.texts.size, places: seen.places }] : [];
    });
  }

  #pseudonym({ kind, number }: KnownName): string {
    const count = this.#count(kind);
    count.texts.add(`${number}`);
    count.places++;
    return `${KIND_WORDS[kind].one} ${number}`;
  }

  #count(kind: WithheldKind): { readonly texts: Set<string>; places: number } {
    let count = this.#seen.get(kind);
    if (count === undefined) this.#seen.set(kind, (count = { texts: new Set(), places: 0 }));
    return count;
  }
}
