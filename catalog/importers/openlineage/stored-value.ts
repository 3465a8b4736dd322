/** Facets on their way into the catalog: without secrets, and bounded in size. */
import type { Json } from '../../model/facts.ts';
import { isSecretKey, REDACTED, redactText } from '../redact.ts';
import { objectOf, textOf, type JsonObject } from './json.ts';

/** Of larger facets (`spark.logicalPlan` runs to megabytes) only the beginning is kept. UTF-16 units of JSON. */
const MAX_STORED = 64 * 1024;
const MAX_PREVIEW = 8 * 1024;
/** Still larger ones are not walked for secrets, so nothing of them is kept. */
const MAX_WALKED = 2 * 1024 * 1024;
/** Strings that are too short and plain to be a secret by themselves, and times and UUIDs. */
const HARMLESS = /^(?:[\w.-]{0,14}|[\d:.TZ+-]{0,40}|[0-9a-fA-F-]{36})$/;
const MAX_KNOWN = 20_000;

const secretKeys = new Map<string, boolean>();

function isSecret(key: string): boolean {
  let secret = secretKeys.get(key);
  if (secret === undefined) {
    secret = isSecretKey(key);
    if (secretKeys.size >= MAX_KNOWN) secretKeys.clear();
    secretKeys.set(key, secret);
  }
  return secret;
}

/** The value as it may be stored: secrets replaced; where it is too large its beginning, with "n of m bytes". */
export function storedValue(value: Json, json = JSON.stringify(value)): Json {
  if (json.length <= MAX_STORED) return redacted(value);
  const bytes = Buffer.byteLength(json);
  const beginning = json.length > MAX_WALKED ? '' : JSON.stringify(redacted(value)).slice(0, MAX_PREVIEW);
  const kept = `${Buffer.byteLength(beginning)} of ${bytes} bytes`;
  return { truncated: true, bytes, kept, ...(beginning === '' ? {} : { beginning }) };
}

/** Text as it may be stored: secrets replaced, cut where it is too long. */
export function storedText(text: string, limit = MAX_STORED): string {
  if (text.length <= limit) return HARMLESS.test(text) ? text : redactText(text);
  return `${redactText(text.slice(0, limit))}…`;
}

function redacted(value: Json): Json {
  if (typeof value === 'string') return HARMLESS.test(value) ? value : redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(redacted);
  const object = value as JsonObject;
  // Settings are often written as {"name": "db.password", "value": "…"}.
  const name = textOf(object['name']) ?? textOf(object['key']);
  const named = name !== undefined && isSecret(name);
  return Object.fromEntries(
    Object.entries(object).map(([key, member]) => {
      const hidden = (named && key === 'value') || isSecret(key);
      return [key, hidden && member !== null && typeof member !== 'boolean' ? REDACTED : redacted(member)];
    }),
  );
}

/** A list of names and values, or an object of them, of which only the names are kept. */
export function namesOnly(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    return value.flatMap((one: Json) => {
      const name = textOf(objectOf(one)?.['name']);
      return name === undefined ? [] : [{ name: storedText(name, 512), value: REDACTED }];
    });
  }
  return Object.keys(objectOf(value) ?? {}).map((name) => ({ name, value: REDACTED }));
}

/** A facet of the specification without its envelope. */
export function bodyOf(facet: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(facet).filter(
      ([key]) => key !== '_producer' && key !== '_schemaURL' && key !== '_deleted',
    ),
  );
}
