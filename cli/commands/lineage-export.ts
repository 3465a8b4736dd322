/** lineage --format: pictures and records as files. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { columnsOf } from '../../catalog/browse/columns.ts';
import type { Card } from '../../catalog/browse/cards.ts';
import { counted } from '../../catalog/counted.ts';
import { exportPicture, type PictureFormat } from '../../catalog/export/lineage/export-picture.ts';
import {
  columnScope,
  ofMoment,
  reachScope,
  WHOLE_CATALOG,
  type CoveredScope,
} from '../../catalog/export/lineage/export-scope.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PictureRequest } from '../../catalog/explore/picture.ts';
import {
  isRowFormat,
  ROW_FORMATS,
  writeRows,
  type RowFormat,
} from '../../catalog/export/lineage/write-rows.ts';
import { PAPER_SIZES, type Paper } from '../../catalog/reports/render/picture/paper.ts';
import { datasetNamed, UsageError, withCatalog, type ExitCode } from '../face.ts';
import { handOut } from '../handing-out.ts';
import { viewed } from '../moments.ts';
import { printJson, remark } from '../print.ts';
import { ProgressLine, size } from '../progress.ts';
import type { LineageOptions } from './lineage.ts';

export interface LineageExportOptions extends LineageOptions {
  readonly format: PictureFormat | RowFormat;
  readonly columns?: boolean;
  readonly ephemeral?: boolean;
  readonly jobs?: boolean;
  /** `system`, `database`, `schema`, `parent`, `owner` or `tag:<key>`. */
  readonly groupBy?: string;
  readonly nodes: number;
  readonly theme: 'light' | 'dark';
  readonly paper: string;
  readonly font?: readonly string[];
}

/** What the command says on standard error, or with `--json` on standard output. */
interface Summary {
  readonly format: string;
  readonly bytes: number;
  readonly records?: number;
  readonly covers: readonly string[];
  readonly remarks: readonly string[];
  readonly complete: boolean;
}

/** 0 when everything that was asked for is in the file, 1 when some is left out. */
export async function lineageExport(
  name: string | undefined,
  options: LineageExportOptions,
): Promise<ExitCode> {
  if (options.output === undefined) {
    if (options.json === true) throw new UsageError('With --json, name a file with --output.');
    const binary = options.format === 'png' || options.format === 'pdf';
    if (binary && process.stdout.isTTY)
      throw new UsageError(`Name a file for the ${options.format} with --output.`);
  }
  return withCatalog(options, false, async (face) => {
    const catalog = await viewed(face.catalog, options.asOf);
    const card = name === undefined ? null : datasetNamed(catalog, name);
    const write = isRowFormat(options.format)
      ? rowsWriter(catalog, card, options.format, options)
      : await pictureWriter(catalog, card, options.format, options);
    const summary = await handOut(face, options.output, write, (written) => ({
      action: 'export.lineage',
      objectType: 'catalog',
      objectId: 'lineage',
      label: `${isRowFormat(options.format) ? 'Lineage' : 'Picture of lineage'} handed out: ${card?.name ?? 'whole catalog'}, ${options.format}`,
      detail: { format: options.format, ...(written && { bytes: written.bytes }) },
    }));
    tell(summary, options);
    return summary.complete ? 0 : 1;
  });
}

type Write = (out: Writable) => Promise<Summary>;

const DIRECTIONS = { up: 'upstream', down: 'downstream', both: 'both' } as const;

function rowsWriter(
  catalog: Catalog,
  card: Card | null,
  format: RowFormat,
  options: LineageExportOptions,
): Write {
  const scope = ofMoment(catalog, scopeOf(catalog, card, options));
  return async (out) => {
    const line = new ProgressLine();
    let bytes = 0;
    const write = async (text: string): Promise<void> => {
      bytes += Buffer.byteLength(text);
      if (!out.write(text)) await once(out, 'drain');
    };
    const progress = (lines: number): void => line.show(`${counted(lines, 'line')} written`);
    const { records } = await writeRows(catalog, scope, format, write, { progress });
    line.end();
    return { format, bytes, records, covers: scope.covers, remarks: [], complete: true };
  };
}

