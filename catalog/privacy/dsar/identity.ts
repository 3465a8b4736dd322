/** Which columns a person can be found by, from the kind of identifier that the request brings. */
import { words } from './labels.ts';
import { namedCategories } from './named.ts';
import { IDENTIFIER_KINDS, type IdentifierKind } from './request.ts';
import type { ScopedColumn } from './scoped.ts';

/** Categories (and everything beneath them) whose columns hold an identifier of the kind. */
const CATEGORIES: Readonly<Record<IdentifierKind, readonly string[]>> = {
  email: ['user.contact.email'],
  phone: ['user.contact.phone_number'],
  name: ['user.name'],
  customer_id: ['user.unique_id'],
  account_number: ['user.account', 'user.account.username', 'user.financial.bank_account'],
  government_id: ['user.government_id'],
  device_id: ['user.device.device_id', 'user.device.cookie_id', 'user.device.cookie'],
  ip_address: ['user.device.ip_address'],
  other: [],
};

/** Of these only the category itself, not what lies beneath. */
const EXACT = new Set(['user.account']);

/**
 * Names of columns that are known to be personal data but not of what category. Only proposed, and said to
 * be: a person checks it. A name must end so, token by token: `customer_email`, not `email_sha256`.
 */
const NAMES: Readonly<Partial<Record<IdentifierKind, RegExp>>> = {
  email: /(?:^| )(?:e ?mail|mail)(?: address| addr)?$/,
  phone: /(?:^| )(?:phone|telephone|tel|mobile|msisdn)(?: no| nr| number)?$/,
  name: /^(?:(?:customer|client|user|person|contact) )?(?:full )?name$/,
  customer_id: /^(?:customer|cust|client|user|person|member|contact) ?(?:id|key|no|nr|number|uuid)$/,
  account_number: /(?:^| )(?:iban|account (?:no|nr|number))$/,
  government_id: /(?:^| )(?:ssn|social security number|passport (?:no|nr|number)|national id|tax id)$/,
  device_id: /(?:^| )(?:device id|cookie id|idfa|gaid|advertising id)$/,
  ip_address: /(?:^| )ip(?: ?addr(?:ess)?)?$/,
};
const FIRST_NAME = /^(?:first|given) ?name$|^forename$/;
const LAST_NAME = /^(?:last|family) ?name$|^surname$/;

export interface IdentityKey {
  readonly kind: IdentifierKind;
  /** Top-level columns that together hold the identifier: one, or a first and a last name. */
  readonly columns: readonly string[];
  /** Recognised by the columns' names only, not by a stated category. */
  readonly byName: boolean;
}

/** Identity keys among columns, in the order of kinds. Columns inside structures cannot be compared and are left out. */
export function identityKeys(
  columns: readonly ScopedColumn[],
  kinds: readonly IdentifierKind[],
): IdentityKey[] {
  const wanted = kinds.length === 0 ? IDENTIFIER_KINDS : kinds;
  const top = columns.filter((column) => column.path.length === 1);
  return wanted.flatMap((kind): IdentityKey[] => {
    const stated = kind === 'name' ? nameKeys(top) : statedKeys(top, kind);
    return stated.length > 0 ? stated : namedKeys(top, kind);
  });
}

function statedKeys(top: readonly ScopedColumn[], kind: IdentifierKind): IdentityKey[] {
  return top
    .filter((column) => column.categories.some((category) => holds(category, kind)))
    .map((column) => ({ kind, columns: [column.path[0]!], byName: false }));
}

function holds(category: string, kind: IdentifierKind): boolean {
  return CATEGORIES[kind].some(
    (wanted) => category === wanted || (!EXACT.has(wanted) && category.startsWith(`${wanted}.`)),
  );
}

/** A full name, else a first and a last name side by side. */
function nameKeys(top: readonly ScopedColumn[]): IdentityKey[] {
  const columnsOf = (category: string) =>
    top.filter((column) => column.categories.includes(category)).map((column) => column.path[0]!);
  const full = columnsOf('user.name');
  const [first] = columnsOf('user.name.first');
  const [last] = columnsOf('user.name.last');
  return whole(full, first, last, false);
}

/** Among columns of no stated category, by their names. */
function namedKeys(top: readonly ScopedColumn[], kind: IdentifierKind): IdentityKey[] {
  const open = top.filter((column) => namedCategories(column.categories).length === 0);
  const columnsLike = (pattern: RegExp) =>
    open.filter((column) => pattern.test(words(column.path[0]!))).map((column) => column.path[0]!);
  const pattern = NAMES[kind];
  const found = pattern ? columnsLike(pattern) : [];
  if (kind === 'name') return whole(found, columnsLike(FIRST_NAME)[0], columnsLike(LAST_NAME)[0], true);
  return found.map((name) => ({ kind, columns: [name], byName: true }));
}

function whole(
  full: readonly string[],
  first: string | undefined,
  last: string | undefined,
  byName: boolean,
): IdentityKey[] {
  if (full.length > 0) return full.map((name) => ({ kind: 'name', columns: [name], byName }));
  return first === undefined || last === undefined ? [] : [{ kind: 'name', columns: [first, last], byName }];
}

/** "email (e-mail; by its name, to be checked)". */
export function keyWords({ kind, columns, byName }: IdentityKey): string {
  const what = kind.replaceAll('_', ' ');
  return `${columns.join(' + ')} (${byName ? `${what}, recognised by name: check` : what})`;
}
