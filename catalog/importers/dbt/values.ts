/**
 * Tolerant reading of artifact values. dbt versions disagree about null, absent and empty, so every
 * reader takes any JSON and answers with the plain form, never with an error.
 */
import type { Json } from '../../model/facts.ts';

export type JsonRecord = { readonly [key: string]: Json };

const EMPTY: JsonRecord = Object.freeze({});

/** The value as an object; an empty one where it is anything else. */
export function record(value: Json | undefined): JsonRecord {
  return isRecord(value) ? value : EMPTY;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; an empty one where it is anything else. */
export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The value as a non-blank string, or undefined. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Strings of a list, or the one string that stands where a list is expected; blanks left out. */
export function strings(value: Json | undefined): string[] {
  const items = typeof value === 'string' ? [value] : list(value);
  return items.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

/** A finite number, also when written as text; undefined otherwise. */
export function number(value: Json | undefined): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** True where the author of a flag meant yes: `true`, `1`, `"yes"` … */
export function isYes(value: Json | undefined): boolean {
  return (
    value === true || value === 1 || (typeof value === 'string' && /^\s*(true|yes|y|1)\s*$/i.test(value))
  );
}

/**
 * An artifact's time stamp as RFC 3339 in UTC with milliseconds; undefined when it is none.
 * Old versions wrote no zone; they meant UTC.
 */
export function instant(value: Json | undefined): string | undefined {
  const match = typeof value === 'string' ? INSTANT.exec(value.trim()) : null;
  if (!match) return undefined;
  const time = new Date(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/i;

/**
 * A path inside the project with `/` as separator; undefined where it is missing or absolute
 * (absolute ones tell where somebody's home directory lies).
 */
export function projectPath(value: Json | undefined): string | undefined {
  const path = text(value)?.replaceAll('\\', '/');
  return path === undefined || /^(\/|~|[A-Za-z]:\/)/.test(path) ? undefined : path;
}

/** Resource type at the front of a unique_id: `model.shop.orders` → `model`. */
export function typeOfId(uniqueId: string): string {
  return uniqueId.slice(0, Math.max(0, uniqueId.indexOf('.')));
}

/** Package in a unique_id: `model.shop.orders` → `shop`; undefined when it has none. */
export function packageOfId(uniqueId: string): string | undefined {
  return uniqueId.split('.', 2)[1] || undefined;
}
