import type { AccountRole } from '../../../../../contract/index.ts';

export const ROLE_NAMES: Readonly<Record<AccountRole, string>> = {
  admin: 'Admin',
  steward: 'Steward',
  compliance: 'Compliance',
  auditor: 'Auditor (read-only)',
};

export const ROLE_OPTIONS = (Object.keys(ROLE_NAMES) as AccountRole[]).map((value) => ({
  value,
  label: ROLE_NAMES[value],
}));
