/** The clock of a notification, in words: 72 hours that run through nights, weekends and holidays. Pure. */
import { breachDeadline } from '../deadline/breach.ts';
import type { Jurisdiction } from '../deadline/jurisdiction.ts';
import { authorityFor } from '../deadline/jurisdiction.ts';
import type { LegalData } from '../deadline/legal.ts';
import { calendarFor, lawOf } from '../dsar/clock.ts';
import type { BreachRecord } from './read.ts';

const HOUR = 3_600_000;

export interface BreachClock {
  /** Name of the law, with the provision that sets the period. */
  readonly law: string;
  /** 72 hours after awareness, with the offset that the zone has then; null where no period of hours is known. */
  readonly due: string | null;
  /** `2026-03-29 03:30 Europe/Berlin (UTC+02:00)`. */
  readonly dueWords: string | null;
  readonly awareWords: string;
  readonly secondWorkingDay: string | null;
  /** First notification to the receiver that the law names; null as long as there is none. */
  readonly notifiedAt: string | null;
  /** Hours between awareness and that notification, to a tenth. */
  readonly notifiedAfterHours: number | null;
  readonly late: boolean;
  readonly receiver: 'authority' | 'controller';
  readonly steps: readonly string[];
  readonly authority: Jurisdiction['authorities'][number] | null;
}

/** Laws of which a period of 72 hours is known: Art. 33(1) GDPR and Art. 33(1) UK GDPR. */
const IN_72_HOURS = new Set(['eu-gdpr', 'uk-gdpr']);

/** @throws RequestError when the law is not known any more */
export function breachClock(record: BreachRecord, legal: LegalData): BreachClock {
  const { law } = lawOf(legal, record.jurisdiction);
  const processor = record.values.role === 'processor';
  const receiver = processor ? 'controller' : 'authority';
  const counted = IN_72_HOURS.has(law.id) && !processor;
  const calendar = calendarFor(legal, record.place);
  const zoned = withZone(Date.parse(record.awareAt), record.zone);
  const deadline = counted ? breachDeadline(zoned, calendar) : null;
  const dueAt = deadline === null ? null : Date.parse(deadline.due);
  const first = record.notices
    .filter(({ to }) => to === receiver)
    .reduce<string | null>(
      (at, one) => (at === null || Date.parse(one.at) < Date.parse(at) ? one.at : at),
      null,
    );
  const hours = first === null ? null : (Date.parse(first) - Date.parse(record.awareAt)) / HOUR;
  const late = dueAt !== null && first !== null && Date.parse(first) > dueAt;
  const dueWords = dueAt === null ? null : instantWords(dueAt, record.zone);
  return {
    law: law.law,
    due: dueAt === null ? null : withZone(dueAt, record.zone),
    dueWords,
    awareWords: instantWords(Date.parse(record.awareAt), record.zone),
    secondWorkingDay: deadline?.secondWorkingDay ?? null,
    notifiedAt: first,
    notifiedAfterHours: hours === null ? null : Math.round(hours * 10) / 10,
    late,
    receiver,
    steps: stepsOf(record, {
      law,
      processor,
      counted,
      dueWords,
      secondWorkingDay: deadline?.secondWorkingDay ?? null,
      calendar: calendar.name,
    }),
    authority: authorityFor(law, record.place),
  };
}

interface StepInput {
  readonly law: Jurisdiction;
  readonly processor: boolean;
  readonly counted: boolean;
  readonly dueWords: string | null;
  readonly secondWorkingDay: string | null;
  readonly calendar: string;
}

function stepsOf(record: BreachRecord, input: StepInput): string[] {
  const aware = instantWords(Date.parse(record.awareAt), record.zone);
  if (input.processor)
    return [
      `Aware since ${aware}.`,
      'A processor notifies the controller without undue delay after becoming aware of a breach (Art. 33(2)); no number of hours is set. The contract with the controller may set one.',
    ];
  if (!input.counted)
    return [
      `Aware since ${aware}.`,
      `No period in hours for a notification of a breach is kept here for ${input.law.name}. Work it out from the law in force.`,
    ];
  return [
    `Aware since ${aware}; the clock starts then.`,
    'Every hour counts: nights, weekends and public holidays do not stop the clock, and nothing pauses it.',
    `72 hours end at ${input.dueWords}.`,
    ...(changesOffset(record)
      ? [
          'The clocks of that zone change in between: the 72 hours are elapsed time, so the time of day differs by the change.',
        ]
      : []),
    `Without undue delay comes first: 72 hours are the outer limit where it is feasible (Art. 33(1)). A later notification gives the reasons for the delay.`,
    `The end of the second working day after the day of awareness is ${input.secondWorkingDay} (${input.calendar}; Regulation (EEC, Euratom) No 1182/71 Art. 3(5)). Whether that extends the 72 hours is for counsel to say.`,
  ];
}

function changesOffset({ awareAt, zone }: BreachRecord): boolean {
  const aware = Date.parse(awareAt);
  return offsetOf(aware, zone) !== offsetOf(aware + 72 * HOUR, zone);
}

/** Minutes ahead of UTC. */
function offsetOf(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - Math.floor(at / 1000) * 1000) / 60_000);
}

/** RFC 3339 with the offset of the zone at that moment. */
function withZone(at: number, zone: string): string {
  const minutes = offsetOf(at, zone);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${offsetWords(minutes)}`;
}

function offsetWords(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `2026-03-05 17:30 Europe/Dublin (UTC+00:00)`. */
export function instantWords(at: number, zone: string): string {
  const text = withZone(at, zone);
  return `${text.slice(0, 10)} ${text.slice(11, 16)} ${zone} (UTC${text.slice(19)})`;
}
