/** What a rule states, and what it may ask for: rules that select by what rules state would hold themselves up. */
import { parseQuery, termsOf } from '../../search/language/parse.ts';
import type { Condition, Field } from '../../search/language/syntax.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { checkedStatement, checkPlaces } from '../check-statement.ts';
import type { OwnerValue } from '../own.ts';
import { Refused, type RefusedPlace } from '../refused.ts';
import type { StatementKind, TagValue } from '../statement-kinds.ts';

export const RULE_KINDS = ['owner', 'domain', 'tag', 'classify'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Stored as JSON. */
export interface RuleEffect {
  readonly on: 'dataset' | 'column';
  readonly statements: readonly TagValue[];
  readonly owners: readonly OwnerValue[];
}

const CLASSIFYING: readonly StatementKind[] = ['category', 'sensitivity', 'subject', 'origin'];
/** What may follow from a category of personal data. */
const FOLLOWING: readonly StatementKind[] = ['sensitivity', 'criticality'];

/**
 * The effect as it is stored.
 * @throws Refused
 */
export function checkedEffect(
  sql: Sql,
  resourcesDir: string,
  kind: RuleKind,
  effect: RuleEffect,
): RuleEffect {
  const { on, owners } = effect;
  const statements = effect.statements.map((one) => checkedStatement(sql, resourcesDir, one));
  checkPlaces(statements, [{ on }]);
  const wrong = (message: string) => new Refused('INVALID', message, { field: 'effect' });
  if (kind === 'owner') {
    if (owners.length === 0 || statements.length > 0)
      throw wrong('A rule for owners names owners, and nothing else.');
    if (on !== 'dataset') throw wrong('A rule for owners is about datasets.');
    if (owners.some(({ name }) => name.trim() === '')) throw wrong('An owner needs a name.');
    return { on, statements, owners };
  }
  if (owners.length > 0 || statements.length === 0)
    throw wrong(`A rule of the kind ${kind} says what to state, and names no owners.`);
  if (statements.some((one) => one.kind === 'review')) throw wrong('A rule cannot review; people do.');
  if (kind === 'domain' && statements.some((one) => one.kind !== 'domain'))
    throw wrong('A rule for domains states a domain, and nothing else.');
  if (kind === 'classify' && statements.some((one) => !CLASSIFYING.includes(one.kind)))
    throw wrong(`A rule that classifies states ${CLASSIFYING.join(', ')}, and nothing else.`);
  return { on, statements, owners };
}

/** Order of application: a rule may ask for what rules of an earlier level state. */
export function levelOf({ owners, statements }: RuleEffect): 1 | 2 | 3 {
  if (owners.length > 0) return 3;
  return statements.every(({ kind }) => FOLLOWING.includes(kind)) ? 2 : 1;
}

/** From which level on a field or condition may be asked for. */
const FIELD_LEVEL: Partial<Readonly<Record<Field, number>>> = {
  category: 2,
  domain: 2,
  sensitivity: 3,
  tag: 3,
  owner: 4,
};
const CONDITION_LEVEL: Partial<Readonly<Record<Condition, number>>> = {
  personal: 2,
  uncategorised: 2,
  unclassified: 3,
  critical: 3,
  unowned: 4,
  // What a rule states asks for another review.
  unreviewed: 4,
  outdated: 4,
};

/**
 * Reads what a rule asks for.
 * @throws Refused for a query that cannot be used, or that asks for what the rule itself may change
 */
export function checkedSelection(text: string, level: number): string {
  const { query, problems } = parseQuery(text);
  const wrong = (message: string, span?: RefusedPlace['span']) =>
    new Refused('INVALID', message, { field: 'selection', span });
  const [problem] = problems;
  if (problem) throw wrong(`The selection cannot be used: ${problem.message}`, problem);
  if (!query) throw wrong('A rule needs a selection, such as namespace:prod name:finance.*');
  for (const { term } of termsOf(query)) {
    if (term.type === 'text')
      throw wrong(
        `"${term.value.text}" may be said anywhere, also by rules. Say where to look: name:${term.value.text}, namespace:, column:, description: …`,
        term,
      );
    const needed =
      term.field === 'is'
        ? Math.max(...term.values.map(({ text: condition }) => CONDITION_LEVEL[condition as Condition] ?? 0))
        : (FIELD_LEVEL[term.field] ?? 0);
    if (needed > level)
      throw wrong(
        `A rule cannot select by what it may state itself (${term.field}): it would hold itself up. Select by names, namespaces, sources or lineage.`,
        term,
      );
  }
  return text.trim();
}
