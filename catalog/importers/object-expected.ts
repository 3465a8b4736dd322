/** What is said of an element or entry of a source that is no object, where the format gives objects. */
export function objectExpected(value: unknown): string {
  if (Array.isArray(value)) return 'An object was expected here, found a list; it was left out.';
  if (value === null) return 'An object was expected here, found null; it was left out.';
  if (typeof value === 'string') return 'An object was expected here, found a text; it was left out.';
  if (typeof value === 'number') return 'An object was expected here, found a number; it was left out.';
  return 'An object was expected here, found true or false; it was left out.';
}
