/** activity, ropa, dpia: processing activities, records of processing, impact assessments. */
import { resolve } from 'node:path';
import { counted } from '../../catalog/counted.ts';
import type { ProcessingRegister, RecordRole, TemplateId } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { dataOut, print, printJson, printTable, remark, shownOf } from '../print.ts';
import { wholeFile } from '../whole-file.ts';
import { makeReport } from './report.ts';
import { because, done } from './targets.ts';

interface Reasoned extends GlobalOptions {
  readonly reason?: string;
}

/** 1 where something is missing or differs, or datasets with personal data are in no activity. */
export async function activityList(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { items, uncovered, personalDatasets } = await client.processing.list();
    if (json) printJson({ total: items.length, items, uncovered, personalDatasets });
    else {
      printTable(
        ['key', 'name', 'role', 'state', 'datasets', 'missing', 'differs', 'assessment'],
        items.map((one) => [
          one.key,
          one.name,
          one.role,
          one.status,
          String(one.datasets),
          String(one.findings.missing),
          String(one.findings.differs),
          one.assessment ?? one.screening,
        ]),
      );
      print(
        '',
        `${counted(items.length, 'activity', 'activities')}; ${uncovered} of ${counted(personalDatasets, 'dataset')} with personal data are in none`,
      );
    }
    const open = items.some(({ findings }) => findings.missing + findings.differs > 0);
    return open || uncovered > 0 ? 1 : 0;
  });
}

/** 1 where something is missing or differs. */
export async function activityShow(
  key: string,
  options: GlobalOptions & { readonly limit: number },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const shown = await client.processing.show({ key });
    const { items } = await pages(options.limit, (page) => client.processing.datasets({ key, ...page }));
    if (json) printJson({ ...shown, datasets: { total: shown.derived.datasets, items } });
    else {
      print(`${shown.name} (${shown.key}), ${shown.role}`, '');
      for (const [field, value] of Object.entries(shown.stated)) {
        const said = Array.isArray(value)
          ? value.map((one) =>
              typeof one === 'string' ? one : Object.values(one).filter(Boolean).join(', '),
            )
          : [value ?? ''];
        if (said.join('') !== '') print(`${field}: ${said.join('; ')}`);
      }
      print('', 'Datasets:');
      for (const { name, namespace, why } of items) print(`  ${name}  ${namespace}  ${why.join('; ')}`);
      print(`  ${shownOf(items.length, shown.derived.datasets, 'dataset')}`, '', 'Findings:');
      for (const { tone, message, provision, evidence } of shown.findings) {
        print(`  ${tone}: ${message}${provision === '' ? '' : ` [${provision}]`}`);
        for (const line of evidence) print(`      ${line}`);
      }
      if (shown.findings.length === 0) print('  none');
      print('', `Impact assessment: ${shown.screening.words}`);
    }
    return shown.findings.some(({ tone }) => tone !== 'note') ? 1 : 0;
  });
}

interface Register extends Reasoned {
  /** Of impact assessments instead of activities. */
  readonly assessments?: boolean;
}

const registerOf = ({ assessments }: Register): ProcessingRegister =>
  assessments === true ? 'assessment' : 'activity';

export async function activityExport(
  format: 'csv' | 'xlsx',
  options: Register & { readonly out?: string },
): Promise<ExitCode> {
  if (format === 'xlsx' && options.out === undefined && process.stdout.isTTY)
    throw new UsageError('A workbook needs a file: --out.');
  return withCatalog(options, false, async ({ client }) => {
    const { base64, entries } = await client.processing.exportFile({ register: registerOf(options), format });
    const bytes = Buffer.from(base64, 'base64');
    if (options.out === undefined) dataOut().write(bytes);
    else {
      await wholeFile(options.out, async (out) => void out.write(bytes));
      remark(`${counted(entries, 'entry', 'entries')} written to ${options.out}.`);
    }
    return 0;
  });
}

