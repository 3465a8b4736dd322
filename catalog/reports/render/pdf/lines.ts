/** From atoms to lines of a given width, and from a line to pieces in their places. */
import { visualOrder } from './bidi.ts';
import type { FaceName, Faces, TextStyle } from './faces.ts';
import { nameParts } from '../text.ts';
import type { Atom, Shaped } from './shape.ts';

/** Text of one face, style and direction within a line. */
export interface Piece {
  readonly text: string;
  readonly face: FaceName;
  readonly style: TextStyle;
  readonly level: number;
  readonly width: number;
}

export interface Line {
  /** In logical order. */
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly base: 0 | 1;
  /** A space follows in the text; drawn beyond the end, so that extraction does not join two words. */
  readonly spaced: boolean;
}

export interface LineOptions {
  readonly faces: Faces;
  readonly size: number;
  /** Room for a line, in points. */
  readonly width: number;
  /** Keep spaces at the start of lines, as code needs it. */
  readonly keepSpaces?: boolean;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Breaks shaped text into lines. Always at least one line, which may be empty. */
export function breakLines({ atoms, base }: Shaped, options: LineOptions): Line[] {
  const lines: Line[] = [];
  let line: Atom[] = [];
  let used = 0;
  const end = (hard: boolean): void => {
    lines.push(toLine(line, base, hard, options));
    line = [];
    used = 0;
  };
  let glued = false;
  for (const word of words(atoms)) {
    const width = measure(word.solid, options);
    const tooWide = width > options.width + 0.01;
    // The rest of a long name goes on where its first part ended: `postgres://` and what follows it.
    if (line.length > 0 && used + width > options.width + 0.01 && !(tooWide && glued)) end(false);
    glued = word.spaces.length === 0 && !word.endsLine;
    if (tooWide) {
      for (const part of splitWord(word.solid, options)) {
        const partWidth = measure([part], options);
        if (line.length > 0 && used + partWidth > options.width + 0.01) end(false);
        line.push(part);
        used += partWidth;
      }
    } else {
      line.push(...word.solid);
      used += width;
    }
    if (line.length > 0 || options.keepSpaces === true || word.first) {
      line.push(...word.spaces);
      used += measure(word.spaces, options);
    }
    if (word.endsLine) end(true);
  }
  if (line.length > 0 || lines.length === 0) end(true);
  return lines.map((own, index) => (index === lines.length - 1 ? { ...own, spaced: false } : own));
}

interface Word {
  readonly solid: readonly Atom[];
  readonly spaces: readonly Atom[];
  /** The first of a paragraph: its leading spaces are meant. */
  readonly first: boolean;
  readonly endsLine: boolean;
}

function words(atoms: readonly Atom[]): Word[] {
  const out: Word[] = [];
  let solid: Atom[] = [];
  let spaces: Atom[] = [];
  let first = true;
  for (const atom of atoms) {
    (atom.space ? spaces : solid).push(atom);
    if (atom.breakAfter === 'no') continue;
    out.push({ solid, spaces, first, endsLine: atom.breakAfter === 'line' });
    first = atom.breakAfter === 'line';
    solid = [];
    spaces = [];
  }
  return out;
}

/** A word too wide for a line: in its parts, and those in graphemes where they are too wide themselves. */
function splitWord(word: readonly Atom[], options: LineOptions): Atom[] {
  const out: Atom[] = [];
  for (const atom of word) {
    if (atom.level % 2 === 1) {
      out.push(...inGraphemes(atom, options));
      continue;
    }
    for (const text of nameParts(atom.text)) {
      const part = { ...atom, text };
      if (measure([part], options) <= options.width) out.push(part);
      else out.push(...inGraphemes(part, options));
    }
  }
  return out;
}

function inGraphemes(atom: Atom, options: LineOptions): Atom[] {
  const out: Atom[] = [];
  let text = '';
  let used = 0;
  for (const { segment } of graphemes.segment(atom.text)) {
    const width = measure([{ ...atom, text: segment }], options);
    if (text !== '' && used + width > options.width) {
      out.push({ ...atom, text });
      text = '';
      used = 0;
    }
    text += segment;
    used += width;
  }
  if (text !== '') out.push({ ...atom, text });
  return out;
}

function measure(atoms: readonly Atom[], { faces, size }: LineOptions): number {
  return atoms.reduce(
    (sum, { text, face, level }) => sum + faces.width(text, face, size, level % 2 === 1),
    0,
  );
}

/** Joins neighbours of one face, style and level, and drops the spaces at the end. */
function toLine(atoms: readonly Atom[], base: 0 | 1, hard: boolean, options: LineOptions): Line {
  let last = atoms.length;
  while (last > 0 && atoms[last - 1]?.space === true) last--;
  const joined: Atom[] = [];
  for (const atom of atoms.slice(0, last)) {
    const before = joined.at(-1);
    const same = before?.face === atom.face && before.style === atom.style && before.level === atom.level;
    if (before !== undefined && same && (atom.level % 2 === 0 || !isReversed(before, atom))) {
      joined[joined.length - 1] = { ...before, text: before.text + atom.text };
    } else {
      joined.push(atom);
    }
  }
  const pieces = joined
    .filter(({ text }) => text !== '')
    .map(({ text, face, style, level }) => ({
      text,
      face,
      style,
      level,
      width: options.faces.width(text, face, options.size, level % 2 === 1),
    }));
  const spaced = hard || last < atoms.length;
  return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0), base, spaced };
}

/** Right-to-left neighbours are joined only if both are letters: signs were reversed by themselves. */
function isReversed(a: Atom, b: Atom): boolean {
  return !/\p{L}/u.test(a.text) || !/\p{L}/u.test(b.text);
}

/** The pieces with their distance from the line's left end, still in logical order. */
export function placePieces(line: Line): { readonly piece: Piece; readonly x: number }[] {
  const starts = new Map<Piece, number>();
  let x = 0;
  for (const piece of visualOrder(line.pieces)) {
    starts.set(piece, x);
    x += piece.width;
  }
  const placed = line.pieces.map((piece) => ({ piece, x: starts.get(piece) ?? 0 }));
  const last = line.pieces.at(-1);
  if (last === undefined || !line.spaced) return placed;
  const space: Piece = { text: ' ', face: last.face, style: 'plain', level: line.base, width: 0 };
  return [...placed, { piece: space, x: line.base === 0 ? line.width : -2 }];
}

/** Widths that a table column needs for a text: its widest unbreakable word, and its widest line. */
export function extent(
  shaped: Shaped,
  options: Omit<LineOptions, 'width'>,
): { readonly min: number; readonly max: number } {
  const unlimited = { ...options, width: Number.POSITIVE_INFINITY };
  const min = words(shaped.atoms).reduce((most, { solid }) => Math.max(most, measure(solid, unlimited)), 0);
  const max = breakLines(shaped, unlimited).reduce((most, { width }) => Math.max(most, width), 0);
  return { min, max };
}
