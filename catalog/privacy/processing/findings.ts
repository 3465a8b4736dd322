/**
 * Where what people state of an activity and what the catalog knows of its datasets differ, and what the provisions ask
 * for and nobody has stated. Each finding says what it rests on, and where one can, the words that would settle it.
 */
import type { PurposeEntry } from './world.ts';
import { daysOf, durationWords } from '../../stewardship/duration.ts';
import { LEGAL_BASES } from '../../stewardship/legal-basis.ts';
import { rowText } from '../../stewardship/registers/rows.ts';
import { NOT_STATED, ROOT } from '../dsar/named.ts';
import type { Derived, System } from './derived.ts';
import { isThirdCountry } from './countries.ts';
import type { Activity } from './register/activity.ts';
import type { Terms } from './terms.ts';
import { matcherOf, wordsOf } from './vocabulary.ts';

/** `missing`: the provision asks for it; `differs`: the data say otherwise; `note`: to be looked at. */
export type FindingTone = 'missing' | 'differs' | 'note';

export interface Finding {
  readonly rule: string;
  readonly tone: FindingTone;
  /** The provision that it is about; empty where it is about the register itself. */
  readonly provision: string;
  readonly message: string;
  readonly evidence: readonly string[];
  /** A name or row to add to a field, which settles it. */
  readonly fix: { readonly field: string; readonly add: string } | null;
}

export interface FindingInput {
  readonly activity: Activity;
  readonly derived: Derived;
  readonly terms: Terms;
  /** By key. */
  readonly purposes: ReadonlyMap<string, PurposeEntry>;
  /** ISO 3166-1; empty where the settings name none. */
  readonly country: string;
  /** Civil date of the moment that is looked at. */
  readonly today: string;
  readonly assessed: boolean;
  /** What the screening says, where it asks for an assessment. */
  readonly assessmentNeeded: string | null;
}

type Rule = (input: FindingInput) => Finding[];

function finding(
  rule: string,
  tone: FindingTone,
  provision: string,
  message: string,
  evidence: readonly string[] = [],
  fix: Finding['fix'] = null,
): Finding {
  return { rule, tone, provision, message, evidence, fix };
}

export function findingsOf(input: FindingInput): Finding[] {
  if (input.activity.role !== 'processor') return RULES.flatMap((rule) => rule(input));
  return RULES.filter((rule) => !OF_CONTROLLERS.has(rule))
    .flatMap((rule) => rule(input))
    .map((one) => ({ ...one, provision: OF_PROCESSORS[one.provision] ?? one.provision }));
}

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

const linked: Rule = ({ activity, derived }) => {
  if (activity.links.length === 0)
    return [
      finding(
        'no-datasets',
        'note',
        '',
        'It is linked with no dataset, so nothing of it can be compared with the data.',
      ),
    ];
  return derived.links
    .filter(({ datasets }) => datasets === 0)
    .map(({ words, row, link }) =>
      finding(
        'link-finds-nothing',
        'note',
        '',
        `${words}: ${link.kind === 'except' ? 'takes nothing out' : 'finds no dataset'}.`,
        [row],
      ),
    );
};

const categories: Rule = ({ activity, derived, terms }) => {
  const stated = activity.categories.map((text) => ({ text, key: terms.category(text) }));
  const keys = stated.flatMap(({ key }) => key ?? []);
  const covers = (wide: string, narrow: string) => narrow === wide || narrow.startsWith(`${wide}.`);
  const missing = derived.categories
    .filter(({ key }) => key !== ROOT && !keys.some((wide) => covers(wide, key)))
    .map(({ key, name, columns, datasets }) =>
      finding(
        'category-not-declared',
        'differs',
        'Art. 30(1)(c)',
        `The data hold ${name} (${key}), which is not among the categories stated.`,
        [`${counted(columns, 'column')} in ${counted(datasets, 'dataset')}`],
        { field: 'categories', add: key },
      ),
    );
  const unnamed = derived.categories
    .filter(({ key }) => key === ROOT)
    .map(({ columns, datasets }) =>
      finding('category-unknown', 'note', 'Art. 30(1)(c)', `Some of the data are ${NOT_STATED}.`, [
        `${counted(columns, 'column')} in ${counted(datasets, 'dataset')}`,
      ]),
    );
  const held = derived.categories.map(({ key }) => key);
  const unseen =
    derived.datasets.length === 0
      ? []
      : stated
          .filter(({ key }) => key !== null && !held.some((one) => covers(key, one) || covers(one, key)))
          .map(({ text }) =>
            finding(
              'category-not-found',
              'note',
              'Art. 30(1)(c)',
              `${terms.categoryWords(text)} is stated, and no linked dataset is known to hold it.`,
            ),
          );
  const words = stated
    .filter(({ key }) => key === null)
    .map(({ text }) =>
      finding(
        'category-in-words',
        'note',
        'Art. 30(1)(c)',
        `“${text}” is no category of the taxonomy, so it cannot be compared with the data.`,
      ),
    );
  return [...missing, ...unnamed, ...unseen, ...words];
};

