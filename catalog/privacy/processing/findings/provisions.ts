/** Rules on what the provisions ask for: legal basis, special categories, retention, transfers, security, review. */
import { daysOf, durationWords } from '../../../stewardship/duration.ts';
import { LEGAL_BASES } from '../../../stewardship/legal-basis.ts';
import { rowText } from '../../../stewardship/registers/rows.ts';
import type { Activity } from '../register/activity.ts';
import type { PurposeEntry } from '../register/purpose.ts';
import { withoutTransfer } from '../transfers.ts';
import { wordsOf } from '../vocabulary.ts';
import { counted } from '../../../counted.ts';
import { finding, type Finding, type Rule } from './finding.ts';

/** Legal bases that the activity states, and those of its purposes where it states none. */
export function basesOf(activity: Activity, known: ReadonlyMap<string, PurposeEntry>): string[] {
  if (activity.legalBases.length > 0) return [...activity.legalBases];
  return [...new Set(activity.purposes.flatMap((key) => known.get(key)?.legalBasis ?? []))].sort();
}

export const legalBases: Rule = ({ activity, derived, purposes: known }) => {
  if (activity.role === 'processor') return [];
  const bases = basesOf(activity, known);
  if (bases.length === 0)
    return [
      finding(
        'legal-basis-missing',
        'missing',
        'Art. 6(1)',
        'No legal basis is stated, neither of the activity nor of its purposes.',
      ),
    ];
  const words = new Set(bases.map((key) => wordsOf(LEGAL_BASES, key)));
  const keyOf = (text: string) => Object.entries(LEGAL_BASES).find(([, one]) => one === text)?.[0];
  return [
    ...derived.legalBases
      .filter((one) => !words.has(one.words))
      .map((one): Finding => {
        const key = keyOf(one.words);
        return finding(
          'legal-basis-differs',
          'differs',
          'Art. 6(1)',
          `Its datasets state ${one.words}, which is not among the legal bases of the activity.`,
          [counted(one.datasets, 'dataset')],
          key === undefined || activity.legalBases.length === 0 ? null : { field: 'legalBases', add: key },
        );
      }),
    ...(bases.includes('art6-1-f') && !activity.text('legitimateInterests')
      ? [
          finding(
            'interests-missing',
            'missing',
            'Art. 6(1)(f)',
            'It rests on legitimate interests, and they are not described.',
          ),
        ]
      : []),
  ];
};

export const special: Rule = ({ activity, derived }) => {
  const art9 = derived.categories.filter((one) => one.art9);
  const art10 = derived.categories.filter((one) => one.art10);
  if (activity.role === 'processor') return [];
  return [
    ...(art9.length > 0 && activity.specialConditions.length === 0
      ? [
          finding(
            'special-without-condition',
            'missing',
            'Art. 9(2)',
            'The data hold special categories, and no condition of Art. 9(2) is stated.',
            art9.map(({ key, columns }) => `${key}: ${counted(columns, 'column')}`),
          ),
        ]
      : []),
    ...(art10.length > 0 && !activity.text('criminalBasis')
      ? [
          finding(
            'criminal-without-basis',
            'missing',
            'Art. 10',
            'The data hold criminal convictions or offences, and it is not stated under which law.',
            art10.map(({ key, columns }) => `${key}: ${counted(columns, 'column')}`),
          ),
        ]
      : []),
  ];
};

export const retention: Rule = ({ activity, derived, purposes: known }) => {
  if (activity.role === 'processor') return [];
  const stated = activity.retentions.flatMap(({ period }) => (period === '' ? [] : [period]));
  const ofPurposes = activity.purposes.flatMap((key) => known.get(key)?.retention ?? []);
  const all = stated.length > 0 ? stated : ofPurposes;
  if (all.length === 0 && activity.retentions.length === 0)
    return [
      finding(
        'retention-missing',
        'missing',
        'Art. 30(1)(f)',
        'It is not stated how long the data are kept.',
      ),
    ];
  const longest = Math.max(...all.map(daysOf));
  return derived.retentions
    .filter(({ period }) => all.length > 0 && daysOf(period) > longest)
    .map(({ period, datasets }) =>
      finding(
        'retention-longer',
        'differs',
        'Art. 30(1)(f)',
        `Datasets are kept for ${durationWords(period)}, longer than the activity states.`,
        [counted(datasets, 'dataset')],
      ),
    );
};

export const transfers: Rule = ({ activity, country }) => [
  ...activity.transfers
    .filter(({ instrument }) => instrument === '')
    .map((one) =>
      finding(
        'transfer-without-safeguard',
        'missing',
        'Art. 30(1)(e), Art. 44 to 49',
        `The transfer to ${[one.recipient, one.country].filter(Boolean).join(', ')} names no decision, safeguard or derogation.`,
      ),
    ),
  ...activity.transfers
    .filter(({ instrument, document }) => instrument === 'art49-1-compelling' && document === '')
    .map((one) =>
      finding(
        'transfer-undocumented',
        'missing',
        'Art. 30(1)(e)',
        `The transfer to ${one.country} under Art. 49(1) second subparagraph names no document with the suitable safeguards.`,
      ),
    ),
  ...withoutTransfer(activity.recipients, activity.transfers, country).map((one) =>
    finding(
      'transfer-not-declared',
      'differs',
      'Art. 30(1)(e)',
      `${one.organisation} is in ${one.country}, a third country, and no transfer there is stated.`,
      [],
      { field: 'transfers', add: rowText([one.country, one.organisation, '', '']) },
    ),
  ),
];

export const decisions: Rule = ({ activity, derived }) => {
  if (derived.models.length === 0 || activity.text('automatedDecisions') !== null) return [];
  return [
    finding(
      'decisions-not-stated',
      'note',
      'Art. 22',
      'Its data reach models, and it is not stated whether decisions are made by automated means.',
      derived.models.slice(0, 5).map(({ path }) => path.map(({ name }) => name).join(' → ')),
    ),
  ];
};

export const duties: Rule = ({ activity, today, assessed, assessmentNeeded }) => {
  const due = activity.text('reviewDue');
  return [
    ...(activity.text('security')
      ? []
      : [
          finding(
            'security-missing',
            'missing',
            activity.role === 'processor' ? 'Art. 30(2)(d)' : 'Art. 30(1)(g)',
            'Technical and organisational security measures are not described.',
          ),
        ]),
    ...(activity.role === 'processor' && activity.controllers.length === 0
      ? [
          finding(
            'controllers-missing',
            'missing',
            'Art. 30(2)(a)',
            'No controller is named on whose behalf the data are processed.',
          ),
        ]
      : []),
    ...(activity.role === 'processor' && activity.processingCategories.length === 0
      ? [
          finding(
            'processing-missing',
            'missing',
            'Art. 30(2)(b)',
            'The categories of processing carried out for the controllers are not stated.',
          ),
        ]
      : []),
    ...(activity.role === 'joint-controller' && activity.jointControllers.length === 0
      ? [
          finding(
            'joint-missing',
            'missing',
            'Art. 26, Art. 30(1)(a)',
            'The joint controllers are not named.',
          ),
        ]
      : []),
    ...(assessmentNeeded !== null && !assessed && !activity.text('assessmentPlace')
      ? [finding('assessment-missing', 'missing', 'Art. 35', assessmentNeeded)]
      : []),
    ...(due !== null && due < today
      ? [finding('review-due', 'note', '', `Its review was due on ${due}.`)]
      : []),
  ];
};
