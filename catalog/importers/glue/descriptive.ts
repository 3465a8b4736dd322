/**
 * Owners, labels and settings: what people write into descriptions, parameters and tags.
 */
import type { Evidence, Fact, Json, Target } from '../../model/facts.ts';
import { levelOf } from '../import-rule.ts';
import { isSecretKey, redactText, redactUri, REDACTED } from '../redact.ts';
import { asRec, entries } from './json.ts';
import { LEVELS } from '../../model/sensitivity.ts';

/** Names of parameters and tags that hold an owner. */
const OWNER_KEY =
  /^(?:(?:data|business|technical|product)[ _-]?)?(?:owner|steward|custodian)(?:[ _-]?(?:e?mail|team|name|group))?$/i;

/** Values of `Owner` that services and clusters write by themselves. */
const DEFAULT_OWNERS = new Set([
  'owner',
  'hadoop',
  'root',
  'hive',
  'spark',
  'user',
  'admin',
  'null',
  'none',
  'public',
]);

/** Parameters of columns and tables by which people mark personal data. */
const LABEL_KEY =
  /^(?:pii|phi|gdpr|personal[ _-]?data|sensitiv(?:e|ity)|confidential(?:ity)?|privacy|data[ _-]?(?:classification|sensitivity|category|domain)|retention)$/i;

/** Keys whose value says how sensitive something is. */
const LEVEL_KEY = /^(?:data[ _-]?)?(?:sensitivity|classification)$/i;

/** The sensitivity that a key's values state, if they name a level; of several the strictest. */
export function* statedLevel(
  target: Target,
  evidence: Evidence,
  key: string,
  values: readonly string[],
): Generator<Fact, void> {
  if (!LEVEL_KEY.test(key)) return;
  const named = new Set(values.map(levelOf));
  const value = LEVELS.findLast((level) => named.has(level));
  if (value) yield { type: 'tag', target, kind: 'sensitivity', key: '', value, evidence };
}

/** Longest text that is kept of a description or setting. Characters. */
const MAX_TEXT = 16_000;

export function ownerFact(target: Target, evidence: Evidence, name: string, role: string): Fact {
  const text = redactText(name.trim()).slice(0, 500);
  const email = /^[^\s@<>]{1,64}@[^\s@<>]{1,200}$/.test(text) ? text : undefined;
  return { type: 'owner', target, name: text, role, ...(email ? { email } : {}), evidence };
}

/** The `Owner` of a table, unless a service filled it in. */
export function* tableOwner(
  target: Target,
  evidence: Evidence,
  owner: string | undefined,
): Generator<Fact, void> {
  if (owner && !DEFAULT_OWNERS.has(owner.trim().toLowerCase())) yield ownerFact(target, evidence, owner, '');
}

export function* description(
  target: Target,
  evidence: Evidence,
  text: string | undefined,
): Generator<Fact, void> {
  if (text && text.trim() !== '')
    yield { type: 'description', target, text: text.slice(0, MAX_TEXT), evidence };
}

/**
 * Owners and labels among parameters or tags. With `everything`, each pair that is no owner becomes a
 * label (AWS tags); otherwise only those that mark sensitivity.
 */
export function* ownersAndLabels(
  target: Target,
  evidence: Evidence,
  pairs: Iterable<readonly [string, unknown]>,
  everything: boolean,
): Generator<Fact, void> {
  for (const [key, value] of pairs) {
    if (typeof value !== 'string' || value === '' || isSecretKey(key)) continue;
    if (OWNER_KEY.test(key)) yield ownerFact(target, evidence, value, key);
    else if (everything || LABEL_KEY.test(key) || (target.on === 'column' && /^classification$/i.test(key))) {
      yield { type: 'tag', target, kind: 'label', key, value: redactText(value).slice(0, 500), evidence };
      yield* statedLevel(target, evidence, key, [value]);
    }
  }
}

export function property(target: Target, evidence: Evidence, key: string, value: Json): Fact {
  return { type: 'property', target, key, value, evidence };
}

/** Nesting of settings that is kept. */
const MAX_DEPTH = 8;
/** Members that are kept of one object or list. */
const MAX_MEMBERS = 500;

/** Settings as they may be shown: secrets, bulky texts and too deep parts taken out. */
export function safeSettings(value: unknown, depth = 0): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return safeText(value);
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value))
    return (value as unknown[]).slice(0, MAX_MEMBERS).map((one) => safeSettings(one, depth + 1));
  const members = entries(asRec(value)).slice(0, MAX_MEMBERS);
  return Object.fromEntries(
    members.map(([key, one]) => [key, isSecretKey(key) ? REDACTED : safeSettings(one, depth + 1)]),
  );
}

/** A setting's text without secrets. */
export const safeText = (text: string): string =>
  (text.includes('://') ? redactUri(text) : redactText(text)).slice(0, MAX_TEXT);
