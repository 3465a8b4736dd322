/** The words for who stated a tag or owner, and how far it holds. */
import { OWNER_ROLES, type Sensitivity, type Tag, type TagValue } from '../../../../../contract/index.ts';
import { sourceName } from '../../../shared/words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const RANK: Record<Sensitivity, number> = { public: 0, internal: 1, confidential: 2, restricted: 3 };

/** True when `to` protects less than `from`; no level at all protects least. */
export function isLower(from: Sensitivity | null, to: Sensitivity | null): boolean {
  return (from ? RANK[from] : -1) > (to ? RANK[to] : -1);
}

/** A source or lineage says it, and no person has confirmed it. */
export function isUnconfirmed(status: Tag['status'] | undefined): boolean {
  return status === 'imported' || status === 'derived';
}

/** How a tag or owner stands, as a sentence: who says so and whether a person confirmed it. */
export function standing({
  origin,
  status,
  actor,
}: Pick<Tag, 'origin' | 'status'> & { actor?: string | null }): string {
  const source = sourceName(origin);
  const person = actor ?? sayIn('by', 'a steward');
  if (origin === 'steward')
    return status === 'rejected'
      ? say('Rejected by {person}', { person })
      : say('Set by {person}', { person });
  if (status === 'derived') return say('Carried on along lineage, not yet confirmed');
  if (status === 'confirmed') return say('Stated by {source}, confirmed by {person}', { source, person });
  if (status === 'rejected') return say('Stated by {source}, rejected by {person}', { source, person });
  return say('Stated by {source}, not yet confirmed', { source });
}

/** What people answer for a dataset as, by what the catalog calls it. */
const ROLES: Readonly<Record<(typeof OWNER_ROLES)[number], string>> = {
  'business owner': say('business owner'),
  'technical owner': say('technical owner'),
  steward: say('steward'),
  'data protection officer': say('data protection officer'),
};

/** A role for people; sources may state others, which stay as they are. */
export function roleName(role: string): string {
  const known = OWNER_ROLES.find((one) => one === role);
  return known ? ROLES[known] : role;
}

/** What an edit is about. */
export type Unit = 'dataset' | 'column';

/** `12 datasets`. */
export const unitsOf = (unit: Unit, count: number): string =>
  unit === 'column'
    ? say('{columns, plural, one {# column} other {# columns}}', { columns: count })
    : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: count });

/** What each kind of statement is called. */
export const KIND_NAME: Readonly<Record<TagValue['kind'], string>> = {
  sensitivity: say('Sensitivity'),
  category: say('Category'),
  label: say('Label'),
  criticality: say('Criticality'),
  certification: say('Certification'),
  domain: say('Domain'),
  term: say('Term'),
  purpose: say('Purpose'),
  'legal-basis': say('Legal basis'),
  retention: say('Retention'),
  subject: sayIn('data subjects', 'About'),
  origin: sayIn('of values', 'Origin'),
  property: say('Property'),
  review: sayIn('a look by a person', 'Review'),
};

/** A statement that is no category and no level, as text: a label as it is, others after what they are. */
export function statementText(tag: Pick<TagValue, 'kind' | 'key' | 'value'>): string {
  if (tag.kind === 'review') return say('Reviewed');
  return tag.kind === 'label' || tag.kind === 'property'
    ? labelText(tag)
    : `${KIND_NAME[tag.kind]}: ${tag.value}`;
}

/** A label as text, as the engine writes it in lists: `key=value`, or the value alone. */
export function labelText({ key, value }: Pick<TagValue, 'key' | 'value'>): string {
  return key ? `${key}=${value}` : value;
}
