/**
 * What a processing activity and an impact assessment consist of, as fields of registers (Art. 30(1) and (2), Art. 35(7)
 * GDPR, and what authorities' templates ask beyond them). Added, changed, read from files, undone and looked back at
 * like every other register.
 */
import { isCivilDate } from '../../deadline/civil-date.ts';
import { durationOf } from '../../../stewardship/duration.ts';
import { legalBasisOf } from '../../../stewardship/legal-basis.ts';
import type { FieldSpec } from '../../../stewardship/registers/field-spec.ts';
import type { PartSpec } from '../../../stewardship/registers/rows.ts';
import {
  ACTIVITY_ROLES,
  ACTIVITY_STATES,
  ANSWERS,
  ASSESSMENT_STATES,
  LINK_KINDS,
  oneOf,
  RECIPIENT_ROLES,
  RISK_LEVELS,
  specialConditionOf,
  TRANSFER_INSTRUMENTS,
} from '../vocabulary.ts';

const LONG = 100_000;
const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
type More = Pick<FieldSpec, 'read' | 'expected'>;

const text = (name: string, more: More = {}): FieldSpec => ({
  ...{ name, column: columnOf(name), holds: 'text', longest: LONG },
  ...more,
});
const names = (name: string, more: More = {}): FieldSpec => ({
  ...{ name, column: columnOf(name), holds: 'names', longest: 512 },
  ...more,
});
const rows = (name: string, parts: readonly PartSpec[]): FieldSpec => ({
  ...{ name, column: columnOf(name), holds: 'rows', longest: LONG, parts },
});

const date: More = {
  read: (value) => (isCivilDate(value) ? value : null),
  expected: 'a date such as 2026-11-21',
};
const country: Pick<PartSpec, 'read' | 'expected'> = {
  read: (value) => (/^[a-z]{2}$/i.test(value) ? value.toUpperCase() : null),
  expected: 'a country code of ISO 3166-1 such as IE or US',
};
/** Keys of the taxonomy are written as they are; other words stay, and cannot be compared with the data. */
const term: More = {
  read: (value) => (/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/i.test(value) ? value.toLowerCase() : value),
};

/** What a link says beside its kind: a namespace and name of datasets, or one value. */
export const LINK_PARTS = ['kind', 'value', 'name'] as const;
export const CONTROLLER_PARTS = ['name', 'contact', 'representative', 'dpo'] as const;
export const JOINT_PARTS = ['name', 'contact', 'responsibilities'] as const;
export const RECIPIENT_PARTS = [
  'organisation',
  'role',
  'country',
  'system',
  'categories',
  'contract',
] as const;
export const TRANSFER_PARTS = ['country', 'recipient', 'instrument', 'document'] as const;
export const RETENTION_PARTS = ['what', 'period', 'note'] as const;
export const NOT_APPLICABLE_PARTS = ['field', 'reason'] as const;
export const ANSWER_PARTS = ['criterion', 'answer', 'reason'] as const;
export const RISK_PARTS = [
  'risk',
  'source',
  'likelihood',
  'severity',
  'measures',
  'residual',
  'owner',
  'due',
] as const;

function parts<Part extends string>(
  all: readonly Part[],
  about: Partial<Record<Part, Omit<PartSpec, 'name'>>>,
): PartSpec[] {
  return all.map((name) => ({ name, ...about[name] }));
}

const needed = { required: true } as const;

export const ACTIVITY_FIELDS: readonly FieldSpec[] = [
  text('role', oneOf(ACTIVITY_ROLES)),
  text('status', oneOf(ACTIVITY_STATES)),
  text('description'),
  text('department'),
  names('stewards'),
  names('purposes'),
  names('processingCategories'),
  rows('controllers', parts(CONTROLLER_PARTS, { name: needed })),
  rows('jointControllers', parts(JOINT_PARTS, { name: needed })),
  text('representative'),
  text('dpo'),
  names('legalBases', { read: legalBasisOf, expected: 'a letter of Art. 6(1) GDPR, a to f' }),
  text('legitimateInterests'),
  text('interestsAssessment'),
  names('specialConditions', { read: specialConditionOf, expected: 'a letter of Art. 9(2) GDPR, a to j' }),
  text('criminalBasis'),
  text('nationalCondition'),
  names('subjects', term),
  names('categories', term),
  text('source'),
  rows('recipients', parts(RECIPIENT_PARTS, { organisation: needed, role: oneOf(RECIPIENT_ROLES), country })),
  text('thirdParties', oneOf(ANSWERS)),
  rows(
    'transfers',
    parts(TRANSFER_PARTS, { country: { ...needed, ...country }, instrument: oneOf(TRANSFER_INSTRUMENTS) }),
  ),
  rows(
    'retentions',
    parts(RETENTION_PARTS, {
      what: needed,
      period: { read: durationOf, expected: 'an ISO 8601 duration such as P3Y' },
    }),
  ),
  text('retentionPolicy'),
  text('retentionFollowed', oneOf(ANSWERS)),
  text('retentionReason'),
  text('security'),
  text('locations'),
  text('automatedDecisions', oneOf(ANSWERS)),
  text('automatedDescription'),
  text('automatedBasis'),
  text('profiling', oneOf(ANSWERS)),
  text('assessmentNeeded', oneOf(ANSWERS)),
  text('assessmentPlace'),
  text('otherAssessment'),
  text('rights'),
  text('privacyPolicy'),
  text('privacyNotices'),
  text('consentRecord'),
  text('breachProcedure'),
  text('breachRecord'),
  text('processorContract'),
  text('reviewedOn', date),
  text('reviewedBy'),
  text('reviewDue', date),
  rows('links', parts(LINK_PARTS, { kind: { ...needed, ...oneOf(LINK_KINDS) }, value: needed })),
  rows('notApplicable', parts(NOT_APPLICABLE_PARTS, { field: needed, reason: needed })),
];

export const ASSESSMENT_FIELDS: readonly FieldSpec[] = [
  text('status', oneOf(ASSESSMENT_STATES)),
  rows('answers', parts(ANSWER_PARTS, { criterion: needed, answer: { ...needed, ...oneOf(ANSWERS) } })),
  text('description'),
  text('necessity'),
  text('proportionality'),
  rows(
    'risks',
    parts(RISK_PARTS, {
      risk: needed,
      likelihood: oneOf(RISK_LEVELS),
      severity: oneOf(RISK_LEVELS),
      residual: oneOf(RISK_LEVELS),
      due: { read: (value) => (isCivilDate(value) ? value : null), expected: 'a date such as 2026-11-21' },
    }),
  ),
  text('measures'),
  text('dpoAdvice'),
  text('subjectViews'),
  text('priorConsultation', oneOf(ANSWERS)),
  text('consultationNote'),
  text('outcome'),
  text('approvedBy'),
  text('approvedOn', date),
  text('reviewDue', date),
];

const columns = (fields: readonly FieldSpec[]) => ['key', 'name', ...fields.map(({ column }) => column)];
export const ACTIVITY_COLUMNS: readonly string[] = [...columns(ACTIVITY_FIELDS), 'actor', 'reason'];
export const ASSESSMENT_COLUMNS: readonly string[] = [...columns(ASSESSMENT_FIELDS), 'actor', 'reason'];
