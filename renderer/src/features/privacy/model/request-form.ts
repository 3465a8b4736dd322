/** The new request as it is being filled in, and what is still wrong with it. */
import type { DsarInput, Jurisdiction, Right } from '../../../../../contract/index.ts';
import { daysUntil, isCivilDate } from './civil-date.ts';
import type { Step } from './search-params.ts';

export type IdentifierKind = NonNullable<DsarInput['identifiers']>[number]['kind'];

export interface Identifier {
  /** Tells rows apart while editing. */
  readonly key: number;
  readonly kind: IdentifierKind;
  /** Personal data: kept in memory only, sent once, written into the parameter file alone. */
  readonly value: string;
}

export interface RequestForm {
  readonly reference: string;
  readonly receivedOn: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly rights: readonly Right[];
  readonly identityConfirmedOn: string;
  readonly extended: boolean;
  readonly subject: string;
  readonly identifiers: readonly Identifier[];
}

export function emptyForm(receivedOn: string): RequestForm {
  return {
    reference: '',
    receivedOn,
    jurisdiction: '',
    place: '',
    rights: ['access'],
    identityConfirmedOn: '',
    extended: false,
    subject: '',
    identifiers: [],
  };
}

export type FieldErrors = Partial<Record<keyof RequestForm, string>>;

const MAX_REFERENCE = 128;
export const MAX_IDENTIFIERS = 50;

/** Choosing another law drops what that law does not know. `home` is where the organisation is established. */
export function withJurisdiction(form: RequestForm, jurisdiction: Jurisdiction, home = ''): RequestForm {
  const { places } = jurisdiction;
  const only = places.length === 1 ? places[0]?.code : undefined;
  const known = [form.place, home].find((place) => places.some(({ code }) => code === place));
  const place = known ?? only ?? '';
  return {
    ...form,
    jurisdiction: jurisdiction.key,
    place,
    rights: form.rights.filter((right) => jurisdiction.rights.includes(right)),
  };
}

function dateError(date: string, name: string, todayIs: string): string | undefined {
  if (!isCivilDate(date)) return `${name} is a date such as ${todayIs}.`;
  return (daysUntil(date, todayIs) ?? 0) > 0 ? `${name} cannot lie in the future.` : undefined;
}

/** An e-mail address or a long number in a reference would put personal data where it must not be. */
function looksPersonal(reference: string): boolean {
  return /\S@\S/.test(reference);
}

function referenceError(reference: string): string | undefined {
  if (!reference) return 'A reference is needed, such as DSR-2026-0007.';
  if (reference.length > MAX_REFERENCE) return `A reference has at most ${MAX_REFERENCE} characters.`;
  if (looksPersonal(reference)) return 'The reference must not hold personal data such as an e-mail address.';
  return undefined;
}

/** What is wrong in the first step, by field. */
export function requestErrors(form: RequestForm, todayIs: string): FieldErrors {
  const { receivedOn, identityConfirmedOn } = form;
  const received = dateError(receivedOn, 'The date of receipt', todayIs);
  let identity = identityConfirmedOn
    ? dateError(identityConfirmedOn, 'The date of identification', todayIs)
    : undefined;
  if (
    identityConfirmedOn &&
    !identity &&
    !received &&
    (daysUntil(identityConfirmedOn, receivedOn) ?? 0) < 0
  ) {
    identity = 'Identity cannot be confirmed before the request was received.';
  }
  return present({
    reference: referenceError(form.reference.trim()),
    receivedOn: received,
    jurisdiction: form.jurisdiction ? undefined : 'Choose the law; it decides the deadline.',
    place: form.place ? undefined : 'Choose the place; it decides which public holidays count.',
    rights: form.rights.length > 0 ? undefined : 'At least one right is needed.',
    identityConfirmedOn: identity,
  });
}

/** What is wrong in the second step, by field. */
export function personErrors(form: RequestForm): FieldErrors {
  const tooLong = form.identifiers.some(({ value }) => value.length > 1024);
  return present({
    subject: form.subject ? undefined : 'Choose who the person is; it decides which data is searched.',
    identifiers: tooLong ? 'A value has at most 1,024 characters.' : undefined,
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

/** The request for the engine; `values` false leaves out what identifies the person. */
export function toInput(form: RequestForm, values: boolean): DsarInput {
  const { receivedOn, jurisdiction, place, rights, subject, extended } = form;
  return {
    reference: form.reference.trim(),
    receivedOn,
    jurisdiction,
    place,
    rights: [...rights],
    subject,
    extended,
    identityConfirmedOn: form.identityConfirmedOn || null,
    identifiers: form.identifiers.map(({ kind, value }) => ({ kind, value: values ? value.trim() : '' })),
  };
}
