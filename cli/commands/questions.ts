/** impact, origin, critical, poster. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../catalog/whole-file.ts';
import { columnsOf } from '../../catalog/browse/columns.ts';
import { counted } from '../../catalog/counted.ts';
import { momentWords } from '../../catalog/past/moment.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { affectedJobs, impactDrafts } from '../../catalog/questions/files/impact-files.ts';
import { impactOf, type Impact } from '../../catalog/questions/impact.ts';
import { coverageOf, originOfColumn, originOfDataset, type Origin } from '../../catalog/questions/origin.ts';
import { ownersToNotify } from '../../catalog/questions/owners.ts';
import type { Subject } from '../../catalog/questions/subject.ts';
import type { QuestionFile } from '../../contract/index.ts';
import {
  UsageError,
  datasetNamed,
  withCatalog,
  type ExitCode,
  type Face,
  type GlobalOptions,
} from '../face.ts';
import { enterHandedOut } from '../handing-out.ts';
import { momentNamed, momentRefused, timeNamed, viewed } from '../moments.ts';
import { pages } from '../pages.ts';
import { dataOut, print, printJson, printTable } from '../print.ts';

/** Questions can be asked of the past. */
interface AskedOptions extends GlobalOptions {
  /** A revision, or a date. */
  readonly asOf?: string;
}

export interface ImpactOptions extends AskedOptions {
  readonly column?: string;
  readonly job?: boolean;
  readonly run?: boolean;
  readonly path?: string;
  readonly commit?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly code?: boolean;
  readonly csv?: boolean;
  readonly eml?: string;
  readonly xlsx?: string;
  readonly pdf?: string;
}

/** 0 when something is affected, 1 when nothing is. */
export async function impactCommand(what: string, options: ImpactOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const catalog = await viewed(face.catalog, options.asOf);
    const subject = subjectNamed(catalog, what, options);
    const impact = impactOf(catalog, subject);
    if (!impact) throw new UsageError(nothingNamed(catalog, what));
    await writeFiles(face, catalog, impact, subject, options);
    if (options.csv) printCsv(await fileOf(face, subject, 'csv', options));
    else if (face.json) {
      printJson({
        title: impact.title,
        asOf: impact.asOf,
        rules: impact.rules,
        starts: impact.starts.map(({ namespace, name, kind }) => ({ namespace, name, kind })),
        affected: impact.rows.map((row) => ({
          namespace: row.card.namespace,
          name: row.card.name,
          kind: row.card.kind,
          hops: row.distance,
          paths: row.paths,
          pathsExact: row.pathsExact,
          value: row.arrival,
          columns: row.columns.map(({ name, arrival }) => ({ name, value: arrival })),
          runs: row.runs.map(({ runId, at }) => ({ runId, at })),
          owners: row.card.owners,
          path: row.way().map(({ namespace, name }) => ({ namespace, name })),
        })),
        owners: ownersToNotify(catalog, impact.rows).map(({ name, email, roles, rows }) => ({
          name,
          email,
          roles,
          affected: rows.map(({ card }) => ({ namespace: card.namespace, name: card.name })),
        })),
        jobs: affectedJobs(catalog, impact),
        matched: impact.matched,
        overwrites: impact.overwrites.map(({ card, run }) => ({
          name: card.name,
          run: run.runId,
          at: run.at,
        })),
      });
    } else {
      print(
        `${impact.title}: ${impact.rows.length} affected`,
        ...impact.rules.map((rule) => `  ${rule}`),
        '',
      );
      printTable(
        ['hops', 'kind', 'name', 'paths', 'value', 'owners'],
        impact.rows.map((row) => [
          String(row.distance),
          row.card.kind,
          row.card.name,
          row.paths === null ? '-' : row.pathsExact ? String(row.paths) : `>= ${row.paths}`,
          row.arrival ?? '-',
          row.card.owners.join(', ') || '-',
        ]),
      );
    }
    return impact.rows.length > 0 ? 0 : 1;
  });
}

const nothingNamed = ({ moment }: Catalog, what: string): string =>
  `Nothing is named "${what}"${moment ? ` ${momentWords(moment)}` : ''}.`;

