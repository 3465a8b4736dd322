/** Rights, identifiers and report files in plain words. */
import type { Audience, CHANNELS, LETTER_LANGUAGES, Report, Right } from '../../../../../contract/index.ts';
import type { IdentifierKind } from './request-form.ts';

export const RIGHT_NAME: Record<Right, string> = {
  access: 'Access',
  rectification: 'Rectification',
  erasure: 'Erasure',
  restriction: 'Restriction',
  portability: 'Portability',
  objection: 'Objection',
  'automated-decisions': 'Automated decisions',
  'opt-out': 'Opt-out',
  limit: 'Limit sensitive information',
};

export const RIGHT_MEANING: Record<Right, string> = {
  access: 'to know what is held and why, and to get a copy',
  rectification: 'to have wrong data put right',
  erasure: 'to have data deleted',
  restriction: 'to have data kept but not used',
  portability: 'to receive the data in a machine-readable form',
  objection: 'to have a use stopped',
  'automated-decisions': 'to have an automated decision explained and reviewed',
  'opt-out': 'to have sale and sharing stopped',
  limit: 'to have sensitive data used for what is necessary only',
};

export const IDENTIFIER_NAME: Record<IdentifierKind, string> = {
  email: 'E-mail address',
  phone: 'Phone number',
  name: 'Name',
  customer_id: 'Customer number',
  account_number: 'Account number',
  government_id: 'Government identifier',
  device_id: 'Device identifier',
  ip_address: 'IP address',
  other: 'Other',
};

const KIND_NAME: Readonly<Record<string, string>> = {
  dsar: 'Data subject request',
  audit: 'Audit',
  'audit-comparison': 'Comparison of audits',
  ropa: 'Record of processing activities',
  dpia: 'Impact assessment inputs',
  breach: 'Breach assessment',
  'ai-act': 'AI Act dataset documentation',
  'model-card': 'Model card',
  datasheet: 'Datasheet',
};

/** A kind of report; its own key where there is no other name. */
export function kindName(kind: string): string {
  return KIND_NAME[kind] ?? kind;
}

export const AUDIENCE_NAME: Record<Audience, string> = {
  internal: 'For people inside',
  outside: 'For readers outside',
};

/** The file with the identifiers' values, which the engine lists only while it still holds them. */
export function isParameterFile({ name }: Report['files'][number]): boolean {
  return name.endsWith('-parameters.json');
}

export const CHANNEL_NAME: Record<(typeof CHANNELS)[number], string> = {
  letter: 'Letter',
  'e-mail': 'E-mail',
  'web-form': 'Web form',
  phone: 'Phone',
  'in-person': 'In person',
  authority: 'Supervisory authority',
  other: 'Other',
};

export const LANGUAGE_NAME: Record<(typeof LETTER_LANGUAGES)[number], string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};
