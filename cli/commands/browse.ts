/** stats, search, show. */
import { counted } from '../../catalog/counted.ts';
import { statementWords } from '../../catalog/stewardship/statement-kinds.ts';
import type { ColumnLineageStatus, QueryProblem } from '../../contract/index.ts';
import { datasetNamed, UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, remark, shownOf } from '../print.ts';

export async function stats(options: GlobalOptions & { readonly trend?: number }): Promise<ExitCode> {
  if (options.trend !== undefined) return trend(options.trend, options);
  return withCatalog(options, false, async ({ client, json }) => {
    const [info, home, next] = await Promise.all([
      client.system.info(),
      client.system.home(),
      client.system.next(),
    ]);
    if (json) printJson({ catalog: info.catalog, ...home, next: next.steps });
    else {
      const { counts, coverage } = home;
      print(
        `${info.catalog.name}, revision ${info.catalog.revision}, ledger head ${info.catalog.ledgerHead ?? 'none'}`,
        '',
      );
      printTable(
        ['what', 'count'],
        Object.entries(counts).map(([key, value]) => [key, String(value)]),
      );
      print(
        '',
        `Of ${counted(coverage.datasets, 'dataset')}: ${coverage.owned} owned, ${coverage.classified} classified, ${coverage.described} described, ${coverage.reviewed} reviewed (${coverage.changedSinceReview} changed since a review).`,
        `Of ${counted(coverage.withRuns, 'dataset')} with runs: ${coverage.fresh} fresh.`,
      );
      print(
        `Of ${counted(coverage.columns, 'column')}: ${coverage.columnsCategorised} with a personal-data category.`,
      );
      if (next.steps.length > 0)
        print('', 'What to do next:', ...next.steps.map(({ count, title }) => `  ${count}  ${title}`));
    }
    return 0;
  });
}

async function trend(most: number, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { points, total } = await client.system.coverageTrend({ points: Math.min(most, 1000) });
    if (json) printJson({ total, points });
    else {
      const headers = ['revision', 'at', 'datasets', 'owned', 'classified', 'described', 'reviewed'] as const;
      printTable(
        headers,
        points.map((point) => headers.map((header) => String(point[header]))),
      );
      print(
        '',
        shownOf(
          points.length,
          total,
          'revision in which coverage changed',
          'revisions in which coverage changed',
        ),
      );
    }
    return 0;
  });
}

interface SearchOptions extends GlobalOptions {
  readonly columns?: boolean;
  readonly jobs?: boolean;
  readonly limit: number;
}

/** What of the query could not be used is said on standard error. */
export async function searchCommand(text: string, options: SearchOptions): Promise<ExitCode> {
  if (options.columns && options.jobs) throw new UsageError('Give --columns or --jobs, not both.');
  if (options.jobs) return searchJobs(text, options);
  return withCatalog(options, false, async ({ client, json }) => {
    const scope = options.columns ? 'columns' : 'datasets';
    const found = await pages(options.limit, async (page) => {
      const { hits: items, ...rest } = await client.datasets.search({ text, scope, ...page });
      return { ...rest, items };
    });
    const { total, atLeast, problems, near, items: hits } = found;
    if (json) printJson({ total, atLeast, problems, near, hits });
    else {
      sayOfQuery(text, problems, near);
      printTable(
        ['kind', 'name', 'namespace', 'sensitivity', 'matched'],
        hits.map((hit) => [
          hit.kind,
          hit.column ? `${hit.name}.${hit.column.path}` : hit.name,
          hit.namespace,
          hit.sensitivity ?? '-',
          hit.matched.join(', '),
        ]),
      );
      print('', shownOf(hits.length, total, scope.slice(0, -1)) + (atLeast ? ' (at least)' : ''));
    }
    return 0;
  });
}

async function searchJobs(text: string, options: SearchOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { total, items, problems, near } = await pages(options.limit, (page) =>
      client.jobs.list({ text, ...page }),
    );
    if (json) printJson({ total, problems, near, hits: items });
    else {
      sayOfQuery(text, problems, near);
      printTable(
        ['kind', 'name', 'namespace', 'latest run', 'runs'],
        items.map((job) => [
          job.kind ?? '-',
          job.name,
          job.namespace,
          job.lastState ?? '-',
          String(job.runs),
        ]),
      );
      print('', shownOf(items.length, total, 'job'));
    }
    return 0;
  });
}

