/** The new case as it is being filled in, and what is still wrong with it. */
import type {
  CHANNELS,
  DsarInput,
  Jurisdiction,
  LETTER_LANGUAGES,
  Person,
  Right,
} from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';
import { daysUntil, isCivilDate } from './civil-date.ts';
import type { Step } from './search-params.ts';

export type IdentifierKind = NonNullable<DsarInput['identifiers']>[number]['kind'];

export interface Identifier {
  /** Tells rows apart while editing. */
  readonly key: number;
  readonly kind: IdentifierKind;
  /** Personal data: held in memory, sent once, kept encrypted with the case. */
  readonly value: string;
}

export interface UnderLaw {
  readonly jurisdiction: string;
  readonly place: string;
}

export interface RequestForm extends UnderLaw {
  /** Empty: the next number of the year. */
  readonly reference: string;
  readonly receivedOn: string;
  readonly channel: (typeof CHANNELS)[number] | '';
  /** Further laws under which the person asks. */
  readonly alsoUnder: readonly UnderLaw[];
  readonly rights: readonly Right[];
  readonly language: (typeof LETTER_LANGUAGES)[number];
  readonly subject: string;
  readonly identifiers: readonly Identifier[];
  /** Personal data from here on. */
  readonly name: string;
  readonly contact: string;
  readonly onBehalf: boolean;
  readonly agentName: string;
  readonly agentAuthority: string;
}

export function emptyForm(receivedOn: string): RequestForm {
  return {
    reference: '',
    receivedOn,
    channel: '',
    jurisdiction: '',
    place: '',
    alsoUnder: [],
    rights: ['access'],
    language: 'en',
    subject: '',
    identifiers: [],
    name: '',
    contact: '',
    onBehalf: false,
    agentName: '',
    agentAuthority: '',
  };
}

export type FieldErrors = Partial<Record<keyof RequestForm, string>>;

const MAX_REFERENCE = 128;
export const MAX_IDENTIFIERS = 50;
export const MAX_LAWS = 6;

/** Rights that one of the chosen laws has, in the order of the product. */
export function rightsUnder(form: RequestForm, laws: readonly Jurisdiction[]): Right[] {
  const keys = [form.jurisdiction, ...form.alsoUnder.map(({ jurisdiction }) => jurisdiction)];
  const chosen = laws.filter(({ key }) => keys.includes(key));
  const all = chosen.flatMap(({ rights }) => rights);
  return all.filter((right, index) => all.indexOf(right) === index);
}

/** Drops rights that no chosen law has. */
function fitted(form: RequestForm, laws: readonly Jurisdiction[]): RequestForm {
  const known = rightsUnder(form, laws);
  return { ...form, rights: form.rights.filter((right) => known.includes(right)) };
}

/** The place that goes with a law: the one chosen before, that of the organisation, or the only one. */
export function placeUnder({ places }: Jurisdiction, chosen: string, home: string): string {
  const known = [chosen, home].find((place) => places.some(({ code }) => code === place));
  return known ?? (places.length === 1 ? (places[0]?.code ?? '') : '');
}

/** Choosing another law drops what that law does not know. `home` is where the organisation is established. */
export function withJurisdiction(
  form: RequestForm,
  jurisdiction: Jurisdiction,
  laws: readonly Jurisdiction[] = [jurisdiction],
  home = '',
): RequestForm {
  const next = {
    ...form,
    jurisdiction: jurisdiction.key,
    place: placeUnder(jurisdiction, form.place, home),
    alsoUnder: form.alsoUnder.filter((one) => one.jurisdiction !== jurisdiction.key),
  };
  return fitted(next, laws);
}

/** Adds, changes or (null) takes away a further law. */
export function withFurtherLaw(
  form: RequestForm,
  index: number,
  under: UnderLaw | null,
  laws: readonly Jurisdiction[],
): RequestForm {
  const alsoUnder = [...form.alsoUnder];
  if (under === null) alsoUnder.splice(index, 1);
  else alsoUnder[index] = under;
  return fitted({ ...form, alsoUnder }, laws);
}