/** CSV or XLSX, told from the content. 1 where lines could not be used. */
export async function activityImport(
  path: string,
  options: Register & { readonly dryRun?: boolean },
): Promise<ExitCode> {
  return withCatalog(options, true, async ({ client, json }) => {
    const { dryRun = false } = options;
    const order = { register: registerOf(options), token: resolve(path), dryRun };
    const result = await client.processing.importFile({ ...order, ...because(options) });
    const { lines, added, changedKeys, unchanged, problems, notes, revision } = result;
    if (json) printJson(result);
    else {
      const landed = dryRun
        ? 'Nothing was written.'
        : revision === null
          ? 'Nothing had to change.'
          : `Revision ${revision}.`;
      print(
        `${counted(lines, 'line')}: ${added.length} added, ${changedKeys.length} changed, ${unchanged} unchanged. ${landed}`,
      );
      const place = (line: number) => (line === 0 ? path : `${path}, line ${line}`);
      for (const { line, message } of problems) print(`not used: ${place(line)}: ${message}`);
      for (const { line, message } of notes) print(`note: ${place(line)}: ${message}`);
    }
    return problems.length > 0 ? 1 : 0;
  });
}

export async function activityRemove(keys: readonly string[], options: Register): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(
      await client.processing.remove({ register: registerOf(options), keys: [...keys], ...because(options) }),
      json,
    ),
  );
}

interface RopaOptions extends GlobalOptions {
  readonly template: TemplateId;
  readonly role: RecordRole;
  readonly activity?: string[];
  readonly out?: string;
}

/** With a folder the report, otherwise how much of the template is answered: 1 where something is not. */
export async function ropaCommand({ out, ...options }: RopaOptions): Promise<ExitCode> {
  const { template, role, activity = [] } = options;
  if (out !== undefined)
    return makeReport({ ...options, out }, { kind: 'ropa', template, role, activities: activity });
  return withCatalog(options, false, async ({ client, json }) => {
    const coverage = await client.processing.coverage({ template, role, activities: activity });
    const { items } = coverage;
    if (json) printJson(coverage);
    else {
      printTable(
        ['key', 'answered', 'of Art. 30', 'stated', 'derived', 'does not apply', 'open'],
        items.map((one) => [
          one.key,
          `${one.percent} %`,
          `${one.requiredPercent} %`,
          String(one.stated),
          String(one.derived),
          String(one.notApplicable),
          String(one.open),
        ]),
      );
      for (const { key, unanswered } of items)
        if (unanswered.length > 0)
          print('', `Not answered of ${key}:`, ...unanswered.map((label) => `  ${label}`));
      print(
        '',
        `${coverage.percent} % of the template answered, ${coverage.requiredPercent} % of what Art. 30 asks for`,
      );
    }
    return items.every(({ open }) => open === 0) ? 0 : 1;
  });
}

interface DpiaOptions extends GlobalOptions {
  readonly activity: string;
  readonly out?: string;
}

/** With a folder the report, otherwise the screening: 1 where an assessment is required, or that cannot be told. */
export async function dpiaCommand({ out, ...options }: DpiaOptions): Promise<ExitCode> {
  if (out !== undefined) return makeReport({ ...options, out }, { kind: 'dpia', activity: options.activity });
  return withCatalog(options, false, async ({ client, json }) => {
    const { name, screening } = await client.processing.show({ key: options.activity });
    if (json) printJson({ key: options.activity, name, ...screening });
    else {
      print(name, screening.words, '');
      for (const { title, provision, answer, reason, evidence } of screening.criteria) {
        print(
          `${(answer ?? (evidence.length > 0 ? 'open, pointed out' : 'open')).padEnd(18)} ${title} [${provision}]`,
        );
        for (const line of [...(reason === '' ? [] : [reason]), ...evidence]) print(`    ${line}`);
      }
    }
    return screening.conclusion === 'not-required' ? 0 : 1;
  });
}
