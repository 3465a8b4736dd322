/** Kinds of values that can be told by form and check digits. Nothing here keeps a value. */
import validator from 'validator';
import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/max';
import { isNhsNumber, isNir, isSsn, isTckn } from './national.ts';

/** A kind of value. */
export interface ValueKind {
  readonly id: string;
  /** Category of the taxonomy; null for a form that does not tell what it is about. */
  readonly category: string | null;
  readonly says: string;
  /** How likely the category is where all values are of this kind and the name tells nothing. */
  readonly weight: number;
  readonly test: (value: string) => boolean;
}

export interface KindOptions {
  /** ISO 3166-1 code of the country whose national phone numbers are known without a prefix. */
  readonly region?: string;
  /** The day to which ages are counted, ISO. */
  readonly today: string;
  readonly givenNames: ReadonlySet<string>;
}

const NATIONAL = 'user.government_id.national_identification_number';

/** Check digits make these all but certain, once most values of a column pass. */
const NATIONAL_KINDS: readonly (readonly [id: string, says: string, test: (value: string) => boolean])[] = [
  ['us-ssn', 'US social security numbers', isSsn],
  ['gb-nhs', 'NHS numbers', isNhsNumber],
  ['fr-nir', 'French NIR numbers', isNir],
  ['es-dni', 'Spanish DNI or NIE numbers', (value) => validator.isIdentityCard(value.toUpperCase(), 'ES')],
  ['it-cf', 'Italian codici fiscali', (value) => validator.isTaxID(value.toUpperCase(), 'it-IT')],
  ['br-cpf', 'Brazilian CPF numbers', (value) => isCpf(value)],
  ['pl-pesel', 'Polish PESEL numbers', (value) => validator.isIdentityCard(value, 'PL')],
  [
    'de-steuerid',
    'German tax identification numbers',
    (value) => /^\d{11}$/.test(value) && validator.isTaxID(value, 'de-DE'),
  ],
  ['nl-bsn', 'Dutch BSN numbers', (value) => /^\d{9}$/.test(value) && validator.isTaxID(value, 'nl-NL')],
  ['se-personnummer', 'Swedish personal identity numbers', (value) => validator.isTaxID(value, 'sv-SE')],
  [
    'cn-id',
    'Chinese identity numbers',
    (value) => /^\d{17}[\dX]$/i.test(value) && validator.isIdentityCard(value, 'zh-CN'),
  ],
  ['tr-tckn', 'Turkish identity numbers', isTckn],
];

/** Every kind, the most telling first. */
export function valueKinds(options: KindOptions): readonly ValueKind[] {
  return [
    kind('email', 'user.contact.email', 'e-mail addresses', 0.97, (value) => validator.isEmail(value)),
    kind('iban', 'user.financial.bank_account', 'IBANs with right check digits', 0.97, (value) =>
      validator.isIBAN(value.replaceAll(' ', '')),
    ),
    kind(
      'card',
      'user.financial.credit_card',
      'card numbers of known issuers with right check digits',
      0.93,
      isCard,
    ),
    ...NATIONAL_KINDS.map(([id, says, test]) => kind(id, NATIONAL, says, 0.9, test)),
    kind('mac', 'user.device.device_id', 'MAC addresses', 0.75, (value) => validator.isMACAddress(value)),
    kind('ip', 'user.device.ip_address', 'IP addresses', 0.8, (value) => validator.isIP(value)),
    kind('phone', 'user.contact.phone_number', 'valid phone numbers', 0.88, (value) =>
      isPhone(value, options.region),
    ),
    kind(
      'lat-long',
      'user.location.precise',
      'pairs of coordinates',
      0.7,
      (value) => value.includes(',') && validator.isLatLong(value),
    ),
    kind('full-name', 'user.name', 'names with a known given name', 0.82, (value) =>
      isName(value, options.givenNames),
    ),
    kind('given-name', 'user.name.first', 'known given names', 0.82, (value) =>
      isGivenName(value, options.givenNames),
    ),
    kind('birth-date', 'user.demographic.date_of_birth', 'dates of persons alive', 0.3, (value) =>
      isBirthDate(value, options.today),
    ),
    kind('uuid', null, 'UUIDs', 0, (value) => validator.isUUID(value)),
  ];
}

function kind(
  id: string,
  category: string | null,
  says: string,
  weight: number,
  test: (value: string) => boolean,
): ValueKind {
  return { id, category, says, weight, test };
}

/** Any 16 digits pass the check digit in one of ten cases: the issuer's prefix must fit as well. */
function isCard(value: string): boolean {
  return /^[\d -]{13,23}$/.test(value) && validator.isCreditCard(value.replace(/[ -]/g, ''));
}

function isCpf(value: string): boolean {
  return /^(\d{11}|\d{3}\.\d{3}\.\d{3}-\d{2})$/.test(value) && validator.isTaxID(value, 'pt-BR');
}

/** Digits alone may be anything: a prefix, or separators in a known country, are wanted. */
function isPhone(value: string, region: string | undefined): boolean {
  if (value.length > 30 || !/^\+?[\d\s().\-/x]{7,}$/.test(value)) return false;
  const international = value.startsWith('+') || value.startsWith('00');
  if (!international && (region === undefined || !/[ ()./-]/.test(value))) return false;
  if (/^\d{4}-\d{2}-\d{2}/.test(value) || validator.isIP(value)) return false;
  const text = value.startsWith('00') ? `+${value.slice(2)}` : value;
  return parsePhoneNumber(text, region as CountryCode | undefined)?.isValid() ?? false;
}

const WORD = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;

function isName(value: string, givenNames: ReadonlySet<string>): boolean {
  const words = value.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > 4) return false;
  return words.every((word) => WORD.test(word)) && words.some((word) => givenNames.has(plain(word)));
}

function isGivenName(value: string, givenNames: ReadonlySet<string>): boolean {
  return value.length < 30 && givenNames.has(plain(value));
}

/** Lower case, without marks. */
export function plain(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00.*)?$/;
const LOCAL = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/** A real day on which somebody alive, of fourteen years or more, may have been born. */
function isBirthDate(value: string, today: string): boolean {
  const iso = ISO.exec(value);
  const local = iso ? null : LOCAL.exec(value);
  const year = Number(iso?.[1] ?? local?.[3] ?? 0);
  const [a, b] = [Number(iso?.[2] ?? local?.[1] ?? 0), Number(iso?.[3] ?? local?.[2] ?? 0)];
  const real = iso
    ? a >= 1 && a <= 12 && b >= 1 && b <= 31
    : Math.min(a, b) >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  const now = Number(today.slice(0, 4));
  return real && year >= now - 110 && year <= now - 14;
}
