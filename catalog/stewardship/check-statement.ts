/** Whether something can be stated: the kind may be said there, and the value is one of its values. */
import { loadTaxonomy } from '../privacy/taxonomy/taxonomy.ts';
import type { Sql } from '../store/writer/sql.ts';
import { REGISTERS } from './registers/spec.ts';
import { Refused } from './refused.ts';
import { isKind, KIND_RULES, slotOf, type TagValue, type Vocabulary } from './statement-kinds.ts';

const LONGEST_KEY = 512;
const LONGEST_VALUE = 2048;

/** Keys of the taxonomy; read once a folder. */
const taxonomies = new Map<
  string,
  { readonly category: ReadonlySet<string>; readonly subject: ReadonlySet<string> }
>();

function taxonomyKeys(resourcesDir: string) {
  let keys = taxonomies.get(resourcesDir);
  if (!keys) {
    const { categories, subjects } = loadTaxonomy(resourcesDir);
    keys = {
      category: new Set(categories.map(({ key }) => key)),
      subject: new Set(subjects.map(({ key }) => key)),
    };
    taxonomies.set(resourcesDir, keys);
  }
  return keys;
}

/**
 * The statement as it is stored.
 * @throws Refused with what was expected
 */
export function checkedStatement(sql: Sql, resourcesDir: string, { kind, key, value }: TagValue): TagValue {
  if (!isKind(kind)) throw new Refused('INVALID', `"${String(kind)}" is not a kind of statement.`);
  const rule = KIND_RULES[kind];
  const keyed = rule.values === 'by-key' || kind === 'label' || kind === 'review';
  if (!keyed && key !== '') throw new Refused('INVALID', `A ${kind} has no key, and "${key}" was given.`);
  if (rule.values === 'by-key' && key.trim() === '') throw new Refused('INVALID', `A ${kind} needs a key.`);
  if (key.length > LONGEST_KEY || value.length > LONGEST_VALUE)
    throw new Refused(
      'INVALID',
      `A ${kind} has at most ${LONGEST_KEY} characters in its key and ${LONGEST_VALUE} in its value.`,
    );
  const plain = value.trim();
  if (plain === '') throw new Refused('INVALID', `A ${kind} needs a value.`);
  if (rule.among && !rule.among.includes(plain))
    throw new Refused('INVALID', `"${value}" is not a ${kind}; it is one of ${rule.among.join(', ')}.`);
  if (rule.keyOf) return { kind, key, value: knownKey(sql, resourcesDir, rule.keyOf, plain) };
  const read = rule.read ? rule.read(plain) : kind === 'label' ? value : plain;
  if (read === null)
    throw new Refused(
      'INVALID',
      `"${value}" is not a ${kind}; expected is ${rule.expected ?? 'another value'}.`,
    );
  return { kind, key, value: read };
}

function knownKey(sql: Sql, resourcesDir: string, vocabulary: Vocabulary, value: string): string {
  if (vocabulary === 'category' || vocabulary === 'subject') {
    if (taxonomyKeys(resourcesDir)[vocabulary].has(value)) return value;
    throw new Refused('INVALID', `"${value}" is not a ${vocabulary} of the taxonomy.`);
  }
  const found = sql.get<{ key: string }>(
    `SELECT key FROM ${REGISTERS[vocabulary].table} WHERE until_revision IS NULL AND (key = ?1 OR lower(key) = lower(?1) OR lower(name) = lower(?1))
     ORDER BY key = ?1 DESC, lower(key) = lower(?1) DESC LIMIT 1`,
    value,
  );
  if (found) return found.key;
  throw new Refused(
    'NOT_FOUND',
    `There is no ${vocabulary} "${value}"; add it to the ${REGISTERS[vocabulary].plural} first.`,
  );
}

/**
 * Refuses what cannot be said of the targets, and two values where there can be one.
 * @throws Refused
 */
export function checkPlaces(
  values: readonly TagValue[],
  targets: readonly { readonly on: 'dataset' | 'column' }[],
): void {
  const taken = new Set<string>();
  for (const value of values) {
    const { only } = KIND_RULES[value.kind];
    if (only && targets.some(({ on }) => on !== only))
      throw new Refused('INVALID', `The ${value.kind} is said of a ${only} only.`);
    const slot = slotOf(value);
    if (slot !== null && taken.has(slot))
      throw new Refused('INVALID', `There can be one ${value.key || value.kind} only, and two were given.`);
    if (slot !== null) taken.add(slot);
  }
}