async function writeFiles(
  face: Face,
  catalog: Catalog,
  impact: Impact,
  subject: Subject,
  options: ImpactOptions,
): Promise<void> {
  const quiet = face.json || options.csv;
  const wrote = (path: string) => (quiet ? undefined : print(`wrote ${path}`));
  for (const format of ['xlsx', 'pdf'] as const) {
    const path = options[format];
    if (path === undefined) continue;
    const file = await fileOf(face, subject, format, options);
    writeWhole(path, Buffer.from(file.base64, 'base64'));
    wrote(path);
  }
  if (options.eml === undefined) return;
  const { actor } = await face.client.system.settings();
  const drafts = impactDrafts(catalog, impact, { actor, now: new Date() });
  await enterHandedOut(face, {
    action: 'export.question',
    objectType: 'catalog',
    objectId: 'question',
    label: `Drafts of messages handed out: ${impact.title}`,
    detail: { format: 'eml', drafts: drafts.length },
  });
  mkdirSync(options.eml, { recursive: true });
  for (const draft of drafts) {
    writeWhole(join(options.eml, draft.name), draft.bytes);
    wrote(join(options.eml, draft.name));
  }
}

function fileOf(
  { client }: Face,
  subject: Subject,
  format: 'csv' | 'xlsx' | 'pdf',
  { asOf }: AskedOptions,
): Promise<QuestionFile> {
  return client.questions.impactFile({ subject: wire(subject), format, at: atOf(asOf) });
}

const atOf = (asOf: string | undefined) => (asOf === undefined ? null : momentNamed(asOf));

/** Without the mark at its beginning, by which spreadsheets know the encoding of files. */
function printCsv({ base64 }: QuestionFile): void {
  dataOut().write(new TextDecoder('utf-8').decode(Buffer.from(base64, 'base64')));
}

const wire = (subject: Subject) =>
  subject.on === 'code'
    ? { on: subject.on, code: { ...subject.code, commits: [...subject.code.commits] } }
    : subject;

function subjectNamed(catalog: Catalog, what: string, options: ImpactOptions): Subject {
  const ofCode = options.code || options.commit || options.path !== undefined;
  if ([ofCode, options.job, options.run, options.column !== undefined].filter(Boolean).length > 1)
    throw new UsageError('Ask about one: --column, --job, --run, or code with --code, --path or --commit.');
  if (!ofCode && (options.from ?? options.to) !== undefined)
    throw new UsageError('--from and --to go with --code, --path or --commit.');
  if (ofCode)
    return {
      on: 'code',
      code: {
        repo: what === '-' ? '' : what,
        path: options.path ?? '',
        commits: (options.commit ?? []).flatMap((text) => text.split(/[\s,]+/).filter(Boolean)),
        from: options.from === undefined ? null : timeNamed(options.from, 'beginning'),
        to: options.to === undefined ? null : timeNamed(options.to, 'end'),
      },
    };
  if (options.job) return { on: 'job', id: only(catalog, what, JOBS, 'job') };
  if (options.run) return { on: 'run', id: only(catalog, what, RUNS, 'run') };
  return endNamed(catalog, what, options.column);
}

function endNamed(
  catalog: Catalog,
  what: string,
  column: string | undefined,
): { on: 'dataset' | 'column'; id: number } {
  const card = datasetNamed(catalog, what);
  if (column === undefined) return { on: 'dataset', id: card.id };
  const found = columnsOf(catalog, card.id, catalog.moment !== null)?.find(
    (one) => one.path.join('.').toLowerCase() === column.toLowerCase(),
  );
  if (!found) throw new UsageError(`${card.name} has no column "${column}".`);
  return { on: 'column', id: found.id };
}

const JOBS = `SELECT DISTINCT COALESCE(canonical_id, id) AS id, namespace || '#' || name AS label FROM job
  WHERE (name = @name OR namespace || '#' || name = @name OR source_id = @name)`;
const RUNS = `SELECT r.id, r.run_id || ' of ' || j.namespace || '#' || j.name AS label FROM run r JOIN job j ON j.id = r.job_id
  WHERE r.run_id = @name AND r.until_revision IS NULL`;

function only(catalog: Catalog, name: string, sql: string, noun: string): number {
  const found = catalog.store.reader.prepare<[object], { id: number; label: string }>(sql).all({ name });
  if (new Set(found.map(({ id }) => id)).size === 1) return found[0]!.id;
  if (found.length === 0) throw new UsageError(`No ${noun} is named "${name}".`);
  const shown = found.slice(0, 20).map(({ label }) => `  ${label}`);
  throw new UsageError(`"${name}" means ${found.length} ${noun}s:\n${shown.join('\n')}`);
}

