/** The states of a case and the ways between them. Pure data and a fold; what guards a way is in `guards.ts`. */
import type { Pause } from '../deadline/pauses.ts';
import type { Right } from '../dsar/request.ts';

export const CASE_STATES = [
  'received',
  'triage',
  'identity_requested',
  'identity_ok',
  'identity_failed',
  'clarification_requested',
  'clarified',
  'scoping',
  'collecting',
  'reviewing',
  'approval',
  'sent',
  'closed',
  'refused',
  'withdrawn',
  'transferred',
  'duplicate_of',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** States as they stand in a sentence. */
export const STATE_WORDS: Readonly<Record<CaseState, string>> = {
  received: 'received',
  triage: 'triage',
  identity_requested: 'identity requested',
  identity_ok: 'identity ok',
  identity_failed: 'identity failed',
  clarification_requested: 'clarification requested',
  clarified: 'clarified',
  scoping: 'scoping',
  collecting: 'collecting',
  reviewing: 'reviewing',
  approval: 'approval',
  sent: 'sent',
  closed: 'closed',
  refused: 'refused',
  withdrawn: 'withdrawn',
  transferred: 'transferred',
  duplicate_of: 'duplicate of',
};

/** Ways out that stand open from every state in which work goes on. */
const EXITS = ['refused', 'withdrawn', 'transferred', 'duplicate_of'] as const satisfies CaseState[];

const WAYS: Readonly<Record<CaseState, readonly CaseState[]>> = {
  received: ['triage', ...EXITS],
  triage: ['identity_requested', 'clarification_requested', 'scoping', ...EXITS],
  identity_requested: ['identity_ok', 'identity_failed', ...EXITS],
  identity_ok: ['clarification_requested', 'scoping', ...EXITS],
  identity_failed: ['identity_requested', 'scoping', ...EXITS],
  clarification_requested: ['clarified', ...EXITS],
  clarified: ['identity_requested', 'clarification_requested', 'scoping', ...EXITS],
  scoping: ['identity_requested', 'clarification_requested', 'collecting', ...EXITS],
  collecting: ['identity_requested', 'clarification_requested', 'reviewing', ...EXITS],
  reviewing: ['collecting', 'approval', ...EXITS],
  approval: ['reviewing', 'sent', ...EXITS],
  sent: ['closed', 'reviewing'],
  closed: ['triage'],
  refused: ['closed', 'triage'],
  withdrawn: ['closed', 'triage'],
  transferred: ['closed', 'triage'],
  duplicate_of: ['closed', 'triage'],
};

export function waysFrom(state: CaseState): readonly CaseState[] {
  return WAYS[state];
}

/** No date runs any more. */
export function isDone(state: CaseState): boolean {
  return ['sent', 'closed', ...EXITS].includes(state);
}

export const EVENT_KINDS = [
  'open',
  'move',
  'extend',
  'fee-requested',
  'fee-paid',
  'decide',
  'approve',
  'retention',
  'letter',
  'erase',
  'assign',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const RIGHT_OUTCOMES = ['granted', 'partly', 'refused', 'withdrawn'] as const;
export type RightOutcome = (typeof RIGHT_OUTCOMES)[number];

/** Grounds for refusing a request, or a part of it. They are codes: the words stand in the letters. */
export const REFUSAL_GROUNDS = [
  'identity-not-verified',
  'not-identifiable',
  'manifestly-unfounded',
  'excessive',
  'exemption',
  'rights-of-others',
  'not-held',
  'right-not-available',
] as const;

/** Ways in which a request comes in. */
export const CHANNELS = ['letter', 'e-mail', 'web-form', 'phone', 'in-person', 'authority', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];

export const EXTENSION_REASONS = ['complexity', 'number-of-requests'] as const;

/** What an event says beside its kind and day; without personal data. */
export interface EventDetail {
  readonly to?: CaseState;
  readonly from?: CaseState;
  readonly right?: Right;
  readonly outcome?: RightOutcome;
  readonly ground?: string;
  readonly reasons?: readonly string[];
  readonly duplicateOf?: string;
  readonly letter?: string;
  readonly months?: number;
  /** Who works on the case: somebody of the organisation. */
  readonly assignee?: string;
  /** How the request came in. */
  readonly channel?: Channel;
}

export interface CaseEvent {
  readonly id: number;
  readonly kind: EventKind;
  /** Civil date. */
  readonly on: string;
  readonly actor: string;
  readonly detail: EventDetail;
  readonly revision: number;
  readonly undoneIn: number | null;
}

export interface Decision {
  readonly outcome: RightOutcome;
  readonly on: string;
  readonly ground: string | null;
}

/** What follows from the events of a case. */
export interface Folded {
  readonly state: CaseState;
  readonly identity: 'not-asked' | 'asked' | 'confirmed' | 'failed';
  /** Days on which proof was asked for and arrived. */
  readonly identityPauses: readonly Pause[];
  readonly clarifications: readonly Pause[];
  /** Absent: no fee was asked for; null: it is awaited. */
  readonly feePaid?: string | null;
  readonly extendedOn: string | null;
  readonly extensionReasons: readonly string[];
  readonly decisions: ReadonlyMap<Right, Decision>;
  /** Who approved the answer since it was last put up for approval, and who put it up. */
  readonly approvals: readonly { readonly actor: string; readonly on: string }[];
  readonly putUpBy: string | null;
  readonly sentOn: string | null;
  readonly doneOn: string | null;
  readonly refusedFor: string | null;
  readonly duplicateOf: string | null;
  readonly assignee: string | null;
  readonly channel: Channel | null;
}

type Building = { -readonly [Key in keyof Folded]: Folded[Key] } & {
  identityPauses: Pause[];
  clarifications: Pause[];
  decisions: Map<Right, Decision>;
};

/** Folds the events that were not taken back, in their order. */
export function fold(events: readonly CaseEvent[]): Folded {
  const now: Building = {
    state: 'received',
    identity: 'not-asked',
    identityPauses: [],
    clarifications: [],
    extendedOn: null,
    extensionReasons: [],
    decisions: new Map(),
    approvals: [],
    putUpBy: null,
    sentOn: null,
    doneOn: null,
    refusedFor: null,
    duplicateOf: null,
    assignee: null,
    channel: null,
  };
  for (const event of events) if (event.undoneIn === null) apply(now, event);
  return now;
}

function apply(now: Building, { kind, on, actor, detail }: CaseEvent): void {
  switch (kind) {
    case 'move':
      if (detail.to) arrive(now, detail.to, { on, actor, detail });
      return;
    case 'extend':
      now.extendedOn = on;
      now.extensionReasons = detail.reasons ?? [];
      return;
    case 'fee-requested':
      now.feePaid = null;
      return;
    case 'fee-paid':
      now.feePaid = on;
      return;
    case 'decide':
      if (detail.right && detail.outcome)
        now.decisions.set(detail.right, { outcome: detail.outcome, on, ground: detail.ground ?? null });
      return;
    case 'approve':
      now.approvals = [...now.approvals, { actor, on }];
      return;
    case 'assign':
      now.assignee = detail.assignee ?? null;
      return;
    case 'open':
      now.channel = detail.channel ?? null;
      return;
    case 'retention':
    case 'letter':
    case 'erase':
      return;
  }
}

function arrive(
  now: Building,
  to: CaseState,
  { on, actor, detail }: Pick<CaseEvent, 'on' | 'actor' | 'detail'>,
): void {
  now.state = to;
  now.doneOn = isDone(to) ? (now.doneOn ?? on) : null;
  // What is done waits for no clarification; proof of identity is needed all the same if it is taken up again.
  if (isDone(to)) end(now.clarifications, on);
  switch (to) {
    case 'identity_requested':
      now.identity = 'asked';
      begin(now.identityPauses, on, 'identity');
      return;
    case 'identity_ok':
      now.identity = 'confirmed';
      end(now.identityPauses, on);
      return;
    case 'identity_failed':
      now.identity = 'failed';
      return;
    case 'clarification_requested':
      begin(now.clarifications, on, 'clarification');
      return;
    case 'clarified':
      end(now.clarifications, on);
      return;
    case 'approval':
      now.approvals = [];
      now.putUpBy = actor;
      return;
    case 'sent':
      now.sentOn ??= on;
      return;
    case 'refused':
      now.refusedFor = detail.ground ?? null;
      return;
    case 'duplicate_of':
      now.duplicateOf = detail.duplicateOf ?? null;
      return;
    default:
  }
}

/** The day on which something was asked for; asking again for what is awaited still begins nothing anew. */
function begin(pauses: Pause[], from: string, reason: NonNullable<Pause['reason']>): void {
  if (pauses.at(-1)?.to !== null) pauses.push({ from, to: null, reason });
}

/** The day on which what was asked for arrived, or was no longer awaited. */
function end(pauses: Pause[], on: string): void {
  const last = pauses.at(-1);
  if (last && last.to === null) pauses[pauses.length - 1] = { ...last, to: on };
}
