/**
 * Whether an activity needs an impact assessment (Art. 35(1) and (3) GDPR; WP 248 rev.01): what the catalog can tell is
 * pointed out with its evidence, and a person answers each question. A hint is never an answer.
 */
import { byText } from '../../../past/as-of-parts.ts';
import type { Derived } from '../derived.ts';
import { counted } from '../../../counted.ts';
import type { PersonalData } from '../personal.ts';
import type { Activity, Assessment } from '../register/activity.ts';
import type { Terms } from '../terms.ts';
import type { Criteria, Criterion } from './criteria.ts';
import type { Volumes } from './volumes.ts';

export interface Screened {
  readonly criterion: Criterion;
  /** As a person answers it. */
  readonly answer: 'yes' | 'no' | null;
  readonly reason: string;
  /** What in the catalog speaks for it; empty where nothing does or nothing can. */
  readonly evidence: readonly string[];
}

/**
 * `required`: a case of Art. 35(3) or (4), or enough criteria, is answered with yes; `likely`: it would be if what the
 * catalog points out were confirmed; `open`: questions are unanswered; `not-required`: all are answered.
 */
export type Conclusion = 'required' | 'likely' | 'open' | 'not-required';

export interface Screening {
  readonly criteria: readonly Screened[];
  readonly conclusion: Conclusion;
  readonly words: string;
  readonly met: number;
  readonly pointedOut: number;
  readonly open: number;
}

interface Input {
  readonly activity: Activity;
  readonly assessment: Assessment | undefined;
  readonly derived: Derived;
  readonly data: PersonalData;
  readonly terms: Terms;
  readonly volumes: Volumes;
  readonly criteria: Criteria;
}

export function screen(input: Input): Screening {
  const answers = new Map(input.assessment?.answers.map((one) => [one.criterion, one]));
  const criteria = input.criteria.criteria.map((criterion): Screened => {
    const said = answers.get(criterion.id);
    return {
      criterion,
      answer: said ? (said.answer as 'yes' | 'no') : null,
      reason: said?.reason ?? '',
      evidence: criterion.hint === null ? [] : HINTS[criterion.hint](input),
    };
  });
  return { criteria, ...conclude(criteria, input.criteria.criteriaForAssessment) };
}

function conclude(criteria: readonly Screened[], enough: number): Omit<Screening, 'criteria'> {
  const yes = criteria.filter(({ answer }) => answer === 'yes');
  const pointed = criteria.filter(({ answer, evidence }) => answer === null && evidence.length > 0);
  const open = criteria.filter(({ answer }) => answer === null).length;
  const cases = (all: readonly Screened[]) => all.filter(({ criterion }) => criterion.group === 'case');
  const criteriaOf = (all: readonly Screened[]) => all.length - cases(all).length;
  const counts = { met: yes.length, pointedOut: pointed.length, open };
  const [first] = cases(yes);
  if (first)
    return {
      ...counts,
      conclusion: 'required',
      words: `An impact assessment is required: ${first.criterion.title.toLowerCase()} (${first.criterion.provision}).`,
    };
  if (criteriaOf(yes) >= enough)
    return {
      ...counts,
      conclusion: 'required',
      words: `${criteriaOf(yes)} of the nine criteria are met; from ${enough} on an impact assessment is in most cases required (WP 248 rev.01, III.B.a).`,
    };
  if (cases(pointed).length > 0 || criteriaOf(yes) + criteriaOf(pointed) >= enough)
    return {
      ...counts,
      conclusion: 'likely',
      words: `An impact assessment may be required: the catalog points out ${pointed.length} of the questions that are not answered yet.`,
    };
  if (open > 0)
    return {
      ...counts,
      conclusion: 'open',
      words: `It cannot be told yet: ${open} of ${criteria.length} questions ${open === 1 ? 'is' : 'are'} not answered.`,
    };
  return {
    ...counts,
    conclusion: 'not-required',
    words:
      'By the answers given, no case of Art. 35(3) applies and fewer criteria are met than call for an impact assessment.',
  };
}

const HINTS: Readonly<Record<NonNullable<Criterion['hint']>, (input: Input) => string[]>> = {
  models: ({ derived }) =>
    shown(
      derived.models.map(({ path }) => `Data reach the model ${path.map(({ name }) => name).join(' → ')}`),
    ),
  special,
  large,
  'special-large': (input) => {
    const [a, b] = [special(input), large(input)];
    return a.length > 0 && b.length > 0 ? [...a, ...b] : [];
  },
  combined: ({ derived }) => combined(derived),
  vulnerable: ({ derived, activity, terms, criteria }) => {
    const stated = activity.subjects.flatMap((text) => terms.subject(text) ?? []);
    const about = new Map<string, string>(stated.map((key) => [key, 'stated']));
    for (const { key, datasets } of derived.subjects) about.set(key, counted(datasets, 'dataset'));
    const held = [
      ...activity.categories.flatMap((text) => terms.category(text) ?? []),
      ...derived.categories.map(({ key }) => key),
    ].filter((key) =>
      criteria.vulnerableCategories.some((wide) => key === wide || key.startsWith(`${wide}.`)),
    );
    return [
      ...[...about]
        .filter(([key]) => criteria.vulnerable.includes(key))
        .sort(([a], [b]) => byText(a, b))
        .map(([key, how]) => `Data subjects: ${terms.subjectWords(key)} (${how})`),
      ...[...new Set(held)].sort(byText).map((key) => `Category: ${key}`),
    ];
  },
};

function special({ derived, activity, terms, data }: Input): string[] {
  const stated = activity.categories.flatMap((text) => {
    const category = data.taxonomy.category(terms.category(text) ?? '');
    return category && (category.gdprArt9 || category.gdprArt10) ? [category.key] : [];
  });
  const held = derived.categories.filter((one) => one.special);
  return [
    ...held.map(
      ({ key, columns, art9 }) =>
        `${key} in ${counted(columns, 'column')} (${art9 ? 'Art. 9(1)' : 'Art. 10'})`,
    ),
    ...stated.filter((key) => !held.some((one) => one.key === key)).map((key) => `${key} is stated`),
  ];
}

function large({ derived, volumes, criteria }: Input): string[] {
  const names = new Map(
    derived.datasets
      .filter(({ of }) => of.personal)
      .flatMap(({ of: { dataset } }) => dataset.members.map((id) => [id, dataset.name] as const)),
  );
  return shown(
    volumes
      .filter(([id, rows]) => names.has(id) && rows >= criteria.largeRows)
      .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([id, rows]) => `${names.get(id)}: ${counted(rows, 'row')}`),
  );
}

/** Personal data of several systems meet in one dataset of the activity. */
function combined({ datasets, sources }: Derived): string[] {
  const systems = new Set(sources.map(({ namespace }) => namespace));
  return systems.size < 2 || datasets.length === 0
    ? []
    : [`Its data come together from ${systems.size} systems: ${shown([...systems]).join(', ')}`];
}

const MOST = 8;

function shown(all: readonly string[]): string[] {
  return all.length <= MOST ? [...all] : [...all.slice(0, MOST), `and ${all.length - MOST} more`];
}
