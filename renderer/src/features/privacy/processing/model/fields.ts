/** Fields of processing activities and impact assessments in words, in the groups of their forms. */
import type { ProcessingRegister } from '../../../../../../contract/index.ts';
import { say, sayIn } from '../../../../shared/language/say.ts';

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
    title: say('Activity'),
    fields: {
      role: {
        label: say('Role'),
        about: say('Records of controllers follow Art. 30(1), of processors Art. 30(2).'),
      },
      status: { label: say('State') },
      description: { label: say('Description'), long: true },
      department: { label: say('Department or business function') },
      stewards: { label: say('Stewards') },
      purposes: { label: say('Purposes'), about: say('From the register of purposes.') },
    },
  },
  {
    title: say('Datasets'),
    fields: {
      links: {
        label: say('Datasets of this activity'),
        about: say(
          'Each row adds what it finds; “Except” takes out. A star stands for any letters. Of a dataset, the value is its namespace and the third part its name.',
        ),
      },
    },
  },
  {
    title: say('People and data'),
    fields: {
      subjects: {
        label: say('Categories of data subjects'),
        about: say('Keys of the taxonomy are compared with the data.'),
      },
      categories: {
        label: say('Categories of personal data'),
        about: say('Keys of the taxonomy are compared with the data.'),
      },
      source: { label: say('Source of the data'), long: true },
    },
  },
  {
    title: say('Legal basis'),
    fields: {
      legalBases: { label: say('Legal basis, Art. 6(1)'), about: say('Empty: those of the purposes.') },
      legitimateInterests: { label: say('Legitimate interests'), long: true },
      interestsAssessment: { label: say('Link to the legitimate interests assessment') },
      specialConditions: { label: say('Condition for special categories, Art. 9(2)') },
      criminalBasis: { label: say('Law for criminal offence data, Art. 10') },
      nationalCondition: { label: say('Condition of national law, such as DPA 2018 Schedule 1') },
      consentRecord: { label: say('Link to the record of consent') },
    },
  },
  {
    title: say('Recipients'),
    fields: {
      recipients: {
        label: say('Recipients'),
        about: say(
          'The system is the namespace or dataset, as lineage names it, that the recipient stands for.',
        ),
      },
      thirdParties: { label: say('Shared with third parties') },
      processorContract: { label: say('Link to the contract (Art. 28)') },
      transfers: { label: say('Transfers to third countries, Art. 44 to 49') },
    },
  },
  {
    title: say('Retention, security'),
    fields: {
      retentions: { label: say('Retention periods'), about: say('Periods as ISO 8601: P3Y, P18M.') },
      retentionPolicy: { label: say('Link to the retention policy') },
      retentionFollowed: { label: say('Retained according to the policy') },
      retentionReason: { label: say('Reasons for not adhering') },
      security: { label: say('Technical and organisational measures, Art. 32'), long: true },
      locations: { label: say('Location of the data'), long: true },
    },
  },
  {
    title: say('Responsible'),
    fields: {
      jointControllers: { label: say('Joint controllers, Art. 26') },
      representative: { label: say('Representative, Art. 27') },
      dpo: { label: say('Data protection officer'), about: say('Empty: the one in the settings.') },
      controllers: { label: say('Controllers on whose behalf data are processed (processors)') },
      processingCategories: { label: say('Categories of processing for them (processors)') },
    },
  },
  {
    title: say('Decisions, rights'),
    fields: {
      automatedDecisions: { label: say('Automated decision-making, Art. 22') },
      profiling: { label: say('Profiling') },
      automatedDescription: { label: say('Description of it'), long: true },
      automatedBasis: { label: say('Lawful basis for it') },
      rights: { label: say('Rights, and how they are exercised'), long: true },
      privacyPolicy: { label: say('Link to the privacy policy') },
      privacyNotices: { label: say('Link to the privacy notice') },
      breachProcedure: { label: say('How breaches are notified and recorded'), long: true },
      breachRecord: { label: say('Link to the record of breaches') },
    },
  },
  {
    title: sayIn('noun', 'Review'),
    fields: {
      assessmentNeeded: {
        label: say('Impact assessment required, Art. 35'),
        about: say('Empty: what the screening says.'),
      },
      assessmentPlace: { label: say('Link to the impact assessment') },
      otherAssessment: { label: say('Other impact assessments') },
      reviewedOn: { label: say('Last reviewed on'), date: true },
      reviewedBy: { label: say('Last reviewed by') },
      reviewDue: { label: say('Next review'), date: true },
      notApplicable: {
        label: say('Fields that do not apply'),
        about: say('The field as templates name it: transfers, representative.'),
      },
    },
  },
];

