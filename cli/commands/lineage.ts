/** lineage, path. */
import { columnsOf } from '../../catalog/browse/columns.ts';
import { dotted } from '../../catalog/browse/dataset-detail.ts';
import type { Card } from '../../catalog/browse/cards.ts';
import { counted } from '../../catalog/counted.ts';
import { traceOf } from '../../catalog/explore/trace.ts';
import { DOWNSTREAM, UPSTREAM } from '../../catalog/lineage/walk.ts';
import type { At, LineageRow } from '../../contract/index.ts';
import {
  UsageError,
  datasetNamed,
  withCatalog,
  type ExitCode,
  type Face,
  type GlobalOptions,
} from '../face.ts';
import { momentNamed, momentRefused, viewed } from '../moments.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';

export interface LineageOptions extends GlobalOptions {
  readonly column?: string;
  readonly direction: 'up' | 'down' | 'both';
  readonly depth: number;
  /** With a format only. */
  readonly output?: string;
  /** A revision, or a date. */
  readonly asOf?: string;
}

export async function lineageCommand(name: string | undefined, options: LineageOptions): Promise<ExitCode> {
  if (name === undefined) throw new UsageError('Name a dataset, or write the whole catalog with --format.');
  if (options.output !== undefined)
    throw new UsageError('--output goes with --format, which says what is written.');
  return withCatalog(options, false, async (face) => {
    const card = datasetNamed(await viewed(face.catalog, options.asOf), name);
    const at = options.asOf === undefined ? undefined : momentNamed(options.asOf);
    if (options.column !== undefined) return columnLineage(face, card, options.column, options);
    const result: Record<string, unknown> = {
      dataset: { namespace: card.namespace, name: card.name },
      ...(at ? { at } : {}),
    };
    for (const direction of ['upstream', 'downstream'] as const) {
      if (options.direction !== 'both' && !direction.startsWith(options.direction)) continue;
      const rows = await everything(face, { id: card.id, direction, depth: options.depth, at });
      if (face.json) {
        result[direction] = rows.map(({ namespace, name: of, kind, depth, via, jobs }) => ({
          namespace,
          name: of,
          kind,
          depth,
          via: via && { namespace: via.namespace, name: via.name },
          jobs,
        }));
        continue;
      }
      print(`${direction} of ${card.name}: ${counted(rows.length, 'dataset')}`);
      printTable(
        ['hops', 'name', 'namespace', 'through'],
        rows.map((row) => [String(row.depth), row.name, row.namespace, row.jobs.join(', ')]),
      );
      print('');
    }
    if (face.json) printJson(result);
    return 0;
  });
}

interface Asked {
  readonly id: number;
  readonly direction: 'upstream' | 'downstream';
  readonly depth: number;
  readonly at: At | undefined;
}

async function everything(face: Face, asked: Asked): Promise<LineageRow[]> {
  const { items } = await pages(Infinity, (page) =>
    face.client.lineage.table({ ...asked, ...page }).catch((error: unknown) => {
      throw momentRefused(error);
    }),
  );
  return items;
}

async function columnLineage(
  face: Face,
  card: Card,
  column: string,
  options: LineageOptions,
): Promise<ExitCode> {
  const catalog = await viewed(face.catalog, options.asOf);
  const found = columnsOf(catalog, card.id, catalog.moment !== null)?.find(
    (one) => one.path.join('.').toLowerCase() === column.toLowerCase(),
  );
  if (!found) throw new UsageError(`${card.name} has no column "${column}".`);
  const trace = traceOf(catalog, found.id, true);
  const cards = catalog.cards();
  const rows = (trace?.trace.columns ?? [])
    .filter((one) => one.side !== 0 && one.depth <= options.depth)
    .filter(
      (one) =>
        options.direction === 'both' ||
        (one.side & (options.direction === 'up' ? UPSTREAM : DOWNSTREAM)) !== 0,
    )
    .map((one) => {
      const node = trace!.columns.columns[one.column]!;
      const dataset = cards.get(node.datasetId)!;
      return {
        namespace: dataset.namespace,
        name: dataset.name,
        column: dotted(node.path),
        depth: one.depth,
        direction: (one.side & UPSTREAM) !== 0 ? 'upstream' : 'downstream',
        carries: (['', 'influence', 'derived', 'raw'] as const)[one.strength],
      };
    });
  if (face.json)
    printJson({
      column: { namespace: card.namespace, name: card.name, column: found.path.join('.') },
      columns: rows,
      total: trace?.trace.total ?? 0,
    });
  else {
    printTable(
      ['direction', 'hops', 'column', 'dataset', 'carries'],
      rows.map((row) => [row.direction, String(row.depth), row.column, row.name, row.carries]),
    );
    print('', shownOf(rows.length, rows.length, 'column'));
  }
  return 0;
}

/** 0 when there is a path, 1 when there is none. */
export async function pathCommand(
  from: string,
  to: string,
  options: GlobalOptions & { readonly max: number; readonly asOf?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const view = await viewed(catalog, options.asOf);
    const at = options.asOf === undefined ? null : momentNamed(options.asOf);
    const ends = { from: datasetNamed(view, from).id, to: datasetNamed(view, to).id };
    const found = await client.lineage.paths({ ...ends, at, max: options.max });
    if (json) printJson(found);
    else if (found.paths.length === 0) print('No path leads from the first to the second.');
    else {
      found.paths.forEach((path, n) => print(`${n + 1}. ${path.map((dataset) => dataset.name).join(' → ')}`));
      print(
        '',
        found.complete
          ? `${counted(found.paths.length, 'path')}, all of them`
          : `the first ${found.paths.length} paths; there are more`,
      );
    }
    return found.paths.length > 0 ? 0 : 1;
  });
}
