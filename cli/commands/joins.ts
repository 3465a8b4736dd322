/** joins, namespaces. */
import { counted } from '../../catalog/counted.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';

export async function joinsList(
  options: GlobalOptions & { readonly basis?: string; readonly limit: number; readonly groups?: boolean },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    if (options.groups) {
      const found = await pages(options.limit, (page) => client.joins.groups(page));
      if (json) printJson(found);
      else {
        printTable(
          ['what', 'names', 'partitions', 'name', 'namespace'],
          found.items.map((row) => [
            row.space,
            String(row.names),
            String(row.partitions),
            row.name,
            row.namespace,
          ]),
        );
        print('', shownOf(found.items.length, found.total, 'group'));
      }
      return 0;
    }
    const basis = options.basis ?? null;
    const found = await pages(options.limit, (page) => client.joins.suggestions({ basis, ...page }));
    if (json) printJson(found);
    else {
      for (const one of found.items) {
        print(`${one.key}  (${one.basis}, ${Math.round(one.score * 100)} %)`);
        for (const side of [one.a, one.b]) if (side) print(`  ${side.namespace}#${side.name}`);
        for (const reason of one.reasons) print(`    ${reason}`);
      }
      print('', shownOf(found.items.length, found.total, 'suggestion'));
      if (found.byBasis.length > 0)
        print(`By basis: ${found.byBasis.map(({ basis, count }) => `${basis} ${count}`).join(', ')}`);
    }
    return 0;
  });
}

export async function joinsDecide(
  keys: readonly string[],
  decision: 'accept' | 'reject',
  options: GlobalOptions & { readonly basis?: string; readonly reason?: string },
): Promise<ExitCode> {
  if (keys.length === 0 && options.basis === undefined)
    throw new UsageError('Name suggestions by their keys ("dataset 4 12"), or all of one kind with --basis.');
  return withCatalog(options, false, async ({ client, json }) => {
    const result = await client.joins.decide({
      keys: [...keys],
      decision,
      ...(options.basis === undefined ? {} : { basis: options.basis }),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    });
    if (result.revision === null) throw new UsageError('No such suggestion. Try: headwater joins list');
    if (json) printJson(result);
    else print(`${result.label}. Revision ${result.revision}.`);
    return 0;
  });
}

export async function namespacesList(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const found = await client.joins.namespaces();
    if (json) printJson(found);
    else
      printTable(
        ['what', 'count', 'platform', 'sources', 'namespace', 'stands for'],
        found.items.map((row) => [
          row.space,
          String(row.count),
          row.platform,
          row.sources.join(', ') || '-',
          row.label === null ? row.namespace : `${row.namespace} (${row.label})`,
          row.target ?? '-',
        ]),
      );
    return 0;
  });
}

interface MapOptions extends GlobalOptions {
  readonly jobs?: boolean;
  readonly prefix?: boolean;
  readonly suffix?: boolean;
  readonly remove?: boolean;
  readonly label?: string;
  readonly dryRun?: boolean;
  readonly reason?: string;
}

export async function namespacesMap(
  from: string,
  to: string | undefined,
  options: MapOptions,
): Promise<ExitCode> {
  if (options.prefix && options.suffix) throw new UsageError('--prefix and --suffix exclude each other.');
  if (to === undefined && !options.remove && options.label === undefined)
    throw new UsageError('Say what it stands for, or give --label or --remove.');
  const word = {
    space: options.jobs ? ('job' as const) : ('dataset' as const),
    match: options.prefix ? ('prefix' as const) : options.suffix ? ('suffix' as const) : ('exact' as const),
    pattern: from,
    ...(options.remove ? { target: null } : to === undefined ? {} : { target: to }),
    ...(options.label === undefined ? {} : { label: options.label }),
  };
  return withCatalog(options, false, async (face) => {
    if (options.dryRun) return rehearse(face, word);
    const result = await face.client.joins.mapNamespaces({
      words: [word],
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    });
    if (face.json) printJson(result);
    else
      print(result.revision === null ? 'Nothing changed.' : `${result.label}. Revision ${result.revision}.`);
    return 0;
  });
}

async function rehearse(
  { client, json }: Face,
  word: {
    readonly space: 'dataset' | 'job';
    readonly match: 'exact' | 'prefix' | 'suffix';
    readonly pattern: string;
  },
): Promise<ExitCode> {
  const effect = await client.joins.rehearseNamespaces({ words: [word] });
  if (json) printJson(effect);
  else {
    for (const { a, b, common, columns } of effect.joins)
      print(a, `  joins ${b} (${common} of ${counted(columns, 'column')} alike)`);
    print('', shownOf(effect.joins.length, effect.joinsTotal, 'dataset would join', 'datasets would join'));
    if (effect.partsTotal > 0) print(`${effect.partsTotal} would stand by themselves again.`);
    if (effect.jobs > 0) print(`${effect.jobs} jobs would be shown under another.`);
    for (const { name, why } of effect.conflicts) print(`conflict: ${name}: ${why}`);
  }
  return effect.conflictsTotal > 0 ? 1 : 0;
}
