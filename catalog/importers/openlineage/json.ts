/** Reading parsed JSON whose shape nobody has promised. */
import type { Json } from '../../model/facts.ts';

export type JsonObject = { readonly [key: string]: Json };

/** The value as an object, or null if it is anything else. */
export function objectOf(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as a list; anything else has no elements. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; other elements are passed over. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return listOf(value).filter((one): one is JsonObject => objectOf(one) !== null);
}

/** The value as a non-empty string. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value as a finite number. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
