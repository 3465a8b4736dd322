/** The Unicode bidirectional algorithm, by `bidi-js`, as far as line drawing needs it. */
import bidiModule, { type Bidi } from 'bidi-js';

/**
 * The package is CommonJS under Node (the import is the factory itself) and an ES module under a bundler;
 * its types know only the latter.
 */
const imported: unknown = bidiModule;
const bidi = factoryOf(imported)();

function factoryOf(module: unknown): () => Bidi {
  const candidate =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
  if (!isFactory(candidate)) throw new Error('bidi-js does not export its factory');
  return candidate;
}

function isFactory(value: unknown): value is () => Bidi {
  return typeof value === 'function';
}

/** A letter of a right-to-left script: shaping turns such a run round by itself. */
export const STRONG_RTL =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u200f\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** True if the text has a character of a right-to-left script. */
export function hasRtl(text: string): boolean {
  return RTL.test(text);
}

export interface Levels {
  /** Embedding level of each UTF-16 unit; odd is right to left. */
  readonly levels: Uint8Array;
  /** Level of the paragraph: 0 or 1. */
  readonly base: 0 | 1;
  /** Characters to draw instead, by index: brackets in right-to-left text. */
  readonly mirrored: ReadonlyMap<number, string>;
}

/** Levels of a paragraph. Its direction is that of its first strong letter, else `fallback`. */
export function embeddingLevels(text: string, fallback: 'ltr' | 'rtl'): Levels {
  if (!hasRtl(text) && (fallback === 'ltr' || /\p{L}/u.test(text))) {
    return { levels: new Uint8Array(text.length), base: 0, mirrored: new Map() };
  }
  const direction = /\p{L}/u.test(text) ? 'auto' : fallback;
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, direction);
  const base = (paragraphs[0]?.level ?? 0) % 2 === 1 ? 1 : 0;
  return { levels, base, mirrored: bidi.getMirroredCharactersMap(text, levels) };
}

/** Rule L2: the order in which items in logical order stand from left to right. */
export function visualOrder<T extends { readonly level: number }>(items: readonly T[]): T[] {
  const order = [...items];
  const highest = items.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level >= 1; level--) {
    for (let start = 0; start < order.length; start++) {
      if ((order[start]?.level ?? 0) < level) continue;
      let end = start;
      while (end < order.length && (order[end]?.level ?? 0) >= level) end++;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}