const ASSESSMENT: readonly FieldGroup[] = [
  {
    title: say('Description'),
    fields: {
      status: { label: say('State') },
      description: { label: say('Nature, scope, context and purposes, Art. 35(7)(a)'), long: true },
      necessity: { label: say('Necessity, Art. 35(7)(b)'), long: true },
      proportionality: { label: say('Proportionality, Art. 35(7)(b)'), long: true },
    },
  },
  {
    title: say('Risks and measures'),
    fields: {
      risks: { label: say('Risks to the rights and freedoms of data subjects, Art. 35(7)(c)') },
      measures: { label: say('Measures as a whole, Art. 35(7)(d)'), long: true },
    },
  },
  {
    title: say('Advice and outcome'),
    fields: {
      dpoAdvice: { label: say('Advice of the data protection officer, Art. 35(2)'), long: true },
      subjectViews: { label: say('Views of data subjects, Art. 35(9)'), long: true },
      priorConsultation: { label: say('Prior consultation, Art. 36') },
      consultationNote: { label: say('Of the consultation'), long: true },
      outcome: { label: say('Outcome'), long: true },
      approvedBy: { label: say('Approved by') },
      approvedOn: { label: say('Approved on'), date: true },
      reviewDue: { label: say('Next review, Art. 35(11)'), date: true },
    },
  },
];

export const FIELD_GROUPS: Readonly<Record<ProcessingRegister, readonly FieldGroup[]>> = {
  activity: ACTIVITY,
  assessment: ASSESSMENT,
};

const PART_LABELS: Readonly<Record<string, string>> = {
  kind: say('Kind'),
  value: say('Value'),
  name: say('Name'),
  contact: say('Contact'),
  representative: say('Representative'),
  dpo: say('Data protection officer'),
  responsibilities: say('Responsibilities'),
  organisation: say('Organisation'),
  role: say('Role'),
  country: say('Country'),
  system: say('System'),
  categories: say('Categories'),
  contract: say('Contract'),
  recipient: say('Recipient'),
  instrument: say('Decision, safeguard or derogation'),
  document: say('Document'),
  what: say('Which data'),
  period: say('Period'),
  note: sayIn('retention', 'Note'),
  field: say('Field'),
  reason: say('Reason'),
  risk: say('Risk'),
  source: say('Source'),
  likelihood: say('Likelihood'),
  severity: say('Severity'),
  measures: say('Measures'),
  residual: sayIn('risk', 'Residual'),
  owner: say('Owner'),
  due: say('Due'),
};

/** Parts without which a row does not stand, within a sentence. */
const PART_WORDS: Readonly<Record<string, string>> = {
  name: say('name'),
  organisation: say('organisation'),
  country: say('country'),
  what: sayIn('retention', 'what'),
  kind: say('kind'),
  value: say('value'),
  field: say('field'),
  reason: say('reason'),
  risk: say('risk'),
};

/** The heading of one part of a row. */
export function partLabel(field: string, part: string): string {
  if (field === 'links' && part === 'name') return say('Name of the dataset');
  return PART_LABELS[part] ?? part;
}

/** One part of a row, within a sentence. */
export const partWord = (part: string): string => PART_WORDS[part] ?? part;

/** Title of the part of a form in which a field is filled in. */
export function groupTitle(register: ProcessingRegister, field: string): string | undefined {
  return FIELD_GROUPS[register].find(({ fields }) => field in fields)?.title;
}

export function fieldLabel(register: ProcessingRegister, field: string): string {
  if (field === 'name') return say('Name');
  for (const { fields } of FIELD_GROUPS[register]) if (fields[field]) return fields[field].label;
  return field;
}
