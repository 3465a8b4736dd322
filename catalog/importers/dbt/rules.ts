/**
 * The shipped import rules: what dbt projects write when they mean "this is personal" or "this is
 * confidential". To teach the importer another convention for everybody, add a row.
 */
import type { Classification, ImportRule, RuleEffect, RulePlace, ValueTest } from '../import-rule.ts';

const PERSONAL: Classification = { sensitivity: 'confidential', category: 'user' };
const HEALTH: Classification = { sensitivity: 'restricted', category: 'user.health_and_medical' };
const SENSITIVE: Classification = { sensitivity: 'confidential' };

const YES: ValueTest = { is: 'yes' };
const ANY: ValueTest = { is: 'any' };

/** `meta` keys that are flags: they count when their value means yes. */
const META_FLAGS: readonly (readonly [string, Classification])[] = [
  ['pii', PERSONAL],
  ['is_pii', PERSONAL],
  ['has_pii', PERSONAL],
  ['contains_pii', PERSONAL],
  ['phi', HEALTH],
  ['is_phi', HEALTH],
  ['contains_phi', HEALTH],
];

/** `meta` keys (and keys of `key:value` tags) whose value is a level. */
const LEVEL_KEYS = [
  'classification',
  'data_classification',
  'sensitivity',
  'data_sensitivity',
  'security_classification',
];

/** Words that classify when they stand whole in a tag: `pii`, `contains-pii`, `PII.Sensitive`. */
const TAG_WORDS: readonly (readonly [string, Classification])[] = [
  ['pii', PERSONAL],
  ['phi', HEALTH],
  ['sensitive', SENSITIVE],
];

/** Words in a tag that turn it into the opposite: `not_pii`, `non-sensitive`, `pii_free`. */
const NEGATIVE_WORDS = ['not', 'non', 'no', 'without', 'free', 'removed'];

/** Built-in `classifiers` of dbt 2.x. Those of the finance and provider kind that name nobody stay labels. */
const CLASSIFIERS: readonly (readonly [string, string])[] = [
  ['pii.name', 'user.name'],
  ['pii.phone', 'user.contact.phone_number'],
  ['pii.address', 'user.contact.address'],
  ['pii.email', 'user.contact.email'],
  ['pii.ssn', 'user.government_id.national_identification_number'],
  ['pii.dob', 'user.demographic.date_of_birth'],
  ['pii.hashed', 'user.unique_id.pseudonymous'],
  ['finance.card_number', 'user.financial.credit_card'],
  ['finance.account_number', 'user.financial.bank_account'],
  ['finance.routing_number', 'user.financial.bank_account'],
  ['health.diagnosis', 'user.health_and_medical'],
  ['health.medication', 'user.health_and_medical'],
  ['health.patient_id', 'user.health_and_medical.record_id'],
];

/** Settings of adapters and packages that become labels: where they stand, and the label's key. */
const LABEL_SETTINGS: readonly (readonly [string, string])[] = [
  ['classifiers', 'classifier'],
  ['policy_tags', 'policy tag'],
  ['databricks_tags', 'databricks tag'],
  ['column_mask.function', 'masking policy'],
  ['meta.masking_policy', 'masking policy'],
  ['meta.openmetadata.tags', 'openmetadata'],
];

/** `meta` keys that name who answers for a thing; the first that names anybody counts. */
const OWNER_KEYS = ['owner', 'owners'];

const rule = (place: RulePlace, match: string, test: ValueTest, effect: RuleEffect): ImportRule => ({
  id: `dbt:${place}:${match}`,
  enabled: true,
  place,
  match,
  test,
  effect,
});

/** In the order in which they are tried. */
export const DEFAULT_RULES: readonly ImportRule[] = [
  ...META_FLAGS.map(([key, says]) => rule('meta', key, YES, { does: 'classify', ...says })),
  ...LEVEL_KEYS.map((key) => rule('meta', key, ANY, { does: 'level' })),
  ...LEVEL_KEYS.map((key) => rule('tag', `${key}:*`, ANY, { does: 'level' })),
  ...TAG_WORDS.map(([tag, says]) => rule('tag', tag, ANY, { does: 'classify', ...says })),
  ...NEGATIVE_WORDS.map((tag) => rule('tag', tag, ANY, { does: 'negate' })),
  ...CLASSIFIERS.map(([name, category]) => rule('classifier', name, ANY, { does: 'classify', category })),
  ...LABEL_SETTINGS.map(([path, key]) => rule('setting', path, ANY, { does: 'label', key })),
  ...OWNER_KEYS.map((key) => rule('meta', key, ANY, { does: 'owner', role: 'meta.owner' })),
];
