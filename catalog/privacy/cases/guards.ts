/**
 * Why something cannot be done with a case, in words. Null: it can. Pure: everything that a rule looks at is
 * given to it.
 */
import type { Right } from '../dsar/request.ts';
import type { CaseClock, LoadedCase } from './read.ts';
import {
  REFUSAL_GROUNDS,
  STATE_WORDS,
  isDone,
  waysFrom,
  type CaseState,
  type EventDetail,
  type RightOutcome,
} from './states.ts';

/** How much of the work of a case has an outcome. */
export interface Progress {
  readonly search: Counted;
  readonly erase: Counted;
  readonly notify: Counted;
}

export interface Counted {
  readonly total: number;
  readonly done: number;
  /** Names of some that have none yet. */
  readonly open: readonly string[];
}

export const NO_PROGRESS: Progress = {
  search: { total: 0, done: 0, open: [] },
  erase: { total: 0, done: 0, open: [] },
  notify: { total: 0, done: 0, open: [] },
};

export interface Standing {
  readonly one: LoadedCase;
  readonly progress: Progress;
  readonly clocks: readonly CaseClock[];
}

const words = (state: CaseState): string => STATE_WORDS[state];

/** The state that a case is worked towards from each; absent: none, or more than one. */
const ONWARD: Readonly<Partial<Record<CaseState, CaseState>>> = {
  scoping: 'collecting',
  collecting: 'reviewing',
  reviewing: 'approval',
  approval: 'sent',
  sent: 'closed',
};

/** What a case waits for, in words; null: nothing stands in its way. */
export function blockedBy(standing: Standing): string | null {
  const { one, progress } = standing;
  if (one.state === 'identity_requested') return 'Proof of identity is awaited.';
  if (one.state === 'clarification_requested') return 'Clarification is awaited.';
  if (one.folded.feePaid === null && !isDone(one.state)) return 'A fee is awaited.';
  if (one.state === 'identity_failed') return refuseMove(standing, 'scoping', {});
  const onward = ONWARD[one.state];
  return onward === undefined ? null : refuseMove({ ...standing, progress: unnamed(progress) }, onward, {});
}

/** Which places are open stands with the work; a card says how many. */
function unnamed({ search, erase, notify }: Progress): Progress {
  const counted = (one: Counted): Counted => ({ ...one, open: [] });
  return { search: counted(search), erase: counted(erase), notify: counted(notify) };
}

/** Why the case cannot go to a state. */
export function refuseMove(standing: Standing, to: CaseState, detail: EventDetail): string | null {
  const { one } = standing;
  const ways = waysFrom(one.state);
  if (!ways.includes(to))
    return `The case is in ${words(one.state)} and cannot go to ${words(to)} from there. It can go to ${ways.map(words).join(', ')}.`;
  if (one.erasedIn !== null && to !== 'closed')
    return 'The personal data of this case were erased; it cannot be taken up again.';
  switch (to) {
    case 'scoping':
      return refuseScoping(standing);
    case 'reviewing':
      return one.state === 'collecting' ? unfinished(standing.progress, 'search') : null;
    case 'sent':
      return refuseSending(standing);
    case 'closed':
      return one.state === 'sent' ? refuseClosing(standing) : null;
    case 'refused':
      return (REFUSAL_GROUNDS as readonly string[]).includes(detail.ground ?? '')
        ? null
        : `A refusal needs its ground: one of ${REFUSAL_GROUNDS.join(', ')}.`;
    default:
      return null;
  }
}

/** Without proof of identity the categories can still be told under the CCPA (11 CCR § 7024(a)), nowhere else. */
function refuseScoping({ one, clocks }: Standing): string | null {
  if (one.state !== 'identity_failed') return null;
  return clocks[0]?.law.id === 'us-ca-ccpa'
    ? null
    : 'Identity was not proven. Ask for it again, or refuse the request on that ground.';
}

