/** The words for who stated a tag or owner, and how far it holds. */
import type { Origin, Sensitivity, Tag, TagValue } from '../../../../../contract/index.ts';

const ORIGIN_NAMES: Record<Origin, string> = {
  steward: 'a steward',
  openlineage: 'OpenLineage',
  dbt: 'dbt',
  glue: 'AWS Glue',
};

/** `dbt`, `AWS Glue`, `a steward`; a source that this version does not know keeps its own name. */
export function originName(origin: string): string {
  return Object.hasOwn(ORIGIN_NAMES, origin) ? ORIGIN_NAMES[origin as Origin] : origin;
}

/** What each level means, said where it is chosen. */
export const SENSITIVITY_MEANING: Record<Sensitivity, string> = {
  public: 'May be known to anyone.',
  internal: 'For people inside the organisation.',
  confidential: 'Only for people whose work needs it; disclosure causes harm.',
  restricted: 'Only for named people; disclosure causes serious harm.',
};

const RANK: Record<Sensitivity, number> = { public: 0, internal: 1, confidential: 2, restricted: 3 };

/** True when `to` protects less than `from`; no level at all protects least. */
export function isLower(from: Sensitivity | null, to: Sensitivity | null): boolean {
  return (from ? RANK[from] : -1) > (to ? RANK[to] : -1);
}

/** How a tag or owner stands, as a sentence: who says so and whether a person confirmed it. */
export function standing({ origin, status, actor }: Pick<Tag, 'origin' | 'status'> & { actor?: string | null }): string {
  const source = originName(origin);
  const person = actor ?? 'a steward';
  if (origin === 'steward') return `Set by ${person}`;
  if (status === 'confirmed') return `Stated by ${source}, confirmed by ${person}`;
  if (status === 'rejected') return `Stated by ${source}, rejected by ${person}`;
  return `Stated by ${source}, not yet confirmed`;
}

/** The short form of {@link standing} for tables: `confirmed`, `imported`, `rejected`. */
export const STATUS_WORD: Record<Tag['status'], string> = {
  confirmed: 'confirmed',
  imported: 'imported',
  rejected: 'rejected',
};

/** A label as text: `key: value`, or the value alone. */
export function labelText({ key, value }: Pick<TagValue, 'key' | 'value'>): string {
  return key ? `${key}: ${value}` : value;
}

/** `1 dataset`, `12,340 datasets`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;
}
