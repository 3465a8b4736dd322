/** Names of what happens on the desk, as people say it. */
import type {
  CaseState,
  CaseWork,
  CHANNELS,
  DueItem,
  EXTENSION_REASONS,
  LETTER_KINDS,
  REDACTION_REASONS,
  REFUSAL_GROUNDS,
  Right,
  RIGHT_OUTCOMES,
} from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

type Code =
  | Right
  | NonNullable<CaseWork['outcome']>
  | (typeof CHANNELS)[number]
  | (typeof EXTENSION_REASONS)[number]
  | (typeof LETTER_KINDS)[number]
  | (typeof REDACTION_REASONS)[number]
  | (typeof REFUSAL_GROUNDS)[number]
  | (typeof RIGHT_OUTCOMES)[number];

/** Codes of the desk as they stand in the middle of a sentence. */
const WORDS: Readonly<Record<Code, string>> = {
  access: sayIn('a right', 'access'),
  rectification: say('rectification'),
  erasure: say('erasure'),
  restriction: say('restriction'),
  portability: say('portability'),
  objection: say('objection'),
  'automated-decisions': say('automated decisions'),
  'opt-out': say('opt-out'),
  limit: sayIn('a right', 'limit'),

  letter: sayIn('how a request came in', 'letter'),
  'e-mail': say('e-mail'),
  'web-form': say('web form'),
  phone: say('phone'),
  'in-person': say('in person'),
  authority: say('authority'),
  other: sayIn('how a request came in', 'other'),

  granted: say('granted'),
  partly: say('partly'),
  refused: say('refused'),
  withdrawn: say('withdrawn'),

  'identity-not-verified': say('identity not verified'),
  'not-identifiable': say('not identifiable'),
  'manifestly-unfounded': say('manifestly unfounded'),
  excessive: say('excessive'),
  exemption: say('exemption'),
  'rights-of-others': say('rights of others'),
  'not-held': say('not held'),
  'right-not-available': say('right not available'),

  complexity: say('complexity'),
  'number-of-requests': say('number of requests'),

  'third party': say('third party'),
  privilege: say('privilege'),
  'trade secret': say('trade secret'),
  security: say('security'),

  acknowledgement: say('acknowledgement'),
  'identity-request': say('identity request'),
  extension: sayIn('a letter', 'extension'),
  response: sayIn('a letter', 'response'),
  refusal: say('refusal'),
  'case-file': say('case file'),
  'erasure-certificate': say('erasure certificate'),
  'recipient-notice': say('recipient notice'),

  found: say('found'),
  none: sayIn('found', 'none'),
  'not-searched': say('not searched'),
  erased: say('erased'),
  nothing: sayIn('to erase', 'nothing'),
  kept: say('kept'),
  told: sayIn('a recipient', 'told'),
  'not-told': sayIn('a recipient', 'not told'),
};

/** `identity requested` for `identity_requested`. */
function spaced(code: string): string {
  return code.replaceAll('_', ' ').replaceAll('-', ' ');
}

/** A code in words; one that has none is shown with spaces. */
export function words(code: string): string {
  return Object.hasOwn(WORDS, code) ? WORDS[code as Code] : spaced(code);
}

