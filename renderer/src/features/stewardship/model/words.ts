/** The words for who stated a tag or owner, and how far it holds. */
import type { Sensitivity, Tag, TagValue } from '../../../../../contract/index.ts';
import { sourceName } from '../../../shared/words.ts';
import { say } from '../../../shared/language/say.ts';

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
  const person = actor ?? 'a steward';
  if (origin === 'steward') return `${status === 'rejected' ? 'Rejected' : 'Set'} by ${person}`;
  if (status === 'derived') return 'Carried on along lineage, not yet confirmed';
  if (status === 'confirmed') return `Stated by ${source}, confirmed by ${person}`;
  if (status === 'rejected') return `Stated by ${source}, rejected by ${person}`;
  return `Stated by ${source}, not yet confirmed`;
}

/** What each kind of statement is called. */
export const KIND_NAME: Readonly<Record<TagValue['kind'], string>> = {
  sensitivity: 'Sensitivity',
  category: 'Category',
  label: say('Label'),
  criticality: 'Criticality',
  certification: 'Certification',
  domain: 'Domain',
  term: 'Term',
  purpose: 'Purpose',
  'legal-basis': 'Legal basis',
  retention: 'Retention',
  subject: 'About',
  origin: 'Origin',
  property: 'Property',
  review: 'Review',
};

/** A statement that is no category and no level, as text: a label as it is, others after what they are. */
export function statementText(tag: Pick<TagValue, 'kind' | 'key' | 'value'>): string {
  if (tag.kind === 'review') return 'Reviewed';
  return tag.kind === 'label' || tag.kind === 'property'
    ? labelText(tag)
    : `${KIND_NAME[tag.kind]}: ${tag.value}`;
}

/** A label as text, as the engine writes it in lists: `key=value`, or the value alone. */
export function labelText({ key, value }: Pick<TagValue, 'key' | 'value'>): string {
  return key ? `${key}=${value}` : value;
}
