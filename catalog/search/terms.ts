/** The fields of a query that stand by themselves, for showing and taking them away one by one. */
import type { FieldTerm, Query } from './language/syntax.ts';
import type { FilterName, LiftedValue } from './lift.ts';

export interface ShownTerm {
  readonly from: number;
  readonly to: number;
  readonly written: string;
  readonly field: string;
  readonly negated: boolean;
  readonly values: readonly {
    readonly text: string;
    readonly from: number;
    readonly to: number;
    readonly filter: { readonly name: FilterName; readonly value: string } | null;
  }[];
}

/** Terms within OR or parentheses are left to the text: taken out of it, they would leave it broken. */
export function shownTerms(text: string, query: Query | null, lifted: readonly LiftedValue[]): ShownTerm[] {
  const items = query?.type === 'all' ? query.items : query ? [query] : [];
  return items.flatMap((item): ShownTerm[] => {
    const negated = item.type === 'not';
    const term = negated ? item.item : item;
    if (term.type !== 'field') return [];
    // A term in parentheses is an item of its own as well; there the signs before it are not a minus.
    const before = negated ? /(?:-|NOT\s+)$/.exec(text.slice(0, term.from))?.[0] : '';
    if (before === undefined || text[term.from - before.length - 1] === '(') return [];
    const from = term.from - before.length;
    const { to, field } = term;
    return [{ from, to, written: text.slice(from, to), field, negated, values: valuesOf(term, lifted) }];
  });
}

function valuesOf(term: FieldTerm, lifted: readonly LiftedValue[]): ShownTerm['values'] {
  return term.values.map(({ text, from, to }) => {
    const filter = lifted.find((one) => one.term === term && one.written.from === from);
    return { text, from, to, filter: filter ? { name: filter.filter, value: filter.value } : null };
  });
}
