/** Changing the text of a query by what the engine says of its parts. */
import type { QueryTerm } from '../../../../../contract/index.ts';

function cut(text: string, from: number, to: number): string {
  const before = text.slice(0, from).replace(/\s+$/, '');
  const after = text.slice(to).replace(/^\s+/, '');
  return before && after ? `${before} ${after}` : before + after;
}

/** The text without a term. */
export function withoutTerm(text: string, { from, to }: Pick<QueryTerm, 'from' | 'to'>): string {
  return cut(text, from, to);
}

/** The text without several terms. */
export function withoutTerms(text: string, terms: readonly QueryTerm[]): string {
  return terms.toSorted((a, b) => b.from - a.from).reduce(withoutTerm, text);
}

/** The text without one of a term's values; the last value takes the term with it. */
export function withoutValue(text: string, term: QueryTerm, at: number): string {
  const value = term.values[at];
  if (!value) return text;
  if (term.values.length === 1) return withoutTerm(text, term);
  const next = term.values[at + 1];
  const before = term.values[at - 1];
  if (next) return text.slice(0, value.from) + text.slice(next.from);
  return text.slice(0, before?.to ?? value.from) + text.slice(value.to);
}

/** The text with a suggestion in its place, and where the cursor then stands. A whole term is followed by a blank. */
export function withSuggestion(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  suggestion: string,
): { readonly text: string; readonly cursor: number } {
  const after = text.slice(to);
  const open = suggestion.endsWith(':');
  const gap = open || /^[\s)]/.test(after) ? '' : ' ';
  const before = text.slice(0, from) + suggestion + gap;
  return { text: before + after, cursor: before.length + (open || gap ? 0 : 1) };
}

/** The text with one more term at its end. */
export function withTerm(text: string, term: string): string {
  const before = text.trimEnd();
  return before ? `${before} ${term}` : term;
}
