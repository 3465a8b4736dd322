/** The law of a request and its clock. */
import { DeadlineError, isCivilDate } from '../deadline/civil-date.ts';
import { emptyCalendar, type HolidayCalendar } from '../deadline/calendar.ts';
import { computeDeadline, type Deadline, type DeadlineInput } from '../deadline/compute.ts';
import { appliesIn, authorityFor, type Jurisdiction } from '../deadline/jurisdiction.ts';
import type { LegalData } from '../deadline/legal.ts';
import { RequestError } from '../../request-error.ts';
import type { Right } from './request.ts';

/** Short names that people use for the laws. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  gdpr: 'eu-gdpr',
  'gdpr-eu': 'eu-gdpr',
  'gdpr-uk': 'uk-gdpr',
  ukgdpr: 'uk-gdpr',
  'gb-gdpr': 'uk-gdpr',
  'uk-dpa': 'uk-gdpr',
  ccpa: 'us-ca-ccpa',
  cpra: 'us-ca-ccpa',
  'ccpa-cpra': 'us-ca-ccpa',
  lgpd: 'br-lgpd',
};

/**
 * Rights that a law gathers under a name of its own. LGPD Art. 18 III–VI: correction, blocking or erasure,
 * portability; CCPA: opting out of sale and sharing is its form of objection.
 */
const GATHERED: Readonly<Record<string, readonly Right[]>> = {
  'holder-rights': ['rectification', 'erasure', 'restriction', 'portability'],
  'opt-out': ['objection'],
};

export interface Law {
  readonly law: Jurisdiction;
  readonly disclaimer: string;
}

/** @throws RequestError for a law that the product does not know */
export function lawOf(legal: LegalData, key: string): Law {
  const file = legal.jurisdictions;
  const wanted = key
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const id = SHORT_NAMES[wanted] ?? wanted;
  const law = file.jurisdictions.find((one) => one.id === id);
  if (!law) {
    throw new RequestError(
      `"${key.slice(0, 60)}" is not a known jurisdiction; known are ${file.jurisdictions.map((one) => one.id).join(', ')}.`,
    );
  }
  return { law, disclaimer: file.disclaimer };
}

/** The law's own text on a right, if it has that right. */
export function rightIn(law: Jurisdiction, right: Right): Jurisdiction['rights'][number] | null {
  return law.rights.find((one) => one.id === right || GATHERED[one.id]?.includes(right) === true) ?? null;
}

export interface ClockInput {
  readonly receivedOn: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly extended: boolean;
  readonly identityConfirmedOn: string | null;
}

export interface Clock {
  readonly deadline: Deadline;
  readonly calendar: string;
  readonly authority: Jurisdiction['authorities'][number] | null;
}

/** @throws RequestError for an unknown law, a place outside it or a date that does not exist */
export function clockOf(legal: LegalData, input: ClockInput): Clock & Law {
  return clockFor(legal, input, {
    received: input.receivedOn,
    extended: input.extended,
    ...(input.identityConfirmedOn === null ? {} : { identityReceived: input.identityConfirmedOn }),
  });
}

/**
 * The same from all that moves a clock: proof awaited, a fee, pauses.
 * @throws RequestError as {@link clockOf}, and for a pause that ends before it begins
 */
export function clockFor(
  legal: LegalData,
  where: { readonly jurisdiction: string; readonly place: string },
  input: DeadlineInput,
): Clock & Law {
  const known = lawOf(legal, where.jurisdiction);
  const place = placeIn(known.law, where.place);
  const calendar = calendarFor(legal, place);
  for (const date of [input.received, input.identityReceived, input.feePaid]) {
    if (typeof date === 'string' && !isCivilDate(date))
      throw new RequestError(`"${date.slice(0, 20)}" is not a calendar date.`);
  }
  try {
    const deadline = computeDeadline(input, known.law, calendar);
    const regional = calendar.region === place ? [] : [regionalNote(place, calendar)];
    return {
      ...known,
      deadline: { ...deadline, warnings: [...deadline.warnings, ...regional] },
      calendar: calendar.name,
      authority: authorityFor(known.law, place),
    };
  } catch (error) {
    if (error instanceof DeadlineError) throw new RequestError(error.message, { cause: error });
    throw error;
  }
}

/**
 * A place of the law, whatever the case it is written in, also by the codes `UK` and `EL` of the European Union;
 * the only region where none is named.
 */
export function placeIn(law: Jurisdiction, given: string): string {
  const [only] = law.regions.length === 1 ? law.regions : [];
  const named = given
    .trim()
    .toUpperCase()
    .replace(/^UK(?=$|-)/, 'GB')
    .replace(/^EL(?=$|-)/, 'GR');
  // `CA` or `US` for `US-CA`, where a law has no other place.
  const place = named === '' || only?.split('-').includes(named) ? (only ?? '') : named;
  if (!appliesIn(law, place)) {
    throw new RequestError(
      `${law.name} does not apply in "${given.slice(0, 40)}"; give one of ${law.regions.join(', ')}, or a part of one.`,
    );
  }
  return place;
}

function regionalNote(place: string, calendar: HolidayCalendar): string {
  return `Holidays that only ${place} has are not known; those of ${calendar.name} were used. Check the last day by hand.`;
}

export function calendarFor({ calendars }: LegalData, place: string): HolidayCalendar {
  return (
    calendars.get(place) ??
    calendars.get(place.split('-')[0] ?? '') ?? { ...emptyCalendar(place), region: '', name: 'weekends only' }
  );
}

export interface JurisdictionSummary {
  readonly key: string;
  readonly name: string;
  readonly law: string;
  readonly rights: readonly Right[];
  /** What the law itself calls each right, and where it stands. */
  readonly provisions: readonly { readonly right: Right; readonly name: string; readonly article: string }[];
  readonly responseRule: string;
  readonly places: readonly { readonly code: string; readonly name: string }[];
}

/** The laws that can be chosen, each with its places. */
export function jurisdictions(
  { jurisdictions: file, calendars }: LegalData,
  rights: readonly Right[],
): JurisdictionSummary[] {
  return file.jurisdictions.map((law) => ({
    key: law.id,
    name: law.name,
    law: law.law,
    rights: rights.filter(
      (right) =>
        rightIn(law, right) !== null &&
        // Shown under its own name where the law has it.
        !(right === 'objection' && law.rights.some((one) => one.id === 'opt-out')),
    ),
    provisions: rights.flatMap((right) => {
      const known = rightIn(law, right);
      return known ? [{ right, name: known.name, article: known.article }] : [];
    }),
    responseRule: law.ruleText,
    places: [...calendars.values()]
      .filter(({ region }) => appliesIn(law, region))
      .map(({ region, name }) => ({ code: region, name }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  }));
}