/** 0 when every way ends at a real source, 1 when lineage stops somewhere. */
export async function originCommand(
  what: string,
  options: AskedOptions & { readonly column?: string; readonly csv?: boolean },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog: now, client, json }) => {
    const catalog = await viewed(now, options.asOf);
    const end = endNamed(catalog, what, options.column);
    const origin = end.on === 'dataset' ? originOfDataset(catalog, end.id) : originOfColumn(catalog, end.id);
    if (!origin) throw new UsageError(nothingNamed(catalog, what));
    if (options.csv) printCsv(await client.questions.originFile({ of: end, at: atOf(options.asOf) }));
    else if (json) printJson(originJson(origin));
    else printOrigin(origin);
    return origin.ends.some(({ gap }) => gap !== null) ? 1 : 0;
  });
}

function originJson(origin: Origin) {
  return {
    title: origin.title,
    asOf: origin.asOf,
    rules: origin.rules,
    coverage: coverageOf(origin),
    ways: origin.ways,
    columnsTraced: origin.columnsTraced,
    ends: origin.ends.map(({ card, column, gap, distance, paths, pathsExact, way }) => ({
      namespace: card.namespace,
      name: card.name,
      column: column?.name ?? null,
      gap,
      hops: distance,
      paths,
      pathsExact,
      way: way().map((step) => ({
        namespace: step.card.namespace,
        name: step.card.name,
        column: step.column,
      })),
    })),
    untraced: origin.untracedColumns.map(({ card, gap }) => ({ name: card.name, reason: gap.reason })),
  };
}

function printOrigin(origin: Origin): void {
  const { ways, ends, columnsTraced } = origin;
  const coverage = coverageOf(origin);
  print(
    `${origin.title}: ${ends.filter(({ gap }) => gap === null).length} sources, ${ends.filter(({ gap }) => gap !== null).length} gaps`,
  );
  if (coverage !== null)
    print(
      `Coverage ${Math.floor(coverage * 100)} %: ${ways.traced} of ${ways.all} ways end at a real source${ways.exact ? '' : ' (cycles counted as one step)'}.`,
    );
  if (columnsTraced && columnsTraced.columns > 0)
    print(
      `Of ${columnsTraced.columns} columns, ${columnsTraced.whole} are traced wholly and ${columnsTraced.partly} partly.`,
    );
  if (origin.rules.length > 0) print(...origin.rules);
  print('');
  printTable(
    ['end', 'hops', 'ways', 'name', 'why lineage stops'],
    ends.map(({ gap, distance, paths, pathsExact, card, column }) => [
      gap ? 'gap' : 'source',
      String(distance),
      pathsExact ? String(paths) : `>= ${paths}`,
      column ? `${card.name}.${column.name}` : card.name,
      gap?.reason ?? '',
    ]),
  );
}

export async function criticalList(
  options: AskedOptions & { readonly suggest?: boolean; readonly limit: number },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const at = atOf(options.asOf);
    const rows = await (
      options.suggest
        ? pages(options.limit, (page) => client.questions.suggestions({ at, ...page })).then(
            ({ items }) => items,
          )
        : client.questions.critical({ at })
    ).catch((error: unknown) => {
      throw momentRefused(error);
    });
    if (json) printJson(rows);
    else if (rows.length === 0)
      print(at ? 'Nothing was marked as critical.' : 'Nothing is marked as critical.');
    else
      printTable(
        ['kind', 'name', 'namespace', 'leads to', 'upstream', 'downstream'],
        rows.map((row) => [
          row.kind,
          row.name,
          row.namespace,
          String(row.endpoints),
          String(row.upstream),
          String(row.downstream),
        ]),
      );
    return 0;
  });
}

export async function criticalSet(
  names: readonly string[],
  critical: boolean,
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const ids = names.map((name) => datasetNamed(catalog, name).id);
    const { reason } = options;
    const result = await client.questions.setCritical({
      ids,
      critical,
      ...(reason === undefined ? {} : { reason }),
    });
    if (json) printJson(result);
    else
      print(
        result.revision === null ? 'Nothing had to change.' : `${result.label}. Revision ${result.revision}.`,
      );
    return 0;
  });
}

export async function posterCommand(
  what: string,
  options: AskedOptions & { readonly output: string; readonly paper: 'A3' | 'A4' },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const { id } = datasetNamed(await viewed(catalog, options.asOf), what);
    const at = atOf(options.asOf);
    const { base64, datasets, boxes } = await client.questions.poster({ id, paper: options.paper, at });
    const bytes = Buffer.from(base64, 'base64');
    writeWhole(options.output, bytes);
    if (json) printJson({ file: options.output, bytes: bytes.byteLength, datasets, boxes });
    else
      print(`wrote ${options.output}: ${counted(datasets, 'dataset')} in ${counted(boxes, 'box', 'boxes')}`);
    return 0;
  });
}
