/** Which columns a person can be found by, from the kind of identifier that the request brings. */
import type { ScopedColumn } from './scope.ts';
import { IDENTIFIER_KINDS, type IdentifierKind } from './request.ts';

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

export interface IdentityKey {
  readonly kind: IdentifierKind;
  /** Top-level columns that together hold the identifier: one, or a first and a last name. */
  readonly columns: readonly string[];
}

/** Identity keys among columns, in the order of kinds. Columns inside structures cannot be compared and are left out. */
export function identityKeys(
  columns: readonly ScopedColumn[],
  kinds: readonly IdentifierKind[],
): IdentityKey[] {
  const wanted = kinds.length === 0 ? IDENTIFIER_KINDS : kinds;
  const top = columns.filter((column) => column.path.length === 1);
  return wanted.flatMap((kind): IdentityKey[] => {
    if (kind === 'name') return nameKeys(top);
    return top
      .filter((column) => column.categories.some((category) => holds(category, kind)))
      .map((column) => ({ kind, columns: [column.path[0]!] }));
  });
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
  const full = columnsOf('user.name').map((name): IdentityKey => ({ kind: 'name', columns: [name] }));
  if (full.length > 0) return full;
  const [first] = columnsOf('user.name.first');
  const [last] = columnsOf('user.name.last');
  return first === undefined || last === undefined ? [] : [{ kind: 'name', columns: [first, last] }];
}
