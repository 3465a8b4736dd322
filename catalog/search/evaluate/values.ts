/** How a value of a query is compared with texts other than names: owners, labels, types … */
import { platformOf } from '../../joining/platform.ts';
import { wordsOf } from '../../store/search-words.ts';
import type { Value } from '../language/syntax.ts';
import { fold, joined } from '../names/fold.ts';
import { Glob } from '../names/glob.ts';

export interface Pattern {
  /** Over the whole, folded. */
  readonly pattern: RegExp;
  /** The same, for texts that come in parts. */
  readonly glob: Glob;
  /** What stands between the stars, folded. */
  readonly pieces: readonly string[];
}

/** A value with a star: any number of characters there. Quoted and exact values have no stars. */
export function patternOf({ text, quoted, exact }: Value): Pattern | undefined {
  if (quoted || exact || !text.includes('*')) return undefined;
  const pieces = fold(text).split(/\*+/);
  const escaped = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const between = pieces.filter(Boolean);
  return {
    pattern: new RegExp(`^${escaped.join('.*')}$`, 'su'),
    glob: new Glob(between, pieces[0] !== '', pieces.at(-1) !== ''),
    pieces: between,
  };
}

/** A value that is only a star: whatever is there at all. */
export function isAnything({ text, quoted, exact }: Value): boolean {
  return !quoted && !exact && /^\*+$/.test(text);
}

/** Whether a text has the value in it; `=`: is the value; with stars: the whole fits. */
export function testOf(value: Value): (text: string) => boolean {
  const wanted = fold(value.text);
  if (value.exact) return (text) => fold(text) === wanted;
  const { pattern } = patternOf(value) ?? {};
  if (pattern) return (text) => pattern.test(fold(text));
  const together = joined(value.text);
  return (text) => fold(text).includes(wanted) || (together !== '' && joined(text).includes(together));
}

/** Whether a word of a closed list is meant: it, or its beginning. */
export function beginsWith(value: Value): (text: string) => boolean {
  const wanted = joined(value.text);
  if (patternOf(value)) return testOf(value);
  return (text) => (value.exact ? joined(text) === wanted : wanted !== '' && joined(text).startsWith(wanted));
}

/** As {@link beginsWith}, for what may consist of several words: `task` is the kind `AIRFLOW TASK`, too. */
export function beginsWithin(value: Value): (text: string) => boolean {
  const begins = beginsWith(value);
  return (text) => begins(text) || text.split(/[\s_-]/).some(begins);
}

/** For texts of which many are the same: namespaces, owners, labels. */
export function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let passes = known.get(text);
    if (passes === undefined) known.set(text, (passes = test(text)));
    return passes;
  };
}

/** A test for namespaces: whether the system in which they lie is meant, by its id, its name or a word of it. */
export function systemTest(value: Value): (namespace: string) => boolean {
  const test = beginsWith(value);
  return remembered((namespace) => {
    const { id, name } = platformOf(namespace);
    return test(id) || test(name) || name.split(' ').some(test);
  });
}

const DOMAIN = /^domain=/i;

/** Domains among labels: the values of the key `domain`. */
export function domainsOf(labels: Iterable<string>): string[] {
  return [...labels].flatMap((label) => (DOMAIN.test(label) ? [label.replace(DOMAIN, '')] : []));
}

/** A test for labels: whether one of them names a domain that is meant; `none` for no domain. */
export function domainTest(value: Value): (labels: Iterable<string>) => boolean {
  const test = remembered(testOf(value));
  if (isAnything(value)) return (labels) => domainsOf(labels).length > 0;
  if (isNone(value)) return (labels) => domainsOf(labels).length === 0;
  return (labels) => domainsOf(labels).some(test);
}

/** `none` stands for the absence of what the field tells. */
export function isNone({ text, quoted, exact }: Value): boolean {
  return !quoted && !exact && text.toLowerCase() === 'none';
}

/** Whether the last word of a phrase may be only the beginning of one. */
export function isOpenPhrase({ text, quoted, exact }: Value, last: string): boolean {
  return !exact && (!quoted || text.endsWith('*')) && last.length >= 3;
}

/** The value as the full-text index is asked for it; null when it has no letter or digit. */
export function phraseOf(value: Value, columns?: readonly string[]): string | null {
  const words = wordsOf(value.text.replaceAll('*', ' '));
  const last = words.at(-1);
  if (last === undefined) return null;
  const open = isOpenPhrase(value, last);
  const phrase = `"${words.join(' ')}"${open ? ' *' : ''}`;
  return columns ? `{${columns.join(' ')}} : ${phrase}` : phrase;
}
