/** Rules that compare what is stated with the linked datasets. */
import { rowText } from '../../../stewardship/registers/rows.ts';
import { NOT_STATED, ROOT } from '../../dsar/named.ts';
import type { System } from '../derived.ts';
import type { Activity } from '../register/activity.ts';
import { matcherOf } from '../vocabulary.ts';
import { counted } from '../../../counted.ts';
import { finding, type Rule } from './finding.ts';

export const linked: Rule = ({ activity, derived }) => {
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

export const categories: Rule = ({ activity, derived, terms }) => {
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

export const subjects: Rule = ({ activity, derived, terms }) => {
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

export const recipients: Rule = ({ activity, derived }) =>
  derived.recipients
    .filter((system) => !isDeclared(activity, system))
    .map(({ namespace, datasets, path, stated }) => {
      const declared = new Set(activity.recipients.map(({ organisation }) => organisation.toLowerCase()));
      const open = stated.filter((name) => !declared.has(name.toLowerCase()));
      const names = open.length > 0 ? ` (${open.join(', ')})` : '';
      return finding(
        'recipient-not-declared',
        'differs',
        'Art. 30(1)(d)',
        `Data flow on to ${namespace}${names}, which no recipient stated stands for.`,
        [counted(datasets, 'dataset'), path.map(({ name }) => name).join(' → ')],
        { field: 'recipients', add: rowText([open[0] ?? namespace, '', '', namespace, '', '']) },
      );
    });

export const purposes: Rule = ({ activity, derived, purposes: known }) => [
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
