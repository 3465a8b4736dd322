/**
 * What dbt projects write when they mean "this is personal" or "this is confidential".
 *
 * dbt itself has no field for it, so teams use `meta`, `tags` and adapter settings by convention. The
 * conventions are rows of these tables; to teach the importer another one, add a row.
 */

/** Headwater's four levels, least to most sensitive. */
export const LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** What a convention says: a level, a data category (fideslang key), or both. */
export interface Classification {
  readonly sensitivity?: Level;
  readonly category?: string;
}

const PERSONAL: Classification = { sensitivity: 'confidential', category: 'user' };
const HEALTH: Classification = { sensitivity: 'restricted', category: 'user.health_and_medical' };
const SENSITIVE: Classification = { sensitivity: 'confidential' };

/** `meta` keys that are flags: they count when their value means yes. */
export const META_FLAGS: ReadonlyMap<string, Classification> = new Map([
  ['pii', PERSONAL],
  ['is_pii', PERSONAL],
  ['has_pii', PERSONAL],
  ['contains_pii', PERSONAL],
  ['phi', HEALTH],
  ['is_phi', HEALTH],
  ['contains_phi', HEALTH],
]);

/** `meta` keys (and keys of `key:value` tags) whose value is one of the {@link LEVELS}. */
export const LEVEL_KEYS: ReadonlySet<string> = new Set([
  'classification',
  'data_classification',
  'sensitivity',
  'data_sensitivity',
  'security_classification',
]);

/** Words that classify when they stand whole in a tag: `pii`, `contains-pii`, `PII.Sensitive`. */
export const TAG_WORDS: ReadonlyMap<string, Classification> = new Map([
  ['pii', PERSONAL],
  ['phi', HEALTH],
  ['sensitive', SENSITIVE],
]);

/** Words in a tag that turn it into the opposite: `not_pii`, `non-sensitive`, `pii_free`. */
export const NEGATIVE_WORDS: ReadonlySet<string> = new Set([
  'not',
  'non',
  'no',
  'without',
  'free',
  'removed',
]);

/** Built-in `classifiers` of dbt 2.x. Those of the finance and provider kind that name nobody stay labels. */
export const CLASSIFIERS: ReadonlyMap<string, string> = new Map([
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
]);

/** Settings of adapters and packages that become labels: where they stand, and the label's key. */
export const LABEL_SETTINGS: readonly { readonly path: readonly string[]; readonly key: string }[] = [
  { path: ['classifiers'], key: 'classifier' },
  { path: ['config', 'classifiers'], key: 'classifier' },
  { path: ['policy_tags'], key: 'policy tag' },
  { path: ['config', 'policy_tags'], key: 'policy tag' },
  { path: ['databricks_tags'], key: 'databricks tag' },
  { path: ['config', 'databricks_tags'], key: 'databricks tag' },
  { path: ['column_mask', 'function'], key: 'masking policy' },
  { path: ['config', 'column_mask', 'function'], key: 'masking policy' },
  { path: ['meta', 'masking_policy'], key: 'masking policy' },
  { path: ['config', 'meta', 'masking_policy'], key: 'masking policy' },
  { path: ['meta', 'openmetadata', 'tags'], key: 'openmetadata' },
  { path: ['config', 'meta', 'openmetadata', 'tags'], key: 'openmetadata' },
];

/** Classification of a dbt tag, or null. A negated word classifies nothing. */
export function classifyTag(tag: string): Classification | null {
  const [key = '', value] = tag.split(/[:=]/, 2);
  if (value !== undefined && LEVEL_KEYS.has(word(key))) return levelOf(value);
  const words = tag.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  if (words.some((part) => NEGATIVE_WORDS.has(part))) return null;
  const found = words.flatMap((part) => TAG_WORDS.get(part) ?? []);
  return found.length > 0 ? found.reduce(stricter) : null;
}

/** Classification by a level's name, in any case; null when it is none of the four. */
export function levelOf(value: string): Classification | null {
  const sensitivity = LEVELS.find((level) => level === word(value));
  return sensitivity ? { sensitivity } : null;
}

/** The more sensitive of two levels with the more particular of two categories. */
function stricter(a: Classification, b: Classification): Classification {
  const [low, high] = rank(a) <= rank(b) ? [a, b] : [b, a];
  return { ...low, ...high };
}

const rank = ({ sensitivity }: Classification): number => (sensitivity ? LEVELS.indexOf(sensitivity) : -1);

/** A key or level as the tables spell it. */
export const word = (value: string): string => value.trim().toLowerCase().replaceAll('-', '_');
