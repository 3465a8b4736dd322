/** What a call can need, and which roles have it. */
import type { Role } from '../../catalog/access/accounts.ts';

/**
 * - `anyone`: also before logging in, and while the file is locked
 * - `read`: look at the catalog; leaves nothing behind
 * - `disclose`: reports, exports, evidence packs, verification: reading that the ledger records
 * - `steward`: say things of the catalog: imports, tags, joins, rules, registers
 * - `discuss`: comments, drafts, saved views
 * - `privacy`: the desk: cases of data subjects, letters, laws
 * - `personal`: personal data of data subjects in the clear
 * - `admin`: people, encryption, keys, settings for everybody
 */
export type Need = 'anyone' | 'read' | 'disclose' | 'steward' | 'discuss' | 'privacy' | 'personal' | 'admin';

export const ROLES_FOR: Readonly<Record<Need, readonly Role[]>> = {
  anyone: ['admin', 'steward', 'compliance', 'auditor'],
  read: ['admin', 'steward', 'compliance', 'auditor'],
  disclose: ['admin', 'steward', 'compliance', 'auditor'],
  steward: ['admin', 'steward'],
  discuss: ['admin', 'steward', 'compliance'],
  privacy: ['admin', 'compliance'],
  personal: ['compliance'],
  admin: ['admin'],
};

export function may(role: Role, need: Need): boolean {
  return ROLES_FOR[need].includes(role);
}

/** Why somebody may not do what needs this, for people. */
export function notAllowed(
  need: Need,
  { name, role }: { readonly name: string; readonly role: Role },
): string {
  const [one = '', two, three] = ROLES_FOR[need].map((able) => ROLE_WORDS[able]);
  if (two === undefined) return `This needs the role ${one}; ${name} is ${role}.`;
  if (three === undefined) return `This needs the role ${one} or ${two}; ${name} is ${role}.`;
  return `This needs the role ${one}, ${two} or ${three}; ${name} is ${role}.`;
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: 'admin',
  steward: 'steward',
  compliance: 'compliance',
  auditor: 'auditor (read-only)',
};

/** What each need lets a person do, for the page that says what one may. */
export const NEED_WORDS: Readonly<Record<Need, string>> = {
  anyone: 'Log in and unlock the catalog',
  read: 'Look at everything that is shown to you, and search it',
  disclose: 'Make reports, exports and evidence packs, and verify the ledger',
  steward: 'Import, tag, describe, join, and keep registers and rules',
  discuss: 'Comment, write drafts, keep views',
  privacy: 'Work on cases of data subjects, letters and laws',
  personal: 'See and enter personal data of data subjects',
  admin: 'Manage people, encryption, keys and settings',
};
