/** Conditions that lists are filtered by, and the words of the query language for them. */
import type { Condition } from './language/syntax.ts';

export const STATES = [
  'no-owner',
  'no-description',
  'gap',
  'failed-tests',
  'retired',
  'alias-suggestions',
  'columns-untraced',
] as const;
export type State = (typeof STATES)[number];

export const CONDITION_OF_STATE: Readonly<Record<State, Condition>> = {
  'no-owner': 'unowned',
  'no-description': 'undescribed',
  gap: 'gap',
  'failed-tests': 'failing',
  retired: 'retired',
  'alias-suggestions': 'duplicate',
  'columns-untraced': 'untraced',
};
