/** Rows of the table twin: sorting and copying, without a screen. */
import { SENSITIVITY_LEVELS, type LineageRow } from '../../../../../contract/index.ts';
import { tsv } from './tsv.ts';
import { kindWord, levelWord } from '../model/words.ts';
import { locale } from '../../../shared/language/language.ts';
import { say } from '../../../shared/language/say.ts';

export type ColumnKey = 'depth' | 'name' | 'namespace' | 'kind' | 'via' | 'jobs' | 'sensitivity' | 'owners';

export interface TableColumn {
  readonly key: ColumnKey;
  readonly title: string;
  readonly text: (row: LineageRow) => string;
}

export const COLUMNS: readonly TableColumn[] = [
  { key: 'depth', title: say('Hops'), text: (row) => String(row.depth) },
  { key: 'name', title: say('Dataset'), text: (row) => row.name },
  { key: 'namespace', title: say('Namespace'), text: (row) => row.namespace },
  { key: 'kind', title: say('Kind'), text: (row) => kindWord(row.kind) },
  { key: 'via', title: say('Via'), text: (row) => row.via?.name ?? '' },
  { key: 'jobs', title: say('Jobs'), text: (row) => row.jobs.join(', ') },
  {
    key: 'sensitivity',
    title: say('Sensitivity'),
    text: (row) => (row.sensitivity ? levelWord(row.sensitivity) : ''),
  },
  { key: 'owners', title: say('Owners'), text: (row) => row.owners.join(', ') },
];

export interface Sorting {
  readonly key: ColumnKey;
  readonly descending: boolean;
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

function compare(a: LineageRow, b: LineageRow, key: ColumnKey): number {
  if (key === 'depth') return a.depth - b.depth;
  if (key === 'sensitivity') return levelOf(a) - levelOf(b);
  const text = COLUMNS.find((column) => column.key === key)?.text;
  return text ? collator.compare(text(a), text(b)) : 0;
}

/** Unset sorts below the lowest level. */
const levelOf = (row: LineageRow) =>
  row.sensitivity === null ? -1 : SENSITIVITY_LEVELS.indexOf(row.sensitivity);

/** Sorted copy; equal rows by hops, then name, so that the order is always the same. */
export function sortRows(rows: readonly LineageRow[], { key, descending }: Sorting): LineageRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort(
    (a, b) =>
      sign * compare(a, b, key) || a.depth - b.depth || collator.compare(a.name, b.name) || a.id - b.id,
  );
}

/** The rows with a heading, for copying. */
export function toTsv(rows: readonly LineageRow[]): string {
  return tsv([
    COLUMNS.map((column) => column.title),
    ...rows.map((row) => COLUMNS.map((column) => column.text(row))),
  ]);
}
