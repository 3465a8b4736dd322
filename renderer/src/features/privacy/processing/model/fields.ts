/** Fields of processing activities and impact assessments in words, in the groups of their forms. */
import type { ProcessingRegister } from '../../../../../../contract/index.ts';

interface FieldWords {
  readonly label: string;
  readonly about?: string;
  /** Several lines are usual. */
  readonly long?: true;
  readonly date?: true;
}

interface FieldGroup {
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldWords>>;
}

const ACTIVITY: readonly FieldGroup[] = [
  {
    title: 'Activity',
    fields: {
      role: { label: 'Role', about: 'Records of controllers follow Art. 30(1), of processors Art. 30(2).' },
      status: { label: 'State' },
      description: { label: 'Description', long: true },
      department: { label: 'Department or business function' },
      stewards: { label: 'Stewards' },
      purposes: { label: 'Purposes', about: 'From the register of purposes.' },
    },
  },
  {
    title: 'Datasets',
    fields: {
      links: {
        label: 'Datasets of this activity',
        about:
          'Each row adds what it finds; “Except” takes out. A star stands for any letters. Of a dataset, the value is its namespace and the third part its name.',
      },
    },
  },
  {
    title: 'People and data',
    fields: {
      subjects: {
        label: 'Categories of data subjects',
        about: 'Keys of the taxonomy are compared with the data.',
      },
      categories: {
        label: 'Categories of personal data',
        about: 'Keys of the taxonomy are compared with the data.',
      },
      source: { label: 'Source of the data', long: true },
    },
  },
  {
    title: 'Legal basis',
    fields: {
      legalBases: { label: 'Legal basis, Art. 6(1)', about: 'Empty: those of the purposes.' },
      legitimateInterests: { label: 'Legitimate interests', long: true },
      interestsAssessment: { label: 'Link to the legitimate interests assessment' },
      specialConditions: { label: 'Condition for special categories, Art. 9(2)' },
      criminalBasis: { label: 'Law for criminal offence data, Art. 10' },
      nationalCondition: { label: 'Condition of national law, such as DPA 2018 Schedule 1' },
      consentRecord: { label: 'Link to the record of consent' },
    },
  },
  {
    title: 'Recipients',
    fields: {
      recipients: {
        label: 'Recipients',
        about: 'The system is the namespace or dataset, as lineage names it, that the recipient stands for.',
      },
      thirdParties: { label: 'Shared with third parties' },
      processorContract: { label: 'Link to the contract (Art. 28)' },
      transfers: { label: 'Transfers to third countries, Art. 44 to 49' },
    },
  },
  {
    title: 'Retention, security',
    fields: {
      retentions: { label: 'Retention periods', about: 'Periods as ISO 8601: P3Y, P18M.' },
      retentionPolicy: { label: 'Link to the retention policy' },
      retentionFollowed: { label: 'Retained according to the policy' },
      retentionReason: { label: 'Reasons for not adhering' },
      security: { label: 'Technical and organisational measures, Art. 32', long: true },
      locations: { label: 'Location of the data', long: true },
    },
  },
  {
    title: 'Responsible',
    fields: {
      jointControllers: { label: 'Joint controllers, Art. 26' },
      representative: { label: 'Representative, Art. 27' },
      dpo: { label: 'Data protection officer', about: 'Empty: the one in the settings.' },
      controllers: { label: 'Controllers on whose behalf data are processed (processors)' },
      processingCategories: { label: 'Categories of processing for them (processors)' },
    },
  },
  {
    title: 'Decisions, rights',
    fields: {
      automatedDecisions: { label: 'Automated decision-making, Art. 22' },
      profiling: { label: 'Profiling' },
      automatedDescription: { label: 'Description of it', long: true },
      automatedBasis: { label: 'Lawful basis for it' },
      rights: { label: 'Rights, and how they are exercised', long: true },
      privacyPolicy: { label: 'Link to the privacy policy' },
      privacyNotices: { label: 'Link to the privacy notice' },
      breachProcedure: { label: 'How breaches are notified and recorded', long: true },
      breachRecord: { label: 'Link to the record of breaches' },
    },
  },
  {
    title: 'Review',
    fields: {
      assessmentNeeded: {
        label: 'Impact assessment required, Art. 35',
        about: 'Empty: what the screening says.',
      },
      assessmentPlace: { label: 'Link to the impact assessment' },
      otherAssessment: { label: 'Other impact assessments' },
      reviewedOn: { label: 'Last reviewed on', date: true },
      reviewedBy: { label: 'Last reviewed by' },
      reviewDue: { label: 'Next review', date: true },
      notApplicable: {
        label: 'Fields that do not apply',
        about: 'The field as templates name it: transfers, representative.',
      },
    },
  },
];

const ASSESSMENT: readonly FieldGroup[] = [
  {
    title: 'Description',
    fields: {
      status: { label: 'State' },
      description: { label: 'Nature, scope, context and purposes, Art. 35(7)(a)', long: true },
      necessity: { label: 'Necessity, Art. 35(7)(b)', long: true },
      proportionality: { label: 'Proportionality, Art. 35(7)(b)', long: true },
    },
  },
  {
    title: 'Risks and measures',
    fields: {
      risks: { label: 'Risks to the rights and freedoms of data subjects, Art. 35(7)(c)' },
      measures: { label: 'Measures as a whole, Art. 35(7)(d)', long: true },
    },
  },
  {
    title: 'Advice and outcome',
    fields: {
      dpoAdvice: { label: 'Advice of the data protection officer, Art. 35(2)', long: true },
      subjectViews: { label: 'Views of data subjects, Art. 35(9)', long: true },
      priorConsultation: { label: 'Prior consultation, Art. 36' },
      consultationNote: { label: 'Of the consultation', long: true },
      outcome: { label: 'Outcome', long: true },
      approvedBy: { label: 'Approved by' },
      approvedOn: { label: 'Approved on', date: true },
      reviewDue: { label: 'Next review, Art. 35(11)', date: true },
    },
  },
];

export const FIELD_GROUPS: Readonly<Record<ProcessingRegister, readonly FieldGroup[]>> = {
  activity: ACTIVITY,
  assessment: ASSESSMENT,
};

const PART_LABELS: Readonly<Record<string, string>> = {
  dpo: 'Data protection officer',
  what: 'Which data',
  period: 'Period',
  instrument: 'Decision, safeguard or derogation',
  due: 'Due',
};

/** The heading of one part of a row. */
export function partLabel(field: string, part: string): string {
  if (field === 'links' && part === 'name') return 'Name of the dataset';
  return PART_LABELS[part] ?? part.charAt(0).toUpperCase() + part.slice(1);
}

export function fieldLabel(register: ProcessingRegister, field: string): string {
  if (field === 'name') return 'Name';
  for (const { fields } of FIELD_GROUPS[register]) if (fields[field]) return fields[field].label;
  return field;
}
