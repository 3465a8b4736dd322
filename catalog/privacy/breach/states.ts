/** How a breach moves on, and what must be noted before it may. Pure. */
import { FIELD_NAMES, type BreachState, type FieldName } from './fields.ts';
import type { BreachRecord } from './read.ts';

const WAYS: Readonly<Record<BreachState, readonly BreachState[]>> = {
  open: ['assessed'],
  assessed: ['notified', 'not-notified'],
  notified: ['closed'],
  'not-notified': ['assessed', 'closed'],
  closed: ['assessed'],
};

export interface Move {
  readonly to: BreachState;
  /** Why it cannot be done yet, in words; null where it can. */
  readonly refusal: string | null;
}

export function movesOf(record: BreachRecord): Move[] {
  return WAYS[record.state].map((to) => ({ to, refusal: refuseMove(record, to) }));
}

/** Why a breach cannot move there, in words; null where it can. */
export function refuseMove(record: BreachRecord, to: BreachState): string | null {
  if (!WAYS[record.state].includes(to))
    return `From “${stateWords(record.state)}” a breach goes to ${WAYS[record.state].map(stateWords).join(' or ')}, not to “${stateWords(to)}”.`;
  switch (to) {
    case 'assessed':
      return needed(record, ['risk', 'riskReasons']);
    case 'notified':
      return notified(record);
    case 'not-notified':
      return notNotified(record);
    case 'closed':
      return needed(record, ['effects', 'measures']);
    case 'open':
      return null;
  }
}

function notified(record: BreachRecord): string | null {
  const receiver = record.values.role === 'processor' ? 'controller' : 'authority';
  return record.notices.some(({ to }) => to === receiver)
    ? null
    : `Note the notification to the ${receiver} first: when it was made and what it said.`;
}

function notNotified(record: BreachRecord): string | null {
  if (record.values.risk !== 'unlikely')
    return 'Art. 33(1) leaves the notification out only where the breach is unlikely to result in a risk to the rights and freedoms of natural persons; the risk is noted otherwise.';
  return needed(record, ['notNotifiedBecause']);
}

function needed({ values }: BreachRecord, fields: readonly FieldName[]): string | null {
  const missing = fields.filter((field) => values[field] === undefined);
  return missing.length === 0
    ? null
    : `Fill in first: ${missing.map((field) => FIELD_NAMES[field].toLowerCase()).join('; ')}.`;
}

export function stateWords(state: BreachState): string {
  return state === 'not-notified' ? 'not notified' : state;
}
