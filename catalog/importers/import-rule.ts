/**
 * Import rules: what a team's own words mean. dbt has no field for "this is personal" or "who answers
 * for it", so teams use `meta`, tags and adapter settings by convention; a rule says which of them
 * becomes which tag or owner. Shipped rules can be changed, switched off and added to.
 */
import { LEVELS, type Level } from '../model/sensitivity.ts';

/** What a convention says: a level, a data category (fideslang key), or both. */
export interface Classification {
  readonly sensitivity?: Level;
  readonly category?: string;
}

/**
 * Where a rule looks.
 * - `meta`: keys of `meta` (and of Databricks tags); `*` stands for any characters, dots lead into nested keys.
 * - `tag`: tags; without `*` a whole word of the tag (`pii` in `contains-pii`), with `*` the whole tag.
 * - `classifier`: dbt classifiers, by name.
 * - `setting`: a path below the node or column (`column_mask.function`).
 */
export const RULE_PLACES = ['meta', 'tag', 'classifier', 'setting'] as const;
export type RulePlace = (typeof RULE_PLACES)[number];

/** Which values count: yes (`true`, `1`, `"yes"`), any, or one particular text (case ignored). */
export type ValueTest =
  { readonly is: 'yes' } | { readonly is: 'any' } | { readonly is: 'text'; readonly text: string };

export type RuleEffect =
  /** Sets a category, a sensitivity, or both. */
  | ({ readonly does: 'classify' } & Classification)
  /** The value is one of the four levels; outranks levels that follow from other words. */
  | { readonly does: 'level' }
  /** The tag is the opposite of what its other words say: it classifies nothing. Tags only. */
  | { readonly does: 'negate' }
  /** The value becomes a label under this key. */
  | { readonly does: 'label'; readonly key: string }
  /** The value names owners, with this role. */
  | { readonly does: 'owner'; readonly role: string };

export interface ImportRule {
  /** Stable; shipped rules begin with `dbt:`. */
  readonly id: string;
  readonly enabled: boolean;
  readonly place: RulePlace;
  readonly match: string;
  readonly test: ValueTest;
  readonly effect: RuleEffect;
}

/** A key, word or level as rules are compared: case ignored, `-` and `_` alike. */
export const word = (value: string): string => value.trim().toLowerCase().replaceAll('-', '_');

/** Classification by a level's name, in any case; null when it is none of the four. */
export function levelOf(value: string): Level | null {
  return LEVELS.find((level) => level === word(value)) ?? null;
}
