/**
 * Careful reading of JSON that nobody promised anything about: every accessor answers with the type
 * it names or with nothing, and looks at own members only.
 */

export type Rec = Readonly<Record<string, unknown>>;

/** The value as an object that is not a list, or null. */
export function asRec(value: unknown): Rec | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Rec) : null;
}

/** The own member `key`. */
export function member(rec: Rec | null | undefined, key: string): unknown {
  return rec && Object.hasOwn(rec, key) ? rec[key] : undefined;
}

/** The member as an object, or null. */
export const rec = (from: Rec | null | undefined, key: string): Rec | null => asRec(member(from, key));

/** The member as a non-empty string; finite numbers are written out. */
export function str(from: Rec | null | undefined, key: string): string | undefined {
  return asText(member(from, key));
}

/** A non-empty string, or a finite number written out. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** The member as a finite number; numbers written as text count. */
export function num(from: Rec | null | undefined, key: string): number | undefined {
  const value = member(from, key);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,18}(?:\.\d{1,18})?$/.test(value)) return undefined;
  return Number(value);
}

/** True for `true` and for the text `true` in any case. */
export function flag(from: Rec | null | undefined, key: string): boolean {
  const value = member(from, key);
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** The member as a list; empty where it is none. */
export function list(from: Rec | null | undefined, key: string): readonly unknown[] {
  const value = member(from, key);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The objects in a list member. */
export function recs(from: Rec | null | undefined, key: string): Rec[] {
  return onlyRecs(list(from, key));
}

/** The objects among some values. */
export function onlyRecs(values: readonly unknown[]): Rec[] {
  return values.map(asRec).filter((value) => value !== null);
}

/** The texts in a list member; a single text counts as a list of one. */
export function texts(from: Rec | null | undefined, key: string): string[] {
  const value = member(from, key);
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => asText(one) ?? []);
}

/** The own members of an object, in their order. */
export function entries(from: Rec | null | undefined): [string, unknown][] {
  return from ? Object.entries(from) : [];
}

/**
 * A time as the AWS CLI writes it (ISO 8601 with offset in version 2, epoch seconds in version 1) as an
 * RFC 3339 instant in UTC with milliseconds. Zero and nonsense count as absent.
 */
export function instant(value: unknown): string | undefined {
  const millis =
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(millis) || millis <= 0 || millis > 253_402_300_799_999) return undefined;
  return new Date(Math.round(millis)).toISOString();
}