function receiptError(date: string, todayIs: string): string | undefined {
  if (!isCivilDate(date)) return say('The date of receipt is a date such as {today}.', { today: todayIs });
  return (daysUntil(date, todayIs) ?? 0) > 0
    ? say('The date of receipt cannot lie in the future.')
    : undefined;
}

/** An e-mail address in a reference would put personal data where it must not be. */
function looksPersonal(reference: string): boolean {
  return /\S@\S/.test(reference);
}

function referenceError(reference: string): string | undefined {
  if (reference.length > MAX_REFERENCE)
    return say('A reference has at most {most, number} characters.', { most: MAX_REFERENCE });
  if (looksPersonal(reference))
    return say('The reference must not hold personal data such as an e-mail address.');
  return undefined;
}

/** What is wrong in the first step, by field. */
export function requestErrors(form: RequestForm, todayIs: string): FieldErrors {
  const open = form.alsoUnder.some(({ jurisdiction, place }) => jurisdiction === '' || place === '');
  const under = [form, ...form.alsoUnder].map(({ jurisdiction, place }) => `${jurisdiction} ${place}`);
  return present({
    reference: referenceError(form.reference.trim()),
    receivedOn: receiptError(form.receivedOn, todayIs),
    jurisdiction: form.jurisdiction ? undefined : say('Choose the law; it decides the deadline.'),
    place: form.place ? undefined : say('Choose the place; it decides which public holidays count.'),
    alsoUnder: open
      ? say('Choose the law and the place, or take the row away.')
      : new Set(under).size < under.length
        ? say('The same law and place were chosen twice.')
        : undefined,
    rights: form.rights.length > 0 ? undefined : say('At least one right is needed.'),
  });
}

/** What is wrong in the second step, by field. */
export function personErrors(form: RequestForm): FieldErrors {
  const tooLong = form.identifiers.some(({ value }) => value.length > 1024);
  return present({
    subject: form.subject ? undefined : say('Choose who the person is; it decides which data is searched.'),
    identifiers: tooLong ? say('A value has at most 1,024 characters.') : undefined,
    agentName:
      form.onBehalf && form.agentName.trim() === '' ? say('Name who acts for the person.') : undefined,
  });
}

function present(errors: Record<string, string | undefined>): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message !== undefined));
}

/** The last step that may be opened: every step before it is complete. */
export function reachableStep(form: RequestForm, wanted: Step, todayIs: string): Step {
  if (wanted === 'request' || Object.keys(requestErrors(form, todayIs)).length > 0) return 'request';
  if (wanted === 'person' || Object.keys(personErrors(form)).length > 0) return 'person';
  return wanted;
}

/** Whether anything was filled in that must be encrypted. */
export function hasPersonalData(form: RequestForm): boolean {
  const { name, contact, onBehalf, agentName, agentAuthority, identifiers } = form;
  const texts = [name, contact, ...(onBehalf ? [agentName, agentAuthority] : [])];
  return [...texts, ...identifiers.map(({ value }) => value)].some((text) => text.trim() !== '');
}

/** The person as the case keeps them, encrypted; null where nothing was filled in. */
export function personOf(form: RequestForm): Person | null {
  if (!hasPersonalData(form)) return null;
  return {
    name: form.name.trim(),
    contact: form.contact.trim(),
    identifiers: form.identifiers
      .map(({ kind, value }) => ({ kind, value: value.trim() }))
      .filter(({ value }) => value !== ''),
    agent: form.onBehalf ? { name: form.agentName.trim(), authority: form.agentAuthority.trim() } : null,
  };
}

/** What the catalog is asked about the scope: without anything that identifies the person. */
export function scopeInput(form: RequestForm): DsarInput {
  const { receivedOn, jurisdiction, place, rights, subject } = form;
  return {
    reference: form.reference.trim() || 'new case',
    receivedOn,
    jurisdiction,
    place,
    rights: [...rights],
    subject,
    extended: false,
    identityConfirmedOn: null,
    identifiers: form.identifiers.map(({ kind }) => ({ kind, value: '' })),
  };
}
