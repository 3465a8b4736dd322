/** audit: what a report would say, comparing two moments, recorded audits, control mappings. */
import { counted } from '../../catalog/counted.ts';
import type { AuditComparison, AuditPreview, AuditSide } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { frameworksOf } from '../frameworks.ts';
import { dayNamed } from '../moments.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, printText, shownOf } from '../print.ts';
import { readText } from './case-face.ts';
import { makeReport } from './report.ts';

export interface PreviewOptions extends GlobalOptions {
  readonly from?: string;
  readonly to?: string;
  readonly framework?: string[];
}

export async function auditPreview(options: PreviewOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const found = await client.audit.preview({
      from: options.from ?? null,
      to: options.to ?? null,
      frameworks: frameworksOf(options.framework),
    });
    if (json) printJson(found);
    else showPreview(found);
    return 0;
  });
}

const shareText = (share: { covered: number; of: number } | null): string =>
  share ? `${share.covered} of ${share.of}` : '-';

function showPreview(found: AuditPreview): void {
  const { activity } = found;
  print(
    found.period,
    `${found.start ? `from revision ${found.start.revision}` : 'from the empty catalog'} to revision ${found.end.revision}, ledger head at entry ${found.end.headSeq}`,
    `${counted(activity.entries, 'ledger entry', 'ledger entries')}: ${counted(activity.imports.total, 'import')}, ${counted(activity.decisions.total, 'decision')}, ${counted(activity.disclosures.total, 'disclosure')}`,
    `ledger: ${found.ledger.words}`,
    '',
  );
  printTable(
    ['coverage', 'beginning', 'end'],
    found.coverage.map(({ what, earlier, later }) => [what, shareText(earlier), shareText(later)]),
  );
  print('');
  printTable(
    ['exception', 'beginning', 'end'],
    found.exceptions.map((one) => [
      one.text,
      String(one.earlier),
      one.of === null ? String(one.count) : `${one.count} of ${one.of}`,
    ]),
  );
  for (const { name, controls } of found.frameworks) {
    print('', name);
    printTable(
      ['control', 'report', 'found'],
      controls.map((one) => [
        one.id,
        one.support,
        one.evidence.map(({ found: each }) => each.words).join('; ') || one.note,
      ]),
    );
  }
}

export interface CompareOptions extends GlobalOptions {
  readonly framework?: string[];
  readonly title?: string;
  readonly out?: string;
}

/** With `--out`, the comparison is recorded as a report and its files are written. */
export async function auditCompare(
  earlierText: string,
  laterText: string,
  options: CompareOptions,
): Promise<ExitCode> {
  const [earlier, later] = [sideOf(earlierText), sideOf(laterText)];
  const frameworks = frameworksOf(options.framework);
  if (options.out !== undefined)
    return makeReport(
      { ...options, out: options.out },
      {
        kind: 'audit-comparison',
        ...(options.title === undefined ? {} : { title: options.title }),
        earlier,
        later,
        frameworks,
      },
    );
  return withCatalog(options, false, async ({ client, json }) => {
    const found = await client.audit.compare({ earlier, later, frameworks });
    if (json) printJson(found);
    else showComparison(found);
    return 0;
  });
}

function sideOf(text: string): AuditSide {
  if (text === 'now') return { at: 'day', day: null };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { at: 'day', day: dayNamed(text) };
  const report = /^report:([1-9]\d{0,14})$/.exec(text);
  if (report) return { at: 'report', report: Number(report[1]) };
  throw new UsageError(`"${text}" is not a moment; use YYYY-MM-DD, now, or report:4 for a recorded audit.`);
}

function showComparison(found: AuditComparison): void {
  const { earlier, later, between } = found;
  print(
    `earlier: ${earlier.name}, revision ${earlier.revision}`,
    `later:   ${later.name}, revision ${later.revision}`,
    `between: ${counted(between.entries, 'ledger entry', 'ledger entries')} by ${counted(between.byActor.length, 'actor')}, ${counted(between.imports.total, 'import')}`,
    '',
  );
  printTable(
    ['coverage', 'earlier', 'later'],
    found.coverage.map((one) => [one.what, shareText(one.earlier), shareText(one.later)]),
  );
  print('');
  printTable(
    ['exception', 'earlier', 'later', 'new', 'gone'],
    found.exceptions.map((one) => [
      one.text,
      String(one.earlier),
      String(one.later),
      one.appeared ? String(one.appeared.total) : 'not known',
      one.gone ? String(one.gone.total) : 'not known',
    ]),
  );
  for (const { name, total, changed } of found.frameworks) {
    print('', `${name}: evidence of ${changed.length} of ${counted(total, 'control')} changed`);
    printTable(
      ['control', 'earlier', 'later'],
      changed.flatMap(({ id, evidence }) => evidence.map((one) => [id, one.earlier, one.later])),
    );
  }
}

export async function auditList(options: GlobalOptions & { readonly limit: number }): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { total, items } = await pages(options.limit, (page) => client.audit.reports(page));
    if (json) printJson({ total, items });
    else {
      printTable(
        ['report', 'kind', 'made', 'by', 'from', 'to', 'title'],
        items.map((one) => [
          String(one.id),
          one.kind,
          one.at,
          one.actor,
          one.from ?? '',
          one.to ?? '',
          one.title,
        ]),
      );
      print('', shownOf(items.length, total, 'report'));
    }
    return 0;
  });
}

export async function controlsList(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const all = await client.audit.frameworks();
    if (json) printJson(all.map(({ json: _text, ...one }) => one));
    else
      printTable(
        ['key', 'name', 'edition', 'controls', 'version'],
        all.map((one) => [
          one.key,
          one.name,
          one.edition,
          `${one.covered} of ${one.controls} covered`,
          one.own ? 'own' : 'bundled',
        ]),
      );
    return 0;
  });
}

export async function controlsShow(key: string, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client }) => {
    const found = (await client.audit.frameworks()).find((one) => one.key === key);
    if (!found)
      throw new UsageError(`There is no control mapping ${key}; try headwater audit controls list.`);
    printText(found.json);
    return 0;
  });
}

/** @param file null: back to the bundled mapping */
export async function controlsSet(
  key: string,
  file: string | null,
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const text = file === null ? null : readText(file);
    const result = await client.audit.editFramework({ key, text, reason: options.reason ?? null });
    if (json) printJson(result);
    else print(result.label);
    return 0;
  });
}
