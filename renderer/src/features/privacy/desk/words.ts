/** Names of what happens on the desk, as people say it. */
import type { CaseState, DueItem } from '../../../../../contract/index.ts';

/** `identity requested` for `identity_requested`. */
export function words(code: string): string {
  return code.replaceAll('_', ' ').replaceAll('-', ' ');
}

/** With a capital letter. */
export function sentence(code: string): string {
  const plain = words(code);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

export const STATE_NAME: Record<CaseState, string> = {
  received: 'Received',
  triage: 'Triage',
  identity_requested: 'Proof of identity asked for',
  identity_ok: 'Identity confirmed',
  identity_failed: 'Identity not confirmed',
  clarification_requested: 'Clarification asked for',
  clarified: 'Clarified',
  scoping: 'Scoping',
  collecting: 'Collecting',
  reviewing: 'Reviewing',
  approval: 'Approval',
  sent: 'Answer sent',
  closed: 'Closed',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  transferred: 'Passed on to the controller',
  duplicate_of: 'Repeats another case',
};

/** What one does to bring a case into a state. */
export const MOVE_NAME: Record<CaseState, string> = {
  received: 'Received',
  triage: 'Start triage',
  identity_requested: 'Ask for proof of identity',
  identity_ok: 'Identity confirmed',
  identity_failed: 'Identity not confirmed',
  clarification_requested: 'Ask for clarification',
  clarified: 'Clarification received',
  scoping: 'Set the scope',
  collecting: 'Start collecting',
  reviewing: 'Start the review',
  approval: 'Put up for approval',
  sent: 'Answer sent',
  closed: 'Close',
  refused: 'Refuse',
  withdrawn: 'Withdrawn by the person',
  transferred: 'Pass on to the controller',
  duplicate_of: 'Repeats another case',
};

/** Ways out from every state, which end the case without an answer. */
export const EXITS: readonly CaseState[] = ['refused', 'withdrawn', 'transferred', 'duplicate_of'];

/** What an event is called that is no move. */
export const EVENT_NAME: Readonly<Record<string, string>> = {
  open: 'Opened',
  extend: 'Period extended',
  'fee-requested': 'Fee asked for',
  'fee-paid': 'Fee paid',
  decide: 'Decided',
  approve: 'Answer approved',
  retention: 'Retention chosen',
  letter: 'Letter finished',
  erase: 'Personal data erased',
  assign: 'Given to',
};

/** The columns of the board, each with the states that stand in it. */
export const COLUMNS: readonly { readonly name: string; readonly states: readonly CaseState[] }[] = [
  { name: 'New', states: ['received', 'triage'] },
  { name: 'Waiting for the person', states: ['identity_requested', 'clarification_requested'] },
  { name: 'Scope', states: ['identity_ok', 'identity_failed', 'clarified', 'scoping'] },
  { name: 'Collecting', states: ['collecting'] },
  { name: 'Review', states: ['reviewing', 'approval'] },
  { name: 'Answered', states: ['sent'] },
  { name: 'Done', states: ['closed', 'refused', 'withdrawn', 'transferred', 'duplicate_of'] },
];

export const DUE_NAME: Record<DueItem['kind'], string> = {
  acknowledge: 'Acknowledgement',
  'safe-date': 'Safe date',
  target: 'Internal target',
  cautious: 'Cautious reading',
  'extension-notice': 'Notice of extension',
  'opt-out': 'Opt-out',
  answer: 'Answer',
  'erase-case': 'Retention',
};

/** Days that a law sets: passing one is a breach, passing another is only late. */
export const STATUTORY: ReadonlySet<DueItem['kind']> = new Set(['acknowledge', 'opt-out', 'answer']);

/** `3 days overdue` where a law is broken, `3 days ago` where not. */
export function dueIn({ kind, daysLeft }: DueItem): string {
  if (daysLeft === 0) return 'today';
  const days = `${Math.abs(daysLeft)} ${Math.abs(daysLeft) === 1 ? 'day' : 'days'}`;
  if (daysLeft > 0) return `in ${days}`;
  return STATUTORY.has(kind) ? `${days} overdue` : `${days} ago`;
}
