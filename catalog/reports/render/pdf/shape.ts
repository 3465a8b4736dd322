/**
 * From text to atoms: stretches of one face, style and direction between two places where a line may break.
 * Characters without a glyph are spelt out and reported.
 */
import type { Inline } from '../document.ts';
import { runsOf } from '../document.ts';
import { codePointLabel, displayText } from '../text.ts';
import { STRONG_RTL, embeddingLevels } from './bidi.ts';
import type { FaceName, Faces, TextStyle } from './faces.ts';

export interface Atom {
  /** As drawn: mirrored and without invisible characters. */
  readonly text: string;
  readonly face: FaceName;
  readonly style: TextStyle;
  /** Bidi level; odd is right to left. */
  readonly level: number;
  readonly space: boolean;
  /** May (or, `line`, must) a line end after this atom? */
  readonly breakAfter: 'no' | 'may' | 'line';
}

export interface Shaped {
  readonly atoms: readonly Atom[];
  readonly base: 0 | 1;
}

/** Longer texts are cut in the PDF, with a note; the embedded data have them whole. */
export const MAX_TEXT = 20_000;

/** Joiners, direction marks, variation selectors, soft hyphen …: they act, but are not drawn by themselves. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u2060-\u2064\p{Variation_Selector}\ufeff\u{e0000}-\u{e0fff}]/u;
const JOINER = /[\u200c\u200d]/;
const SOFT_BREAK = /[\u00ad\u200b]/;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** One character of the text that will be drawn, with its face. */
interface Glyphed {
  readonly text: string;
  readonly face: FaceName;
  readonly style: TextStyle;
}

export interface ShapeOptions {
  readonly faces: Faces;
  readonly direction: 'ltr' | 'rtl';
  /** Style of runs that have none. */
  readonly style: TextStyle;
  /** Collects the code points that no face has. */
  readonly missing: Set<number>;
}

/** Shapes one text. */
export function shape(text: Inline, options: ShapeOptions): Shaped {
  const characters = glyphed(text, options);
  const whole = characters.map((character) => character.text).join('');
  const { levels, base, mirrored } = embeddingLevels(whole, options.direction);
  const builder = new AtomBuilder();
  let index = 0;
  for (const character of characters) {
    if (character.text === '\n') builder.endLine(character, base);
    else builder.add(character, levels[index] ?? base, mirrored.get(index));
    index += character.text.length;
  }
  builder.close('line');
  return { atoms: builder.atoms, base };
}

/** Gathers characters into atoms. */
class AtomBuilder {
  readonly atoms: Atom[] = [];
  #current: {
    text: string;
    last: string;
    readonly from: Glyphed;
    readonly level: number;
    readonly space: boolean;
  } | null = null;

  add(character: Glyphed, level: number, mirror: string | undefined): void {
    const { text, face, style } = character;
    const space = text === ' ' || text === '\u3000';
    const before = this.#current;
    if (before !== null) {
      if (breaksBetween(before.last, text, before.space, space)) this.close('may');
      else if (before.from.face !== face || before.from.style !== style) this.close('no');
      else if (before.level !== level || before.space !== space) this.close('no');
    }
    this.#current ??= { text: '', last: '', from: character, level, space };
    this.#current.text += mirror ?? (INVISIBLE.test(text) && !JOINER.test(text) ? '' : text);
    this.#current.last = text;
  }

  /** A line feed; on its own it makes an empty line. */
  endLine({ face, style }: Glyphed, level: number): void {
    if (this.#current === null)
      this.atoms.push({ text: '', face, style, level, space: true, breakAfter: 'line' });
    else this.close('line');
  }

  close(breakAfter: Atom['breakAfter']): void {
    if (this.#current === null) return;
    const { text, from, level, space } = this.#current;
    const reversed = level % 2 === 1 && !STRONG_RTL.test(text);
    const drawn = reversed ? [...text].reverse().join('') : text;
    this.atoms.push({ text: drawn, face: from.face, style: from.style, level, space, breakAfter });
    this.#current = null;
  }
}

/** May a line end between two characters? Spaces stay with the line before; digits keep their signs. */
function breaksBetween(before: string, after: string, spaceBefore: boolean, spaceAfter: boolean): boolean {
  if (spaceBefore) return !spaceAfter;
  if (spaceAfter) return false;
  if (SOFT_BREAK.test(before)) return true;
  if (/[-–—]/.test(before)) return /\p{L}/u.test(after);
  if (before === '/') return after !== '/';
  return IDEOGRAPH.test(before) && !/[\p{P}\p{M}]/u.test(after);
}

/** Characters with faces. Marks and joiners stay in the face of the character that they belong to. */
function glyphed(text: Inline, { faces, style: base, missing }: ShapeOptions): Glyphed[] {
  const out: Glyphed[] = [];
  let budget = MAX_TEXT;
  for (const run of runsOf(text)) {
    const style = run.style ?? base;
    const shown = displayText(run.text);
    const cut = shown.length > budget ? cutAt(shown, budget) : shown;
    for (const character of cut) out.push(...glyph(character, style, out.at(-1)));
    budget -= cut.length;
    if (cut !== shown) {
      const note = ` […] (+${shown.length - cut.length})`;
      for (const character of note)
        out.push({ text: character, face: faces.pick(0x2e, style) ?? 'regular', style });
      break;
    }
  }
  return out;

  function glyph(character: string, style: TextStyle, last: Glyphed | undefined): Glyphed[] {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n' || INVISIBLE.test(character))
      return [{ text: character, face: last?.face ?? 'regular', style }];
    const follows = /[\p{M}\s]/u.test(character) && last !== undefined && last.style === style;
    const face = follows && faces.has(last.face, codePoint) ? last.face : faces.pick(codePoint, style);
    if (face !== null)
      return [{ text: /\s/.test(character) && character !== '\u3000' ? ' ' : character, face, style }];
    missing.add(codePoint);
    const substitute = faces.pick(0x5b, style) ?? 'regular';
    return [...codePointLabel(codePoint)].map((letter) => ({ text: letter, face: substitute, style }));
  }
}

/** Cuts without splitting a surrogate pair. */
function cutAt(text: string, length: number): string {
  return text.slice(0, Math.max(0, length)).replace(/[\ud800-\udbff]$/, '');
}
