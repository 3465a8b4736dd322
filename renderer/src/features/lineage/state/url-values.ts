/** Reading and writing single values of an address. Nothing here throws, whatever was typed. */

/** Lists of ids are `12,15`; a single id is a number, which the router writes without quotes. */
export type IdList = string | number;

/** More entries than anyone opens by hand; a longer list is an accident or an attack. */
const MAX_LIST = 5000;
const MAX_TEXTS = 500;
const MAX_TEXT = 4096;

export function writeIds(ids: readonly number[]): IdList | undefined {
  return ids.length > 1 ? ids.join(',') : ids[0];
}

export function readId(text: string): number | null {
  if (!/^\d{1,15}$/.test(text)) return null;
  const id = Number(text);
  return id > 0 ? id : null;
}

/** Jobs and groups have negative ids. */
export function readNodeId(text: string): number | null {
  if (!/^-?\d{1,16}$/.test(text)) return null;
  const id = Number(text);
  return id !== 0 && Number.isSafeInteger(id) ? id : null;
}

export function words(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && value ? value.split(',', MAX_LIST) : [];
}

export function readIds(value: unknown): number[] {
  return [
    ...new Set(
      words(value)
        .map(readId)
        .filter((id) => id !== null),
    ),
  ];
}

export function texts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MAX_TEXTS)
    .filter((text): text is string => typeof text === 'string' && text.length <= MAX_TEXT);
}

export function readWhole(value: unknown, low: number, high: number, otherwise: number): number {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? Math.min(high, Math.max(low, Math.trunc(number))) : otherwise;
}