function unfinished(progress: Progress, work: keyof Progress): string | null {
  const { total, done, open } = progress[work];
  if (done >= total) return null;
  const named = open.slice(0, 3).join(', ');
  const more = open.length > 3 ? ` and ${total - done - 3} more` : '';
  return `${total - done} of ${total} ${work === 'search' ? 'search tasks' : work === 'erase' ? 'erasure tasks' : 'notices to recipients'} have no outcome yet${named === '' ? '' : `: ${named}${more}`}.`;
}

/** Rights that are answered with a copy: an erasure waits for them. */
const COPIES: readonly Right[] = ['access', 'portability'];

function refuseSending({ one, progress }: Standing): string | null {
  const { folded } = one;
  if (folded.identity === 'asked') return 'Proof of identity is still awaited.';
  if (folded.approvals.length === 0) return 'Nobody has approved the answer yet.';
  const copies = one.rights.some((right) => COPIES.includes(right));
  const open = one.rights.filter((right) => !folded.decisions.has(right) && !(copies && right === 'erasure'));
  if (open.length > 0) return `Nothing was decided yet on ${open.join(', ')}.`;
  return unfinished(progress, 'search');
}

function refuseClosing({ one, progress }: Standing): string | null {
  const open = one.rights.filter((right) => !one.folded.decisions.has(right));
  if (open.length > 0) return `Nothing was decided yet on ${open.join(', ')}.`;
  if (tellsRecipients(one)) return unfinished(progress, 'notify');
  return null;
}

/** Recipients are told of what was corrected, erased or restricted (Art. 19 GDPR). */
function tellsRecipients(one: LoadedCase): boolean {
  return (['rectification', 'erasure', 'restriction'] as const).some((right) =>
    ['granted', 'partly'].includes(one.folded.decisions.get(right)?.outcome ?? ''),
  );
}

/** Why nothing can be erased yet. */
export function refuseErasing({ one }: Standing): string | null {
  if (!one.rights.includes('erasure')) return 'Nobody asked for an erasure in this case.';
  const waits = one.rights.filter(
    (right) =>
      COPIES.includes(right) &&
      !['refused', 'withdrawn'].includes(one.folded.decisions.get(right)?.outcome ?? ''),
  );
  return waits.length > 0 && one.folded.sentOn === null
    ? `The erasure waits until the answer on ${waits.join(' and ')} has been sent: what is erased cannot be copied any more.`
    : null;
}

/** Why a right cannot be decided so. */
export function refuseDecision(
  standing: Standing,
  right: Right,
  outcome: RightOutcome,
  ground: string | undefined,
): string | null {
  const { one, progress } = standing;
  if (!one.rights.includes(right))
    return `Nobody asked for ${right} in this case; asked was for ${one.rights.join(', ')}.`;
  if ((outcome === 'refused' || outcome === 'partly') && !ground)
    return `What is not given needs its ground: one of ${REFUSAL_GROUNDS.join(', ')}, or a provision.`;
  if (right !== 'erasure' || (outcome !== 'granted' && outcome !== 'partly')) return null;
  return refuseErasing(standing) ?? unfinished(progress, 'erase');
}

/** Why the period cannot be extended on a day. */
export function refuseExtension({ one, clocks }: Standing, on: string): string | null {
  if (one.folded.extendedOn !== null) return 'The period is extended already.';
  if (isDone(one.state)) return `The case is in ${words(one.state)}; nothing is due any more.`;
  const extensible = clocks.filter(({ law }) => law.extension !== null);
  if (extensible.length === 0)
    return `${clocks.map(({ law }) => law.name).join(' and ')} provides no extension.`;
  const late = extensible.find(
    ({ deadline }) => deadline.extensionNoticeBy !== null && on > deadline.extensionNoticeBy,
  );
  return late
    ? `Under ${late.law.name} the person had to be told of an extension by ${late.deadline.extensionNoticeBy}.`
    : null;
}
