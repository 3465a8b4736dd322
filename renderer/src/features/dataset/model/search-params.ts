/** The address of a dataset page. */

export const DATASET_TABS = [
  'columns',
  'stewardship',
  'lineage',
  'runs',
  'tests',
  'documentation',
  'evidence',
  'history',
  'properties',
] as const;
export type DatasetTab = (typeof DATASET_TABS)[number];

/** Search parameters of `/dataset/$id`. */
export interface DatasetSearch {
  tab?: DatasetTab;
}

/** A row id as an address writes it; null for anything else. */
export function readId(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^[1-9]\d{0,14}$/.test(text)) return null;
  return Number(text);
}

/** The router's `validateSearch` of `/dataset/$id`. Never throws. */
export function validateDatasetSearch(search: Record<string, unknown>): DatasetSearch {
  const tab = DATASET_TABS.find((name) => name === search['tab']);
  return tab ? { tab } : {};
}

/** The fragment of an address that points at one column of the dataset. */
export function columnHash(columnId: number): string {
  return `column-${columnId}`;
}

/** The column that a fragment points at; null when it points at none. */
export function readColumnHash(hash: string): number | null {
  const match = /^#?column-(\d+)$/.exec(hash);
  return match ? readId(match[1]) : null;
}
