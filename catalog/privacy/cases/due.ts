/** What is due on the desk, by day: for a board, a calendar and reminders. No personal data. */
import type { Catalog } from '../../catalog.ts';
import { daysBetween } from '../deadline/civil-date.ts';
import { today } from '../deadline/today.ts';
import { clocksOf, legalNow, loadCases, type CaseClock, type LoadedCase } from './read.ts';
import { erasureDue } from './retention.ts';
import { isDone } from './states.ts';

export const DUE_KINDS = [
  'acknowledge',
  'safe-date',
  'target',
  'cautious',
  'extension-notice',
  'opt-out',
  'answer',
  'erase-case',
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface DueItem {
  readonly reference: string;
  readonly kind: DueKind;
  /** Civil date. */
  readonly date: string;
  /** Negative: overdue. */
  readonly daysLeft: number;
  /** Short name of the law; empty where none is behind it. */
  readonly law: string;
  readonly words: string;
}

export interface StandingStill {
  readonly reference: string;
  readonly law: string;
  readonly since: string;
  readonly daysUsed: number;
  readonly words: string;
}

export interface DueList {
  readonly items: readonly DueItem[];
  /** Cases whose clock stands: nothing is due until an answer has come. */
  readonly paused: readonly StandingStill[];
}

/** Everything that is due, the earliest first. */
export function dueList(catalog: Catalog, asOf = today()): DueList {
  const legal = legalNow(catalog);
  const { items: cases } = loadCases(catalog.store.reader, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
  const items: DueItem[] = [];
  const paused: StandingStill[] = [];
  for (const one of cases) {
    const erasureOpen =
      one.state === 'sent' && one.rights.includes('erasure') && !one.folded.decisions.has('erasure');
    if (isDone(one.state) && !erasureOpen) continue;
    for (const clock of clocksOf(legal, one, one.folded, asOf)) {
      items.push(...(erasureOpen ? erasureItem(one, clock, asOf) : itemsOf(one, clock, asOf)));
      if (clock.deadline.state === 'paused') paused.push(still(one, clock));
    }
  }
  for (const { reference, eraseFrom } of erasureDue(catalog, asOf))
    if (eraseFrom !== null)
      items.push(
        item(reference, 'erase-case', eraseFrom, '', 'Personal data of the case are no longer kept', asOf),
      );
  const order = (one: DueItem) => DUE_KINDS.indexOf(one.kind);
  items.sort(
    (a, b) =>
      (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) ||
      (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0) ||
      order(a) - order(b),
  );
  return { items, paused };
}

function item(
  reference: string,
  kind: DueKind,
  date: string,
  law: string,
  words: string,
  asOf: string,
): DueItem {
  return { reference, kind, date, daysLeft: daysBetween(asOf, date), law, words };
}

function itemsOf(one: LoadedCase, { law, deadline }: CaseClock, asOf: string): DueItem[] {
  const acknowledged = one.events.some(
    (event) => event.undoneIn === null && event.detail.letter === 'acknowledgement',
  );
  const optOut = one.rights.includes('opt-out') && !one.folded.decisions.has('opt-out');
  const extensible = law.extension !== null && one.folded.extendedOn === null;
  const dates: readonly (readonly [DueKind, string | null, string])[] = [
    [
      'acknowledge',
      acknowledged ? null : deadline.acknowledgeBy,
      `Confirm receipt (${law.acknowledgement?.article ?? law.name})`,
    ],
    ['safe-date', deadline.safeDate, `Safe date, ${law.safeDays ?? 0} days`],
    ['target', deadline.internalTarget, 'Internal target: results collected, answer ready for review'],
    [
      'cautious',
      deadline.strictDue !== deadline.due ? deadline.strictDue : null,
      'Last day on a cautious reading of the statute',
    ],
    [
      'extension-notice',
      extensible ? deadline.extensionNoticeBy : null,
      'Last day to tell the person of an extension',
    ],
    ['opt-out', optOut ? deadline.optOutBy : null, `Honour the opt-out (${law.optOut?.article ?? law.name})`],
    ['answer', deadline.due, `Answer (${law.response.article})`],
  ];
  return dates.flatMap(([kind, date, words]) =>
    date === null ? [] : [item(one.reference, kind, date, law.name, words, asOf)],
  );
}

/** After the copy was sent, the erasure is still due by the same day. */
function erasureItem(one: LoadedCase, { law, deadline }: CaseClock, asOf: string): DueItem[] {
  return deadline.due === null
    ? []
    : [item(one.reference, 'answer', deadline.due, law.name, `Erasure (${law.response.article})`, asOf)];
}

function still(one: LoadedCase, { law, deadline }: CaseClock): StandingStill {
  const open = [...one.folded.identityPauses, ...one.folded.clarifications].findLast(
    (pause) => pause.to === null,
  );
  return {
    reference: one.reference,
    law: law.name,
    since: open?.from ?? one.receivedOn,
    daysUsed: deadline.pausedDays,
    words:
      open?.reason === 'clarification'
        ? 'clarification is awaited'
        : open
          ? 'proof of identity is awaited'
          : 'a fee is awaited',
  };
}
