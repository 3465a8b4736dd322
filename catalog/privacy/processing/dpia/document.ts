/** The inputs for an impact assessment as a document, in the order of Art. 35 GDPR. */
import { durationWords } from '../../../stewardship/duration.ts';
import type { Block, ReportDocument } from '../../../reports/render/document.ts';
import { instantText, kindOf, numeric, table } from '../../../reports/tables.ts';
import { categoryWords } from '../../dsar/named.ts';
import { systemWords } from '../derived.ts';
import {
  ANSWERS,
  ASSESSMENT_STATES,
  RECIPIENT_ROLES,
  RISK_LEVELS,
  TRANSFER_INSTRUMENTS,
  wordsOf,
} from '../vocabulary.ts';
import type { DpiaContent } from './content.ts';
import { dpiaData } from './data.ts';
import type { Screened } from './screening.ts';

export function dpiaDocument(content: DpiaContent, stem: string): ReportDocument {
  const { activity, assessment, organisation, screening, revision, at } = content;
  return {
    title: `Data protection impact assessment: ${activity.name}`,
    subtitle: 'Art. 35 GDPR: screening, description, necessity, risks and measures',
    language: 'en',
    madeAt: at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    facts: [
      { term: 'Organisation', value: organisation.name || 'not stated in the settings' },
      { term: 'Activity', value: activity.name },
      { term: 'Assessment', value: assessment ? ASSESSMENT_STATES[assessment.status] : 'not begun' },
      { term: 'Screening', value: screening.words },
      { term: 'Catalog', value: `Revision ${revision} of ${instantText(at)}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: 'What the catalog knows is evidence towards an assessment, not the assessment: risks to people, and whether measures are enough, are for people to judge. General information, not legal advice.',
      },
      ...screeningBlocks(content),
      ...descriptionBlocks(content),
      ...necessityBlocks(content),
      ...riskBlocks(content),
      ...adviceBlocks(content),
      ...methodBlocks(content),
    ],
    data: dpiaData(content),
    dataName: `${stem}.json`,
  };
}

export function answerWords({ answer, evidence }: Pick<Screened, 'answer' | 'evidence'>): string {
  if (answer !== null) return ANSWERS[answer];
  return evidence.length > 0 ? 'Not answered; pointed out' : 'Not answered';
}

function screeningBlocks({ screening }: DpiaContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Is an assessment required? Art. 35(1), (3) and (4)' },
    {
      kind: 'callout',
      tone:
        screening.conclusion === 'not-required'
          ? 'info'
          : screening.conclusion === 'open'
            ? 'gap'
            : 'warning',
      title: 'Screening',
      text: screening.words,
    },
    table(
      'Cases and criteria',
      [
        { header: 'Criterion', width: 3 },
        { header: 'Provision', width: 1.5 },
        'Answer',
        { header: 'Reason', width: 2 },
        { header: 'In the catalog', width: 3 },
      ],
      screening.criteria.map((one) => [
        one.criterion.title,
        one.criterion.provision,
        answerWords(one),
        one.reason,
        one.evidence.join('\n'),
      ]),
    ),
  ];
}

function stated(heading: string, value: string | null): Block[] {
  return [
    { kind: 'heading', level: 2, text: heading },
    value === null
      ? { kind: 'callout', tone: 'gap', text: 'Nothing is stated.' }
      : { kind: 'paragraph', text: value },
  ];
}

function descriptionBlocks(content: DpiaContent): Block[] {
  const { activity, assessment, derived, terms, purposes, flows } = content;
  const list = (items: readonly string[], none: string): string => items.join('; ') || none;
  return [
    { kind: 'heading', level: 1, text: 'Description of the processing: Art. 35(7)(a)' },
    ...stated(
      'Nature, scope, context and purposes',
      assessment?.text('description') ?? activity.text('description'),
    ),
    {
      kind: 'definitions',
      items: [
        {
          term: 'Purposes',
          value: list(
            activity.purposes.map((key) => purposes.get(key)?.name ?? key),
            'not stated',
          ),
        },
        { term: 'Legitimate interests', value: activity.text('legitimateInterests') ?? 'not stated' },
        { term: 'Data subjects stated', value: list(activity.subjects.map(terms.subjectWords), 'none') },
        {
          term: 'Data subjects in the data',
          value: list(
            derived.subjects.map(({ key }) => terms.subjectWords(key)),
            'not known',
          ),
        },
        {
          term: 'Recipients stated',
          value: list(
            activity.recipients.map((one) =>
              [one.organisation, one.role && wordsOf(RECIPIENT_ROLES, one.role), one.country]
                .filter(Boolean)
                .join(', '),
            ),
            'none',
          ),
        },
        { term: 'Systems downstream', value: list(derived.recipients.map(systemWords), 'none known') },
        {
          term: 'Transfers',
          value: list(
            activity.transfers.map((one) =>
              [one.country, one.recipient, one.instrument && wordsOf(TRANSFER_INSTRUMENTS, one.instrument)]
                .filter(Boolean)
                .join(', '),
            ),
            'none stated',
          ),
        },
        {
          term: 'Retention',
          value: list(
            activity.retentions.map(
              ({ what, period, note }) => `${what}: ${period ? durationWords(period) : note}`,
            ),
            'not stated',
          ),
        },
        { term: 'Sources', value: list(derived.sources.map(systemWords), 'none known') },
        {
          term: 'Models reached',
          value: list(
            derived.models.map(({ dataset }) => dataset.name),
            'none known',
          ),
        },
      ],
    },
    table(
      'Categories of personal data',
      [{ header: 'Category', width: 2 }, 'Key', numeric('Columns'), numeric('Datasets'), 'Special'],
      derived.categories.map((one) => [
        one.name,
        one.key,
        String(one.columns),
        String(one.datasets),
        one.art9 ? 'Art. 9' : one.art10 ? 'Art. 10' : '',
      ]),
      { empty: 'No category is known in the linked datasets.' },
    ),
    table(
      'How the data flow',
      [
        { header: 'From', width: 2 },
        { header: 'To', width: 2 },
        { header: 'Where', width: 1.5 },
      ],
      flows.map(({ from, to, crosses }) => [
        `${from.name}\n${from.namespace}`,
        `${to.name}\n${to.namespace}`,
        crosses === 'in' ? 'into the activity' : crosses === 'out' ? 'out of the activity' : 'within it',
      ]),
      { empty: 'No flow is known.' },
    ),
    table(
      'Datasets',
      [
        { header: 'Dataset', width: 2 },
        { header: 'Namespace', width: 2 },
        'Kind',
        { header: 'Linked because', width: 2 },
      ],
      derived.datasets.map(({ of, why }) => [
        of.dataset.name,
        of.dataset.namespace,
        kindOf(of.dataset),
        why.join('\n'),
      ]),
      { empty: 'No dataset is linked with the activity.' },
    ),
  ];
}

function necessityBlocks({ assessment, unused }: DpiaContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Necessity and proportionality: Art. 35(7)(b)' },
    ...stated('Necessity', assessment?.text('necessity') ?? null),
    ...stated('Proportionality', assessment?.text('proportionality') ?? null),
    table(
      'Personal data that nothing further on uses',
      [{ header: 'Dataset', width: 2 }, 'Column', { header: 'Category', width: 2 }],
      unused.map(({ dataset, column, categories }) => [dataset.name, column, categoryWords(categories)]),
      { empty: 'None known by column lineage.' },
    ),
    {
      kind: 'paragraph',
      text: 'Candidates for leaving out (Art. 5(1)(c)): other columns of these datasets feed further ones, these do not as far as column lineage tells.',
    },
  ];
}

function riskBlocks({ assessment }: DpiaContent): Block[] {
  const level = (key: string) => wordsOf(RISK_LEVELS, key);
  return [
    { kind: 'heading', level: 1, text: 'Risks and measures: Art. 35(7)(c) and (d)' },
    table(
      'Risks to the rights and freedoms of data subjects',
      [
        { header: 'Risk', width: 2 },
        'Source',
        'Likelihood',
        'Severity',
        { header: 'Measures', width: 2 },
        'Residual',
        'Owner',
        'Due',
      ],
      (assessment?.risks ?? []).map((one) => [
        one.risk,
        one.source,
        level(one.likelihood),
        level(one.severity),
        one.measures,
        level(one.residual),
        one.owner,
        one.due,
      ]),
      { empty: 'No risk is stated.' },
    ),
    ...stated('Measures as a whole', assessment?.text('measures') ?? null),
  ];
}

function adviceBlocks({ assessment }: DpiaContent): Block[] {
  const text = (field: string) => assessment?.text(field) ?? null;
  const consultation = text('priorConsultation');
  return [
    { kind: 'heading', level: 1, text: 'Advice, views and outcome' },
    ...stated('Advice of the data protection officer: Art. 35(2)', text('dpoAdvice')),
    ...stated('Views of data subjects: Art. 35(9)', text('subjectViews')),
    ...stated(
      'Prior consultation of the supervisory authority: Art. 36',
      consultation === null
        ? text('consultationNote')
        : [wordsOf(ANSWERS, consultation), text('consultationNote')].filter(Boolean).join('. '),
    ),
    ...stated('Outcome', text('outcome')),
    {
      kind: 'definitions',
      items: [
        { term: 'Approved by', value: text('approvedBy') ?? 'nobody' },
        { term: 'Approved on', value: text('approvedOn') ?? 'not approved' },
        { term: 'Next review: Art. 35(11)', value: text('reviewDue') ?? 'not stated' },
      ],
    },
  ];
}

function methodBlocks({ note, attribution, findings }: DpiaContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Differences and method' },
    table(
      'Where what is stated, the data and the provisions differ',
      [{ header: 'Finding', width: 3 }, 'Provision', { header: 'Rests on', width: 2 }],
      findings.map(({ message, provision, evidence }) => [message, provision, evidence.join('\n')]),
      { empty: 'No difference was found.' },
    ),
    { kind: 'list', items: [note, attribution] },
  ];
}
