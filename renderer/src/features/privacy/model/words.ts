/** Rights, identifiers and report files in plain words. */
import type {
  Audience,
  CHANNELS,
  LETTER_KINDS,
  LETTER_LANGUAGES,
  Report,
  Right,
} from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import type { IdentifierKind } from './request-form.ts';

export const RIGHT_NAME: Record<Right, string> = {
  access: sayIn('right', 'Access'),
  rectification: say('Rectification'),
  erasure: say('Erasure'),
  restriction: say('Restriction'),
  portability: say('Portability'),
  objection: say('Objection'),
  'automated-decisions': say('Automated decisions'),
  'opt-out': say('Opt-out'),
  limit: say('Limit sensitive information'),
};

export const RIGHT_MEANING: Record<Right, string> = {
  access: say('to know what is held and why, and to get a copy'),
  rectification: say('to have wrong data put right'),
  erasure: say('to have data deleted'),
  restriction: say('to have data kept but not used'),
  portability: say('to receive the data in a machine-readable form'),
  objection: say('to have a use stopped'),
  'automated-decisions': say('to have an automated decision explained and reviewed'),
  'opt-out': say('to have sale and sharing stopped'),
  limit: say('to have sensitive data used for what is necessary only'),
};

export const IDENTIFIER_NAME: Record<IdentifierKind, string> = {
  email: say('E-mail address'),
  phone: say('Phone number'),
  name: say('Name'),
  customer_id: say('Customer number'),
  account_number: say('Account number'),
  government_id: say('Government identifier'),
  device_id: say('Device identifier'),
  ip_address: say('IP address'),
  other: sayIn('identifier', 'Other'),
};

const KIND_NAME: Readonly<Record<string, string>> = {
  dsar: say('Data subject request'),
  audit: say('Audit'),
  'audit-comparison': say('Comparison of audits'),
  ropa: say('Record of processing activities'),
  dpia: say('Impact assessment inputs'),
  breach: say('Breach assessment'),
  'ai-act': say('AI Act dataset documentation'),
  'model-card': say('Model card'),
  datasheet: say('Datasheet'),
};

/** A kind of report; its own key where there is no other name. */
export function kindName(kind: string): string {
  return KIND_NAME[kind] ?? kind;
}

export const AUDIENCE_NAME: Record<Audience, string> = {
  internal: say('For people inside'),
  outside: say('For readers outside'),
};

/** The file with the identifiers' values, which the engine lists only while it still holds them. */
export function isParameterFile({ name }: Report['files'][number]): boolean {
  return name.endsWith('-parameters.json');
}

export const CHANNEL_NAME: Record<(typeof CHANNELS)[number], string> = {
  letter: sayIn('channel', 'Letter'),
  'e-mail': say('E-mail'),
  'web-form': say('Web form'),
  phone: say('Phone'),
  'in-person': say('In person'),
  authority: say('Supervisory authority'),
  other: sayIn('channel', 'Other'),
};

export const LETTER_NAME: Record<(typeof LETTER_KINDS)[number], string> = {
  acknowledgement: say('Acknowledgement'),
  'identity-request': say('Identity request'),
  extension: say('Extension'),
  response: say('Response'),
  refusal: say('Refusal'),
  'case-file': say('Case file'),
  'erasure-certificate': say('Erasure certificate'),
  'recipient-notice': say('Recipient notice'),
};

export const LANGUAGE_NAME: Record<(typeof LETTER_LANGUAGES)[number], string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};