function scopeOf(catalog: Catalog, card: Card | null, options: LineageExportOptions): CoveredScope {
  if (!card) return WHOLE_CATALOG;
  const direction = DIRECTIONS[options.direction];
  const scope =
    options.column === undefined
      ? reachScope(catalog, card.id, direction, options.depth)
      : columnScope(catalog, columnNamed(catalog, card, options.column), direction, options.depth);
  if (!scope) throw new UsageError(`"${options.column}" of ${card.name} takes part in no lineage.`);
  return scope;
}

function columnNamed(catalog: Catalog, card: Card, column: string): number {
  const found = columnsOf(catalog, card.id, catalog.moment !== null)?.find(
    (one) => one.path.join('.').toLowerCase() === column.toLowerCase(),
  );
  if (!found) throw new UsageError(`${card.name} has no column "${column}".`);
  return found.id;
}

async function pictureWriter(
  catalog: Catalog,
  card: Card | null,
  format: PictureFormat,
  options: LineageExportOptions,
): Promise<Write> {
  if (!card)
    throw new UsageError(
      `Name a dataset: a picture starts from one. For the whole catalog use --format ${ROW_FORMATS.join(' or ')}.`,
    );
  const request = requestOf(catalog, card, options);
  const file = await exportPicture(catalog, request, format, {
    theme: options.theme,
    paper: paperOf(options.paper),
    fallbackFonts: options.font ?? [],
  });
  return async (out) => {
    if (!out.write(file!.bytes)) await once(out, 'drain');
    const { covers, remarks, incomplete } = file!;
    return { format, bytes: file!.bytes.length, covers, remarks, complete: !incomplete };
  };
}

function requestOf(catalog: Catalog, card: Card, options: LineageExportOptions): PictureRequest {
  const { column, direction, depth } = options;
  return {
    roots: [card.id],
    up: direction === 'down' ? 0 : depth,
    down: direction === 'up' ? 0 : depth,
    expanded: [],
    collapsed: [],
    hidden: [],
    openColumns: [],
    allColumns: options.columns === true,
    ephemeral: options.ephemeral === true,
    jobs: options.jobs === true,
    groupBy: groupingOf(options.groupBy),
    columnTrace:
      column === undefined ? null : { columnId: columnNamed(catalog, card, column), indirect: true },
    cap: options.nodes,
    previous: {},
    anchor: null,
  };
}

/** @throws UsageError */
function groupingOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^(?:system|database|schema|parent|owner|tag:.+)$/.test(text)) return text;
  throw new UsageError(
    `"${text}" is no grouping; expected system, database, schema, parent, owner or tag:<key>.`,
  );
}

/** A size by name, `fit`, or two sides in millimetres as `600x400`. */
function paperOf(text: string): Paper {
  if (text === 'fit') return 'fit';
  const named = PAPER_SIZES.find((size) => size.toLowerCase() === text.toLowerCase());
  if (named) return named;
  const [, width, height] = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (Number(width) > 0 && Number(height) > 0) return { width: Number(width), height: Number(height) };
  throw new UsageError(
    `"${text}" is no paper size; expected ${PAPER_SIZES.join(', ')}, fit, or millimetres such as 600x400.`,
  );
}

function tell(summary: Summary, { json, output }: LineageExportOptions): void {
  const { format, bytes, records, covers, remarks, complete } = summary;
  if (json === true) {
    printJson({ output, ...summary });
    return;
  }
  const what = records === undefined ? size(bytes) : `${counted(records, 'record')}, ${size(bytes)}`;
  const lines = [`${format}: ${what}${output === undefined ? '' : ` in ${output}`}`, ...covers, ...remarks];
  if (!complete) lines.push('Some datasets are left out; --nodes sets how many a picture holds.');
  remark(...lines);
}
