/** Tags, places and hops, in words. */
import type {
  PropagatedTag,
  PropagationHop,
  PropagationPlace,
  TagSelection,
  Target,
} from '../../../../../contract/index.ts';
import { namesOf } from '../../../shared/names.ts';
import { levelWord } from '../../stewardship/model/tag-plan.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** `restricted`, `user.contact.email`, `pii=true` */
export function tagText({ kind, key, value }: PropagatedTag): string {
  if (kind === 'sensitivity') return levelWord(value);
  return key === '' ? value : `${key}=${value}`;
}

/** `every tag`, `categories`, `category user.contact`, `label pii=true` */
export function selectionText({ kind, key, value }: TagSelection): string {
  if (kind === null) return say('every tag');
  const what = [key, value].filter((part) => part !== null && part !== '').join('=');
  const { every, one } = SELECTIONS[kind];
  return what === '' ? every : `${one} ${what}`;
}

const SELECTIONS = {
  sensitivity: { every: say('every sensitivity'), one: say('sensitivity') },
  category: { every: say('every category'), one: say('category') },
  label: { every: say('every label'), one: say('label') },
} as const;

/** The rule that speaks of just this tag. */
export function ruleOf({ kind, key, value }: PropagatedTag) {
  return { kind, key: kind === 'label' ? key : null, value };
}

/** `email of customers`, `customers` */
export function placeText({ dataset, column }: PropagationPlace): string {
  const { leaf } = namesOf(dataset);
  return column ? columnOf(column.path, leaf) : leaf;
}

/** `email of customers` */
export function columnOf(path: readonly string[], dataset: string): string {
  return say('{column} of {dataset}', { column: path.join('.'), dataset });
}

export function targetOf({ dataset, column }: PropagationPlace): Target {
  return column ? { on: 'column', id: column.id } : { on: 'dataset', id: dataset.id };
}

const PASSES: Readonly<Record<PropagationHop['passes'], string>> = {
  value: say('the value passes'),
  lowered: say('masked or aggregated'),
  'unknown columns': say('columns are not known'),
};

/** `the value passes · by load_orders · declared` */
export function hopText({ passes, why, job, basis }: PropagationHop): string {
  return [
    PASSES[passes],
    ...why.map((one) => told(one)),
    job === null ? '' : say('by {job}', { job }),
    basisText(basis),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const BASIS: Readonly<Record<string, string>> = { declared: say('declared'), observed: say('observed') };

function basisText(basis: readonly string[]): string {
  const [first = '', ...rest] = basis.map((one) => BASIS[one] ?? one);
  return rest.reduce((one, other) => say('{one} and {other}', { one, other }), first);
}

export const FINDING_NAMES = {
  'less-sensitive': say('Flows into what is less sensitive'),
  'person-says-otherwise': say('A person says otherwise'),
  'source-says-otherwise': say('A source says otherwise'),
  refused: say('A person refused it there'),
} as const;