/** With a capital letter. */
export function sentence(code: string): string {
  const plain = words(code);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** How something was erased: to choose, and in the middle of a sentence. */
export const METHOD_NAME: Readonly<Record<string, { readonly alone: string; readonly within: string }>> = {
  deleted: { alone: say('Deleted'), within: say('deleted') },
  overwritten: { alone: say('Overwritten'), within: say('overwritten') },
  anonymised: { alone: say('Anonymised'), within: say('anonymised') },
  'crypto-shredded': { alone: say('Crypto shredded'), within: say('crypto-shredded') },
  'key destroyed': { alone: say('Key destroyed'), within: say('key destroyed') },
};

export function methodWords(method: string): string {
  return Object.hasOwn(METHOD_NAME, method) ? (METHOD_NAME[method]?.within ?? method) : method;
}

/** Fields of the bundled letters that are filled in by hand, without their `manual.`. */
const FIELD_NAME: Readonly<Record<string, string>> = {
  automated_decisions: say('Automated decisions'),
  backups: say('Backups'),
  categories: say('Categories'),
  clarification: say('Clarification'),
  confirm_by: say('Confirm by'),
  explanation: say('Explanation'),
  ground: say('Ground'),
  how_to_find: say('How to find'),
  how_to_send: say('How to send'),
  identity_needed: say('Identity needed'),
  lessons: say('Lessons'),
  limits: say('Limits'),
  models: say('Models'),
  not_given: say('Not given'),
  period_covered: say('Period covered'),
  proof_deleted_by: say('Proof deleted by'),
  purposes: say('Purposes'),
  recipients: say('Recipients'),
  retention: say('Retention'),
  signature: say('Signature'),
  sold_or_shared: say('Sold or shared'),
  sources: say('Sources'),
  transfers: say('Transfers'),
  what_to_do: say('What to do'),
  why_in_doubt: say('Why in doubt'),
  why_not_searched: say('Why not searched'),
};

/** A field of a letter by its name; letters of one's own may have others. */
export function fieldName(field: string): string {
  return Object.hasOwn(FIELD_NAME, field) ? (FIELD_NAME[field] ?? field) : sentence(spaced(field));
}

export const STATE_NAME: Record<CaseState, string> = {
  received: sayIn('a case', 'Received'),
  triage: say('Triage'),
  identity_requested: say('Proof of identity asked for'),
  identity_ok: say('Identity confirmed'),
  identity_failed: say('Identity not confirmed'),
  clarification_requested: say('Clarification asked for'),
  clarified: say('Clarified'),
  scoping: say('Scoping'),
  collecting: sayIn('a case', 'Collecting'),
  reviewing: say('Reviewing'),
  approval: say('Approval'),
  sent: say('Answer sent'),
  closed: sayIn('a case', 'Closed'),
  refused: say('Refused'),
  withdrawn: say('Withdrawn'),
  transferred: say('Passed on to the controller'),
  duplicate_of: say('Repeats another case'),
};

/** What one does to bring a case into a state. */
const MOVE_NAME: Record<CaseState, string> = {
  received: sayIn('a case', 'Received'),
  triage: say('Start triage'),
  identity_requested: say('Ask for proof of identity'),
  identity_ok: say('Identity confirmed'),
  identity_failed: say('Identity not confirmed'),
  clarification_requested: say('Ask for clarification'),
  clarified: say('Clarification received'),
  scoping: say('Set the scope'),
  collecting: say('Start collecting'),
  reviewing: say('Start the review'),
  approval: say('Put up for approval'),
  sent: say('Answer sent'),
  closed: sayIn('a case', 'Close'),
  refused: say('Refuse'),
  withdrawn: say('Withdrawn by the person'),
  transferred: say('Pass on to the controller'),
  duplicate_of: say('Repeats another case'),
};

/** Ways out from every state, which end the case without an answer. */
export const EXITS: readonly CaseState[] = ['refused', 'withdrawn', 'transferred', 'duplicate_of'];

/** What one does to bring a case from one state into another: triage of a case that was ended is taking it up again. */
export function moveName(from: CaseState, to: CaseState): string {
  return to === 'triage' && from !== 'received' ? sayIn('a case', 'Reopen') : MOVE_NAME[to];
}

/** What an event is called that is no move. */
export const EVENT_NAME: Readonly<Record<string, string>> = {
  open: sayIn('a case', 'Opened'),
  extend: say('Period extended'),
  'fee-requested': say('Fee asked for'),
  'fee-paid': say('Fee paid'),
  decide: say('Decided'),
  approve: say('Answer approved'),
  retention: say('Retention chosen'),
  letter: say('Letter finished'),
  erase: say('Personal data erased'),
  assign: say('Given to'),
};

/** The columns of the board, each with the states that stand in it. */
export const COLUMNS: readonly { readonly name: string; readonly states: readonly CaseState[] }[] = [
  { name: sayIn('cases', 'New'), states: ['received', 'triage'] },
  { name: say('Waiting for the person'), states: ['identity_requested', 'clarification_requested'] },
  { name: say('Scope'), states: ['identity_ok', 'identity_failed', 'clarified', 'scoping'] },
  { name: sayIn('a case', 'Collecting'), states: ['collecting'] },
  { name: sayIn('a case', 'Review'), states: ['reviewing', 'approval'] },
  { name: say('Answered'), states: ['sent'] },
  { name: sayIn('cases', 'Done'), states: ['closed', 'refused', 'withdrawn', 'transferred', 'duplicate_of'] },
];

export const DUE_NAME: Record<DueItem['kind'], string> = {
  acknowledge: say('Acknowledgement'),
  'safe-date': say('Safe date'),
  target: say('Internal target'),
  cautious: say('Cautious reading'),
  'extension-notice': say('Notice of extension'),
  'opt-out': say('Opt-out'),
  answer: say('Answer'),
  'erase-case': say('Retention'),
};

/** Days that a law sets: passing one is a breach, passing another is only late. */
export const STATUTORY: ReadonlySet<DueItem['kind']> = new Set(['acknowledge', 'opt-out', 'answer']);

/** `3 days overdue` where a law is broken, `3 days ago` where not. */
export function dueIn({ kind, daysLeft }: DueItem): string {
  if (daysLeft === 0) return say('today');
  if (daysLeft > 0) return say('in {days, plural, one {# day} other {# days}}', { days: daysLeft });
  return STATUTORY.has(kind)
    ? say('{days, plural, one {# day} other {# days}} overdue', { days: -daysLeft })
    : say('{days, plural, one {# day} other {# days}} ago', { days: -daysLeft });
}
