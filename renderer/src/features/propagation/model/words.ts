/** Tags, places and hops, in words. */
import type {
  PropagatedTag,
  PropagationHop,
  PropagationPlace,
  TagSelection,
  Target,
} from '../../../../../contract/index.ts';
import { namesOf } from '../../../shared/names.ts';
import { say } from '../../../shared/language/say.ts';

/** `restricted`, `user.contact.email`, `pii=true` */
export function tagText({ key, value }: PropagatedTag): string {
  return key === '' ? value : `${key}=${value}`;
}

/** `every tag`, `categories`, `category user.contact`, `label pii=true` */
export function selectionText({ kind, key, value }: TagSelection): string {
  if (kind === null) return 'every tag';
  const what = [key, value].filter((part) => part !== null && part !== '').join('=');
  if (what !== '') return `${kind} ${what}`;
  return { sensitivity: 'every sensitivity', category: 'every category', label: say('every label') }[kind];
}

/** The rule that speaks of just this tag. */
export function ruleOf({ kind, key, value }: PropagatedTag) {
  return { kind, key: kind === 'label' ? key : null, value };
}

/** `email of customers`, `customers` */
export function placeText({ dataset, column }: PropagationPlace): string {
  const { leaf } = namesOf(dataset);
  return column ? `${column.path.join('.')} of ${leaf}` : leaf;
}

export function targetOf({ dataset, column }: PropagationPlace): Target {
  return column ? { on: 'column', id: column.id } : { on: 'dataset', id: dataset.id };
}

const PASSES: Readonly<Record<PropagationHop['passes'], string>> = {
  value: 'the value passes',
  lowered: 'masked or aggregated',
  'unknown columns': 'columns are not known',
};

/** `the value passes · by load_orders · declared` */
export function hopText({ passes, why, job, basis }: PropagationHop): string {
  return [PASSES[passes], ...why, job === null ? null : `by ${job}`, basis.join(' and ') || null]
    .filter((part) => part !== null)
    .join(' · ');
}

export const FINDING_NAMES = {
  'less-sensitive': 'Flows into what is less sensitive',
  'person-says-otherwise': 'A person says otherwise',
  'source-says-otherwise': 'A source says otherwise',
  refused: 'A person refused it there',
} as const;
