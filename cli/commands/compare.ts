/** compare. */
import { WORTH_A_LOOK } from '../../catalog/compare/compare.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CompareOf, Comparison, Difference } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { momentRefused, revisionNamed, timeNamed } from '../moments.ts';
import { pages } from '../pages.ts';
import { print, printJson, shownOf } from '../print.ts';

export interface CompareOptions extends GlobalOptions {
  readonly revisions?: readonly string[];
  readonly dates?: readonly string[];
  readonly runs?: readonly string[];
  readonly all?: boolean;
  readonly limit: number;
}

/** 0 when nothing is worth a look, 1 when something is. */
export async function compareCommand(options: CompareOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const of = askedFor(face.catalog, options);
    // The most suspicious comes first: the exit code speaks of it, whether or not it is shown.
    const limit = face.json ? Infinity : options.limit;
    const found = await compared(face, of, Math.max(1, limit), options);
    const most = found.items[0]?.suspicion ?? 0;
    const items = found.items.slice(0, limit);
    if (face.json) printJson({ of, ...found });
    else show({ ...found, items });
    return most >= WORTH_A_LOOK ? 1 : 0;
  });
}

function askedFor(catalog: Catalog, { revisions, dates, runs }: CompareOptions): CompareOf {
  const given = [revisions, dates, runs].filter((one) => one !== undefined);
  const [pair] = given;
  if (given.length !== 1 || pair?.length !== 2)
    throw new UsageError('Name two: --revisions A B, --dates A B, or --runs A B.');
  const [a, b] = [pair[0]!, pair[1]!];
  if (revisions) return { kind: 'revisions', a: revisionNamed(a), b: revisionNamed(b) };
  if (dates) return { kind: 'times', a: timeNamed(a), b: timeNamed(b) };
  return { kind: 'runs', a: runNamed(catalog, a), b: runNamed(catalog, b) };
}

/** A run by its own id; one id may be used by several jobs. */
function runNamed(catalog: Catalog, name: string): number {
  const rows = catalog.store.reader
    .prepare<[string, string], { id: number; job: string }>(
      `SELECT r.id, j.name AS job FROM run r JOIN job j ON j.id = r.job_id
       WHERE (r.run_id = ? OR j.name || '/' || r.run_id = ?) AND r.until_revision IS NULL`,
    )
    .all(name, name);
  if (rows.length === 0) throw new UsageError(`There is no run "${name}".`);
  if (rows.length > 1)
    throw new UsageError(
      `"${name}" means runs of ${rows.length} jobs; name one as job/run id:\n${rows.map(({ job }) => `  ${job}/${name}`).join('\n')}`,
    );
  return rows[0]!.id;
}

function compared(
  { client }: Face,
  of: CompareOf,
  limit: number,
  { all = false }: CompareOptions,
): Promise<Comparison> {
  return pages(limit, (page) =>
    client.compare.get({ of, ...page, unchanged: all }).catch((error: unknown) => {
      throw momentRefused(error);
    }),
  );
}

const SIGNS = { added: '+', removed: '-', changed: '~', unchanged: '=' } as const;

function show({ items, total, totals, notes }: Comparison): void {
  for (const item of items) print(...linesOf(item));
  if (items.length > 0) print('');
  print(
    `${totals.added} added, ${totals.removed} removed, ${totals.changed} changed, ${totals.unchanged} alike`,
    ...(items.length < total ? [shownOf(items.length, total, 'difference')] : []),
    ...notes,
  );
}

function linesOf({ change, title, suspicion, reasons, aspects }: Difference): string[] {
  const said = (value: Difference['aspects'][number]['before']): string => {
    const text = value === null ? 'not told' : Array.isArray(value) ? value.join(', ') : String(value);
    return text.length > 120 ? `${text.slice(0, 117)}…` : text;
  };
  return [
    `${SIGNS[change]} ${title}  (${Math.round(suspicion)})`,
    ...reasons.map(({ text }) => `    ${text}`),
    ...aspects.map(({ label, before, after }) => `    ${label}: ${said(before)} → ${said(after)}`),
  ];
}
