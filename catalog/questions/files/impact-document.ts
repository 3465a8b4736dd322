/** An impact in words and tables, to print. */
import type { Json } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import type { Block, ReportDocument } from '../../reports/render/document.ts';
import { kindName, listed, numeric, table } from '../../reports/tables.ts';
import type { ImpactRow } from '../impact-row.ts';
import type { Impact } from '../impact.ts';
import { isCritical } from '../importance.ts';
import { ownersToNotify, type Notify } from '../owners.ts';
import { jobsReading } from '../readers.ts';

/** Rows of the main table in print; the attached data have all. */
const PRINTED = 2_000;

export function impactDocument(catalog: Catalog, impact: Impact, now: Date): ReportDocument {
  const { name, revision, ledgerHead } = catalog.info();
  const owners = ownersToNotify(catalog, impact.rows);
  const critical = impact.rows.filter(({ card }) => isCritical(card)).length;
  return {
    title: impact.title,
    subtitle: `${impact.rows.length} affected, ${critical} of them critical`,
    language: 'en',
    madeAt: now.toISOString(),
    facts: [
      { term: 'Catalog', value: name },
      { term: 'Revision', value: String(revision) },
      ...(impact.asOf === null ? [] : [{ term: 'Looked at', value: impact.asOf }]),
      { term: 'Ledger head', value: [{ text: ledgerHead ?? 'none', style: 'code' }] },
      { term: 'Starts from', value: listed(impact.starts.map((card) => card.name)) || 'nothing' },
      { term: 'By kind', value: byKind(impact.rows) },
    ],
    blocks: [
      { kind: 'heading', level: 1, text: 'How to read this' },
      { kind: 'list', items: impact.rules },
      { kind: 'heading', level: 1, text: 'Affected' },
      affectedTable(impact),
      { kind: 'heading', level: 1, text: 'Owners to notify' },
      ownersTable(owners),
      ...codeBlocks(impact),
      ...overwriteBlocks(impact),
      { kind: 'heading', level: 1, text: 'Jobs that read affected data' },
      jobsTable(catalog, impact),
    ],
    data: dataOf(impact, revision),
    dataName: 'impact.json',
  };
}

function byKind(rows: readonly ImpactRow[]): string {
  const counts = Map.groupBy(rows, ({ card }) => card.kind);
  return [...counts].map(([kind, group]) => `${kindName(kind)} ${group.length}`).join(', ') || 'nothing';
}

function affectedTable({ rows }: Impact): Block {
  const withValue = rows.some(({ arrival }) => arrival !== null);
  const withPaths = rows.some(({ paths }) => paths !== null);
  return table(
    'The most important first: critical, then models and dashboards, then by distance',
    [
      'Name',
      'Kind',
      'Where',
      numeric('Hops'),
      ...(withPaths ? [numeric('Paths')] : []),
      ...(withValue ? ['Value arrives'] : []),
      'Owners',
    ],
    rows.map((row) => [
      isCritical(row.card) ? `${row.card.name} (critical)` : row.card.name,
      kindName(row.card.kind),
      row.card.namespace,
      String(row.distance),
      ...(withPaths ? [pathsText(row)] : []),
      ...(withValue ? [valueText(row)] : []),
      listed(row.card.owners, 4),
    ]),
    { limit: PRINTED, empty: 'Nothing downstream is known.' },
  );
}

export function pathsText({ paths, pathsExact }: Pick<ImpactRow, 'paths' | 'pathsExact'>): string {
  if (paths === null) return '';
  return pathsExact ? String(paths) : `at least ${paths}`;
}

function valueText({ arrival, columns }: ImpactRow): string {
  const names = listed(
    columns.map(({ name }) => name),
    6,
  );
  return names === '' ? (arrival ?? '') : `${arrival ?? ''}: ${names}`;
}

function ownersTable(owners: readonly Notify[]): Block {
  return table(
    'Who owns what is affected',
    ['Owner', 'E-mail', numeric('Affected'), numeric('Critical'), 'What'],
    owners.map(({ name, email, rows, critical }) => [
      name ?? 'Nobody owns these',
      email ?? '',
      String(rows.length),
      String(critical),
      listed(
        rows.map(({ card }) => card.name),
        8,
      ),
    ]),
    { empty: 'Nobody: nothing is affected.' },
  );
}

function codeBlocks({ matched }: Impact): Block[] {
  if (matched.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Jobs that are this code' },
    table(
      'By their source code location',
      ['Job', 'Repository', 'Path', 'Version', numeric('Runs that count'), numeric('Runs known')],
      matched.map(({ job, repo, path, versions, runs, runsTotal }) => [
        job.name,
        repo ?? '',
        path ?? '',
        versions.join(', '),
        String(runs),
        String(runsTotal),
      ]),
    ),
  ];
}

function overwriteBlocks({ overwrites }: Impact): Block[] {
  if (overwrites.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Written again since' },
    table(
      'Reads after these runs do not count',
      ['Dataset', 'Run', 'Job', 'At'],
      overwrites.map(({ card, run, job }) => [card.name, run.runId, job?.name ?? '', run.at ?? 'not known']),
    ),
  ];
}

function jobsTable(catalog: Catalog, { starts, rows }: Impact): Block {
  const ids = new Set([...starts, ...rows.map(({ card }) => card)].map(({ id }) => id));
  return table(
    'Jobs',
    ['Job', 'Kind', 'Namespace', numeric('Affected datasets read')],
    jobsReading(catalog, [...ids]).map(({ name, kind, namespace, reads }) => [
      name,
      kind ?? '',
      namespace,
      String(reads),
    ]),
  );
}

function dataOf({ title, asOf, rules, starts, rows, overwrites, matched }: Impact, revision: number): Json {
  const named = ({ namespace, name, kind }: ImpactRow['card']) => ({ namespace, name, kind });
  return {
    title,
    revision,
    ...(asOf === null ? {} : { asOf }),
    rules: [...rules],
    starts: starts.map(named),
    matched: matched.map(({ job, repo, path, versions, runs, runsTotal }) => ({
      job: { namespace: job.namespace, name: job.name },
      repo,
      path,
      versions: [...versions],
      runs,
      runsTotal,
    })),
    affected: rows.map((row) => ({
      ...named(row.card),
      critical: isCritical(row.card),
      hops: row.distance,
      paths: row.paths,
      pathsExact: row.pathsExact,
      value: row.arrival,
      columns: row.columns.map(({ name, arrival }) => ({ name, value: arrival })),
      runs: row.runs.map(({ runId, at }) => ({ runId, at })),
      owners: [...row.card.owners],
      path: row.way().map(({ namespace, name }) => ({ namespace, name })),
    })),
    overwrites: overwrites.map(({ card, run }) => ({ ...named(card), runId: run.runId, at: run.at })),
  };
}
