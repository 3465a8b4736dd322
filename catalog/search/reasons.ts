/** Why something was found, in words. */
import { REASON } from './evaluate/evaluate.ts';
import { testOf } from './evaluate/values.ts';
import { termsOf } from './language/parse.ts';
import type { Query } from './language/syntax.ts';

interface Said {
  readonly categories: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly sensitivity: string | null;
  readonly owners?: readonly string[];
}

/** `name`, `column`, `namespace`, `tag`, `owner`, `description`, `similar name`; `said`: what is in force for it. */
export function reasonsOf(query: Query | null, reasons: number, said: Said | null): string[] {
  const found: string[] = [];
  if ((reasons & REASON.name) !== 0) found.push('name');
  if ((reasons & REASON.near) !== 0) found.push('similar name');
  if ((reasons & REASON.column) !== 0) found.push('column');
  if ((reasons & REASON.dataset) !== 0) found.push('dataset');
  if ((reasons & REASON.namespace) !== 0) found.push('namespace');
  if ((reasons & REASON.text) !== 0) found.push(...whereSaid(query, said));
  return found;
}

/** The index says that a word occurs, not in which of its three fields. */
function whereSaid(query: Query | null, said: Said | null): string[] {
  const tests = termsOf(query).flatMap(({ term, negated }) =>
    term.type === 'text' && !negated ? [testOf(term.value)] : [],
  );
  const any = (texts: readonly string[]) => texts.some((text) => tests.some((test) => test(text)));
  const found: string[] = [];
  if (
    said &&
    any([...said.labels, ...said.categories, ...(said.sensitivity === null ? [] : [said.sensitivity])])
  )
    found.push('tag');
  if (said?.owners && any(said.owners)) found.push('owner');
  return found.length > 0 ? found : ['description'];
}
