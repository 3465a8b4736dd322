/** Lineage as CSV (RFC 4180): a row for each flow that a source states or a run showed. */
import { csvCell } from '../../imports/history.ts';
import type { ColumnEdgeRow, EdgeRow, LineageRows } from './rows.ts';

type Cell = string | number | null;

/** Columns of the table of flows between datasets, with their values. */
export const EDGE_COLUMNS = {
  from_namespace: (row) => row.from.namespace,
  from_name: (row) => row.from.name,
  from_kind: (row) => row.from.kind,
  to_namespace: (row) => row.to.namespace,
  to_name: (row) => row.to.name,
  to_kind: (row) => row.to.kind,
  job_namespace: (row) => row.job?.namespace ?? null,
  job_name: (row) => row.job?.name ?? null,
  job_kind: (row) => row.job?.kind ?? null,
  basis: (row) => row.basis,
  confidence: (row) => row.confidence,
  verification: (row) => row.verification,
  content: (row) => row.content,
  runs: (row) => row.runs,
  first_seen: (row) => row.firstSeen,
  last_seen: (row) => row.lastSeen,
  since_revision: (row) => row.sinceRevision,
} as const satisfies Readonly<Record<string, (row: EdgeRow) => Cell>>;

/** Columns of the table of flows between columns, with their values. */
export const COLUMN_EDGE_COLUMNS = {
  from_namespace: (row) => row.from.namespace,
  from_name: (row) => row.from.name,
  from_column: (row) => row.fromColumn,
  to_namespace: (row) => row.to.namespace,
  to_name: (row) => row.to.name,
  to_column: (row) => row.toColumn,
  carries: carriesOf,
  masked: (row) => yesNo(waysOf(row).every(({ masking }) => masking === true)),
  transformations: (row) =>
    [...new Set(row.transformations.map((one) => one.subtype ?? one.type))].join('; '),
  description: (row) =>
    [...new Set(row.transformations.flatMap(({ description }) => description ?? []))].join('; '),
  job_namespace: (row) => row.job?.namespace ?? null,
  job_name: (row) => row.job?.name ?? null,
  basis: (row) => row.basis,
  confidence: (row) => row.confidence,
  verification: (row) => row.verification,
  first_seen: (row) => row.firstSeen,
  last_seen: (row) => row.lastSeen,
  since_revision: (row) => row.sinceRevision,
} as const satisfies Readonly<Record<string, (row: ColumnEdgeRow) => Cell>>;

/** Lines with their ends, the header first. `asOf`: the past moment, in words, as one more column; null: now. */
export function* edgesCsv(rows: LineageRows, asOf: string | null = null): Generator<string> {
  yield* table(EDGE_COLUMNS, rows.edges(), asOf);
}

export function* columnEdgesCsv(rows: LineageRows, asOf: string | null = null): Generator<string> {
  yield* table(COLUMN_EDGE_COLUMNS, rows.columnEdges(), asOf);
}

function* table<Row>(
  columns: Readonly<Record<string, (row: Row) => Cell>>,
  rows: Iterable<Row>,
  asOf: string | null,
): Generator<string> {
  const last = asOf === null ? [] : [asOf];
  yield line([...Object.keys(columns), ...(asOf === null ? [] : ['as_of'])]);
  const values = Object.values(columns);
  for (const row of rows) yield line([...values.map((value) => value(row)), ...last]);
}

function line(cells: readonly Cell[]): string {
  const written = cells.map((cell) =>
    cell === null ? '' : typeof cell === 'number' ? String(cell) : csvCell(cell),
  );
  return `${written.join(',')}\r\n`;
}

/** Ways on which the value itself passes; where there is none, those on which it only decides. */
function waysOf({ transformations }: ColumnEdgeRow) {
  const direct = transformations.filter(({ type }) => type === 'DIRECT');
  return direct.length > 0 ? direct : transformations.length > 0 ? transformations : [{ masking: false }];
}

/** `value` or `influence`; what does not say may pass the value. */
function carriesOf({ transformations }: ColumnEdgeRow): string {
  return transformations.length === 0 || transformations.some(({ type }) => type === 'DIRECT')
    ? 'value'
    : 'influence';
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