const subjects: Rule = ({ activity, derived, terms }) => {
  const stated = new Set(activity.subjects.map((text) => terms.subject(text)));
  return derived.subjects
    .filter(({ key }) => !stated.has(key))
    .map(({ key, datasets }) =>
      finding(
        'subject-not-declared',
        'differs',
        'Art. 30(1)(c)',
        `The data are about ${terms.subjectWords(key)} (${key}), who are not among the data subjects stated.`,
        [counted(datasets, 'dataset')],
        { field: 'subjects', add: key },
      ),
    );
};

/** Whether a row of the recipients, or the datasets of the activity, stand for a system downstream. */
export function isDeclared(activity: Activity, { namespace, own, stated, nearest }: System): boolean {
  const known = activity.recipients.some(
    ({ organisation, system }) =>
      (system !== '' && (matcherOf(system)(namespace) || matcherOf(system)(nearest.name))) ||
      matcherOf(organisation.replaceAll('*', ''))(namespace),
  );
  const named = new Set(activity.recipients.map(({ organisation }) => organisation.toLowerCase()));
  if (stated.some((name) => !named.has(name.toLowerCase()))) return false;
  return known || own || stated.length > 0;
}

const recipients: Rule = ({ activity, derived }) =>
  derived.recipients
    .filter((system) => !isDeclared(activity, system))
    .map(({ namespace, datasets, path, stated }) => {
      const names = stated.length > 0 ? ` (${stated.join(', ')})` : '';
      return finding(
        'recipient-not-declared',
        'differs',
        'Art. 30(1)(d)',
        `Data flow on to ${namespace}${names}, which no recipient stated stands for.`,
        [counted(datasets, 'dataset'), path.map(({ name }) => name).join(' → ')],
        { field: 'recipients', add: rowText([stated[0] ?? namespace, '', '', namespace, '', '']) },
      );
    });

const purposes: Rule = ({ activity, derived, purposes: known }) => [
  ...(activity.purposes.length === 0 && activity.role !== 'processor'
    ? [finding('purpose-missing', 'missing', 'Art. 30(1)(b)', 'No purpose is stated.')]
    : []),
  ...activity.purposes
    .filter((key) => !known.has(key))
    .map((key) =>
      finding(
        'purpose-unknown',
        'missing',
        'Art. 30(1)(b)',
        `The purpose “${key}” is not in the register of purposes.`,
      ),
    ),
  ...derived.purposes
    .filter(({ key }) => !activity.purposes.includes(key))
    .map(({ key, name, datasets }) =>
      finding(
        'purpose-not-declared',
        'differs',
        'Art. 30(1)(b)',
        `Its datasets serve the purpose ${name}, which is not among the purposes stated.`,
        [counted(datasets, 'dataset')],
        { field: 'purposes', add: key },
      ),
    ),
];

/** Legal bases that the activity states, and those of its purposes where it states none. */
export function basesOf(activity: Activity, known: ReadonlyMap<string, PurposeEntry>): string[] {
  if (activity.legalBases.length > 0) return [...activity.legalBases];
  return [...new Set(activity.purposes.flatMap((key) => known.get(key)?.legalBasis ?? []))].sort();
}

const legalBases: Rule = ({ activity, derived, purposes: known }) => {
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

const special: Rule = ({ activity, derived }) => {
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

const retention: Rule = ({ activity, derived, purposes: known }) => {
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

const transfers: Rule = ({ activity, country }) => [
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
  ...activity.recipients
    .filter(
      (one) =>
        one.country !== '' &&
        isThirdCountry(one.country, country) &&
        !activity.transfers.some((transfer) => transfer.country === one.country),
    )
    .map((one) =>
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

const decisions: Rule = ({ activity, derived }) => {
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

const duties: Rule = ({ activity, today, assessed, assessmentNeeded }) => {
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

const RULES: readonly Rule[] = [
  purposes,
  legalBases,
  categories,
  subjects,
  special,
  recipients,
  transfers,
  retention,
  decisions,
  duties,
  linked,
];

/** About what Art. 30(1)(b) and (c) ask of controllers, and Art. 30(2) not of processors. */
const OF_CONTROLLERS: ReadonlySet<Rule> = new Set([purposes, categories, subjects]);
/** Where the same is asked of processors. */
const OF_PROCESSORS: Readonly<Record<string, string>> = {
  'Art. 30(1)(d)': 'Art. 28(2) and (4)',
  'Art. 30(1)(e)': 'Art. 30(2)(c)',
  'Art. 30(1)(e), Art. 44 to 49': 'Art. 30(2)(c), Art. 44 to 49',
};
