import type { AccountRole } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

export const ROLE_NAMES: Readonly<Record<AccountRole, string>> = {
  admin: say('Admin'),
  steward: say('Steward'),
  compliance: say('Compliance'),
  auditor: say('Auditor (read-only)'),
};

export const ROLE_OPTIONS = (Object.keys(ROLE_NAMES) as AccountRole[]).map((value) => ({
  value,
  label: ROLE_NAMES[value],
}));
