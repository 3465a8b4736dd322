/**
 * catalog.json: what the warehouse says about its tables. Kept as one short JSON string a table,
 * because a large project has millions of columns and each is looked at once.
 */
import { SourceError, type ImportContext, type ImportIssue, type SourceFile } from '../importer.ts';
import { count, readArtifact, Progress, type ArtifactEntry } from './artifact.ts';
import { record, number, text, type JsonRecord } from './values.ts';
import type { Json } from '../../model/facts.ts';

/** A column as the warehouse reports it. */
export interface PhysicalColumn {
  /** Key in the catalog, for evidence; nearly always the name. */
  readonly key: string;
  readonly name: string;
  readonly dataType?: string;
  readonly comment?: string;
}

/** A table as the warehouse reports it: plain data, which may cross to another thread. */
export interface PhysicalTable {
  readonly file: number;
  readonly at: string;
  readonly view: boolean;
  readonly database: string | null;
  readonly schema: string | null;
  readonly name: string | null;
  readonly comment?: string;
  readonly rowCount?: number;
  readonly byteCount?: number;
  /** See {@link columnsOf}. */
  readonly packedColumns: string;
}

/** What reading a catalog gives: plain data as well. */
export interface CatalogRead {
  /** By unique_id; none where there is trouble. */
  readonly tables: ReadonlyMap<string, PhysicalTable>;
  readonly issues: readonly ImportIssue[];
  /** Why the file cannot be read. */
  readonly trouble: { readonly code: string; readonly message: string } | null;
}

/** Columns in the warehouse's order. */
export const columnsOf = (table: PhysicalTable): readonly PhysicalColumn[] =>
  (JSON.parse(table.packedColumns) as PackedColumn[]).map(unpackColumn);

/** Statistics by the ids that the adapters give them. */
const ROW_COUNTS = ['num_rows', 'row_count', 'rows'] as const;
const BYTE_COUNTS = ['num_bytes', 'bytes'] as const;

/** Reads a catalog. `progress`: told how many bytes of it, as stored, were read. */
export async function readCatalog(
  file: SourceFile,
  signal: AbortSignal,
  progress: (bytes: number) => void = ignore,
): Promise<CatalogRead> {
  const issues: ImportIssue[] = [];
  const context: ImportContext = {
    signal,
    options: {},
    issue: (issue) => issues.push(issue),
    accepted: ignore,
    progress,
    seen: () => [],
  };
  try {
    return { tables: await tablesOf(file, context), issues, trouble: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { code, message } = error;
    return { tables: new Map(), issues, trouble: { code, message } };
  }
}

const ignore = (): void => undefined;

/** Throws {@link SourceError} when the file is not JSON or cut off. */
async function tablesOf(file: SourceFile, context: ImportContext): Promise<Map<string, PhysicalTable>> {
  const tables = new Map<string, PhysicalTable>();
  const want = new Set(['nodes', 'sources', 'errors']);
  let errors = 0;
  const reading = { want, texts: 'errors' };
  for await (const entry of readArtifact(file, reading, context, new Progress(context))) {
    if (entry.top === 'errors') errors++;
    else tables.set(String(entry.key), physicalTable(file.index, entry));
  }
  if (errors > 0) {
    const message = `dbt noted ${errors} ${errors === 1 ? 'error' : 'errors'} while it wrote this catalog; tables may be missing from it.`;
    context.issue({
      severity: 'warning',
      file: file.index,
      at: 'errors',
      code: 'catalog-errors',
      message,
    });
  }
  return tables;
}

function physicalTable(file: number, { at, value }: ArtifactEntry): PhysicalTable {
  const metadata = record(value['metadata']);
  const comment = text(metadata['comment']);
  const rowCount = statistic(value, ROW_COUNTS);
  const byteCount = statistic(value, BYTE_COUNTS);
  return {
    file,
    at,
    view: /view/i.test(text(metadata['type']) ?? ''),
    database: text(metadata['database']) ?? null,
    schema: text(metadata['schema']) ?? null,
    name: text(metadata['name']) ?? null,
    ...(comment !== undefined && { comment }),
    ...(rowCount !== undefined && { rowCount }),
    ...(byteCount !== undefined && { byteCount }),
    packedColumns: JSON.stringify(packColumns(record(value['columns']))),
  };
}

type PackedColumn = readonly [
  key: string,
  name: string | null,
  dataType: string | null,
  comment: string | null,
];

function packColumns(columns: JsonRecord): PackedColumn[] {
  const ordered = Object.entries(columns).map(([key, column]) => {
    const block = record(column);
    const name = text(block['name']);
    return {
      index: number(block['index']) ?? Number.POSITIVE_INFINITY,
      packed: [
        key,
        name === key ? null : (name ?? null),
        text(block['type']) ?? null,
        text(block['comment']) ?? null,
      ] as const,
    };
  });
  // Infinity - Infinity is NaN, so compare; columns without an index stay last, as written.
  ordered.sort((a, b) => (a.index < b.index ? -1 : a.index > b.index ? 1 : 0));
  return ordered.map(({ packed }) => packed);
}

function unpackColumn([key, name, dataType, comment]: PackedColumn): PhysicalColumn {
  return {
    key,
    name: name ?? key,
    ...(dataType !== null && { dataType }),
    ...(comment !== null && { comment }),
  };
}

function statistic(table: JsonRecord, ids: readonly string[]): number | undefined {
  const stats = record(table['stats']);
  for (const id of ids) {
    const value: Json | undefined = record(stats[id])['value'];
    const read = count(value);
    if (read !== undefined) return read;
  }
  return undefined;
}
