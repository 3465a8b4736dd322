/** Cuts names written in one: `custbirthdate` → cust, birth, date; `geburtsort` → geburt, ort; 電話番号. */
import type { Lexicon } from './lexicon.ts';

const SHORTEST = 5;
const LONGEST = 40;
const LONGEST_PIECE = 20;
/** Letters between the parts of a Dutch, German or Scandinavian compound. */
const LINKS = ['s', 'n', 'en', 'es'];
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** The parts of a word, or the word alone if it is known or cannot be cut without a remainder. */
export function segment(word: string, lexicon: Lexicon): readonly string[] {
  if (lexicon.known.has(word)) return [word];
  const one = singular(word, lexicon);
  if (one !== null) return [one];
  if (UNSPACED.test(word)) return cutUnspaced(word, lexicon);
  if (word.length < SHORTEST || word.length > LONGEST) return [word];
  return cutCompound(word, lexicon) ?? [word];
}

function singular(word: string, { known }: Lexicon): string | null {
  if (word.length < 4 || !word.endsWith('s')) return null;
  const stems = [word.slice(0, -1), word.slice(0, -2)];
  if (word.endsWith('ies')) stems.unshift(`${word.slice(0, -3)}y`);
  if (!word.endsWith('es')) stems.length = 1;
  return stems.find((stem) => stem.length > 2 && known.has(stem)) ?? null;
}

/** Longest known word first; what lies between is kept in one piece. */
function cutUnspaced(word: string, { known }: Lexicon): string[] {
  const letters = [...word].slice(0, LONGEST);
  const parts: string[] = [];
  let unknown = '';
  for (let at = 0; at < letters.length;) {
    let found = '';
    for (let size = Math.min(8, letters.length - at); size > 0 && found === ''; size--) {
      const piece = letters.slice(at, at + size).join('');
      if (known.has(piece)) found = piece;
    }
    if (found === '') {
      unknown += letters[at++]!;
      continue;
    }
    if (unknown !== '') parts.push(unknown);
    unknown = '';
    parts.push(found);
    at += [...found].length;
  }
  if (unknown !== '') parts.push(unknown);
  return parts;
}

interface Cut {
  readonly cost: number;
  readonly from: number;
  /** Null for a link between two pieces. */
  readonly piece: string | null;
}

/** The cheapest way to cover the whole word with known pieces, few and long ones first. */
function cutCompound(word: string, lexicon: Lexicon): string[] | null {
  const best: (Cut | undefined)[] = [{ cost: 0, from: 0, piece: '' }];
  const offer = (at: number, cut: Cut): void => {
    const standing = best[at];
    if (!standing || cut.cost < standing.cost) best[at] = cut;
  };
  for (let from = 0; from < word.length; from++) {
    const here = best[from];
    if (!here) continue;
    for (let to = from + 2; to <= Math.min(word.length, from + LONGEST_PIECE); to++) {
      const piece = pieceOf(word.slice(from, to), lexicon, to === word.length);
      if (piece !== null) offer(to, { cost: here.cost + 1 + (to - from < 4 ? 0.6 : 0), from, piece });
    }
    if (here.piece !== null && here.piece.length >= 4 && from > 0) {
      for (const link of LINKS) {
        if (word.startsWith(link, from))
          offer(from + link.length, { cost: here.cost + 0.7, from, piece: null });
      }
    }
  }
  const parts: string[] = [];
  for (let at = word.length; at > 0;) {
    const cut = best[at];
    if (!cut) return null;
    if (cut.piece !== null) parts.unshift(cut.piece);
    else if (at === word.length) return null;
    at = cut.from;
  }
  return parts.length > 1 ? parts : null;
}

function pieceOf(piece: string, lexicon: Lexicon, atEnd: boolean): string | null {
  if (lexicon.pieces.has(piece)) return piece;
  return atEnd && piece.length > 4 ? singular(piece, lexicon) : null;
}
