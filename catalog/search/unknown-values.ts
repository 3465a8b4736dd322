/** Values that no thing has, of fields with few values: most likely mistyped, and otherwise a silent nothing. */
import { beginsWith, isAnything } from './evaluate/values.ts';
import { termsOf } from './language/parse.ts';
import type { Field, Problem, Query, Value } from './language/syntax.ts';
import { distance } from './names/distance.ts';
import { joined } from './names/fold.ts';

/** Known values told where none is near, at most. */
const TOLD = 8;

/** `known`: by field, every value that occurs. `testOf`: how the values of these fields are compared. */
export function unknownValues(
  query: Query | null,
  known: Partial<Record<Field, readonly string[]>>,
  testOf: (value: Value) => (text: string) => boolean = beginsWith,
): Problem[] {
  return termsOf(query).flatMap(({ term }): Problem[] => {
    const values = term.type === 'field' ? known[term.field] : undefined;
    if (term.type !== 'field' || !values) return [];
    return term.values.flatMap((value) =>
      isAnything(value) || values.some(testOf(value))
        ? []
        : [{ from: value.from, to: value.to, message: messageOf(term.field, value.text, values) }],
    );
  });
}

function messageOf(field: Field, text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  const meant =
    near.length > 0
      ? nearWords(near)
      : known.length > TOLD
        ? `Known are ${known.slice(0, TOLD).join(', ')} and ${known.length - TOLD} more.`
        : known.length > 0
          ? `Known: ${known.join(', ')}.`
          : 'None is known yet.';
  return `Nothing here has the ${field} “${text}”. ${meant}`;
}

/** One to three. */
function nearWords([first, second, third]: readonly string[]): string {
  if (second === undefined) return `Do you mean ${first}?`;
  if (third === undefined) return `Do you mean ${first} or ${second}?`;
  return `Do you mean ${first} or ${second} or ${third}?`;
}

/** Those that have the word in them, or are it but for two letters. */
function nearest(text: string, known: readonly string[]): string[] {
  const wanted = joined(text);
  if (wanted.length < 2) return [];
  const limit = wanted.length > 4 ? 2 : 1;
  return known
    .map((value) => {
      const own = joined(value);
      const edits = Math.min(distance(wanted, own, limit), distance(wanted, own, limit, true));
      return { value, edits: own.includes(wanted) ? 0 : edits };
    })
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ value }) => value);
}