function sayOfQuery(
  text: string,
  problems: readonly QueryProblem[],
  near: readonly { readonly word: string; readonly instead: readonly string[] }[],
): void {
  remark(
    ...problems.map(({ from, to, message }) => `at ${from + 1} (${text.slice(from, to)}): ${message}`),
    ...near.map(
      ({ word, instead }) =>
        `little is called "${word}"; searched for similar words as well: ${instead.join(', ')}`,
    ),
  );
}

/** 0 where every column that something feeds is traced, 1 otherwise. */
export async function coverageCommand(
  options: GlobalOptions & { readonly limit: number },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { total, items: hits } = await pages(options.limit, async (page) => {
      const state = ['columns-untraced' as const];
      const { total, hits: items } = await client.datasets.search({ state, sort: 'name', ...page });
      return { total, items };
    });
    if (json) {
      const items = hits.map(({ namespace, name, kind, coverage }) => ({
        namespace,
        name,
        kind,
        ...coverage,
      }));
      printJson({ total, items });
    } else if (total === 0) print('The columns of every dataset that something feeds are traced.');
    else {
      printTable(
        ['traced', 'name', 'namespace', 'reason', 'why'],
        hits.map(({ namespace, name, coverage }) => [
          coverage && coverage.columns > 0 ? `${coverage.traced} of ${coverage.columns}` : 'none',
          name,
          namespace,
          coverage?.reason ?? '',
          coverage?.message ?? '',
        ]),
      );
      print('', shownOf(hits.length, total, 'dataset'));
    }
    return total === 0 ? 0 : 1;
  });
}

export async function show(name: string, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const { id } = datasetNamed(catalog, name);
    const [detail, columns] = await Promise.all([
      client.datasets.get({ id }),
      client.datasets.columns({ id }),
    ]);
    if (json) {
      printJson({ ...detail, columns: columns.items });
      return 0;
    }
    print(`${detail.name}  (${detail.kind})`, detail.namespace);
    if (detail.retired) print('Retired: no source describes it any more.');
    if (detail.description) print('', `${detail.description.text}  [${detail.description.origin}]`);
    print('', `sensitivity  ${detail.sensitivity ?? 'not classified'}`);
    print(
      `owners       ${detail.owners.map((owner) => `${owner.name} (${owner.role || owner.origin})`).join(', ') || 'none'}`,
    );
    print(
      `tags         ${detail.tags.map((tag) => `${statementWords(tag)} [${tag.rule ? `rule ${tag.rule}` : tag.origin}]`).join(', ') || 'none'}`,
    );
    const sources = detail.sources.map((source) => `${source.importer}: ${source.id}`);
    print(...sources.map((source, at) => `${(at === 0 ? 'sources' : '').padEnd(13)}${source}`));
    for (const alias of detail.aliases)
      print(`alias        ${alias.namespace}#${alias.name} (${alias.status}, ${alias.basis})`);
    print(
      `lineage      ${detail.counts.upstream} direct upstream, ${detail.counts.downstream} direct downstream, ${counted(detail.counts.runs, 'run')}`,
    );
    for (const status of detail.columnLineage) print(...columnLineageText(status));
    print('');
    printTable(
      ['column', 'type', 'sensitivity', 'tags'],
      columns.items.map((column) => [
        `${'  '.repeat(column.depth)}${column.path.at(-1) ?? ''}`,
        column.dataType ?? '',
        column.sensitivity ?? '-',
        column.tags.map(statementWords).join(', '),
      ]),
    );
    return 0;
  });
}

/** How far the columns are traced; then what is missing, a line each. */
function columnLineageText(status: ColumnLineageStatus): string[] {
  const { columns, resolved, unresolved, message } = status;
  const line =
    status.status === 'none'
      ? 'columns not traced'
      : `${resolved} of ${counted(columns, 'column')} traced through SQL`;
  const left = columns - resolved - unresolved.length;
  return [
    `             ${line} (${status.job.name})${message === null ? '' : `: ${message}`}`,
    ...unresolved.map((one) => `               ${one.column}: ${one.message}`),
    ...(left > 0 ? [`               and ${left} more`] : []),
  ];
}
