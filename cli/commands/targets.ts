/** Which datasets or columns a command is about: by name, or by what a search finds. */
import { columnsOf } from '../../catalog/browse/columns.ts';
import { select } from '../../catalog/stewardship/rules/select.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { MutationResult, Target } from '../../contract/index.ts';
import { UsageError, datasetNamed, type ExitCode } from '../face.ts';
import { print, printJson } from '../print.ts';

export interface TargetOptions {
  readonly column?: string[];
  readonly where?: string;
  readonly columnsWhere?: string;
}

/** @throws UsageError where nothing is named, or a name is not known */
export async function targetsOf(
  catalog: Catalog,
  names: readonly string[],
  options: TargetOptions,
): Promise<Target[]> {
  const ways = [names.length > 0, options.where !== undefined, options.columnsWhere !== undefined];
  if (ways.filter(Boolean).length !== 1)
    throw new UsageError('Name datasets, or give one of --where and --columns-where.');
  const query = options.where ?? options.columnsWhere;
  if (query === undefined) return names.flatMap((name) => named(catalog, name, options.column));
  if (options.column) throw new UsageError('--column goes with named datasets.');
  const on = options.where === undefined ? 'column' : 'dataset';
  const ids = await select(catalog, on, query);
  if (ids.length === 0) throw new UsageError(`No ${on} fits ${JSON.stringify(query)}.`);
  return ids.map((id) => ({ on, id }));
}

function named(catalog: Catalog, name: string, columns: readonly string[] | undefined): Target[] {
  const card = datasetNamed(catalog, name);
  if (!columns || columns.length === 0) return [{ on: 'dataset', id: card.id }];
  const all = columnsOf(catalog, card.id, false) ?? [];
  return columns.map((column) => {
    const found = all.find((one) => one.path.join('.').toLowerCase() === column.toLowerCase());
    if (!found) throw new UsageError(`${card.name} has no column "${column}".`);
    return { on: 'column', id: found.id };
  });
}

/** One target by name. */
export function targetNamed(catalog: Catalog, name: string, column: string | undefined): Target {
  return named(catalog, name, column === undefined ? undefined : [column])[0]!;
}

export function done(result: MutationResult, json: boolean): ExitCode {
  if (json) printJson(result);
  else
    print(
      result.revision === null ? 'Nothing had to change.' : `${result.label}. Revision ${result.revision}.`,
    );
  return 0;
}

/** `{ reason }`, or nothing where none was given. */
export function because({ reason }: { readonly reason?: string }): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
