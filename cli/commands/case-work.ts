/** The work of a case: tasks and outcomes, personal data, letters, what is due, the end. */
import { basename } from 'node:path';
import { counted } from '../../catalog/counted.ts';
import { writeWhole } from '../../catalog/whole-file.ts';
import {
  LETTER_KINDS,
  OUTCOMES,
  REDACTION_REASONS,
  WORK_KINDS,
  letterLanguageSchema,
  personSchema,
  type CaseWork,
} from '../../contract/index.ts';
import { UsageError, type ExitCode } from '../face.ts';
import { print, printJson, printTable, printText, remark } from '../print.ts';
import { size } from '../progress.ts';
import { readBytes, readText, sayCase, withDesk, writeFiles, type DeskOptions } from './case-face.ts';

export interface TaskOptions extends DeskOptions {
  readonly work: string;
  readonly store?: string[];
  readonly outcome?: string;
  readonly found?: number;
  readonly reason?: string;
  readonly method?: string;
  readonly backups?: string;
  readonly check?: string;
  readonly until?: string;
  readonly by?: string;
  readonly on?: string;
  readonly out?: string;
}

function known<T extends string>(given: string, all: readonly T[], what: string): T {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new UsageError(`"${given}" is not ${what}; use ${all.join(', ')}.`);
  return found;
}

/** Lists the work, writes a task's files, or records an outcome. */
export async function caseTask(
  reference: string,
  task: string | undefined,
  options: TaskOptions,
): Promise<ExitCode> {
  const work = known(options.work, WORK_KINDS, 'a kind of work');
  return withDesk(options, async (face) => {
    if (options.outcome !== undefined) {
      const { found, reason, method, backups, check, until, by, on } = options;
      const outcome = options.outcome === 'clear' ? null : known(options.outcome, OUTCOMES, 'an outcome');
      const stores = options.store?.map(Number);
      return sayCase(
        face,
        await face.client.desk.outcome({
          ...{ reference, work, task, stores, outcome, found, reason, method, backups, check, until, by, on },
        }),
      );
    }
    if (options.out !== undefined) {
      if (task === undefined) throw new UsageError('Name the task whose files are to be written, e.g. T01.');
      const files = await face.client.desk.taskFiles({ reference, task });
      const paths = writeFiles(options.out, files);
      if (face.json) printJson(paths);
      else print(...paths);
      return 0;
    }
    const view = await face.client.desk.case({ reference });
    const rows = view.work.filter((row) => row.work === work && (task === undefined || row.task === task));
    if (face.json) printJson(rows);
    else listWork(rows);
    return 0;
  });
}

function listWork(rows: readonly CaseWork[]): void {
  if (rows.length === 0) {
    print('There is no such work in this case. Tasks are made when the case moves to collecting.');
    return;
  }
  printTable(
    ['task', 'store', 'system', 'name', 'owner', 'outcome', 'rows', 'why'],
    rows.map((row) => [
      row.task,
      String(row.id),
      row.system,
      row.name,
      row.owners.join(', '),
      row.outcome ?? 'open',
      row.found === null ? '' : String(row.found),
      row.reason ?? '',
    ]),
  );
}

export async function casePerson(
  reference: string,
  file: string | undefined,
  options: DeskOptions,
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    if (file === undefined) {
      printJson(await face.client.desk.person({ reference }));
      return 0;
    }
    const person = personSchema.safeParse(parsed(readText(file), file));
    if (!person.success)
      throw new UsageError(
        `${file}: ${person.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; ')}`,
      );
    print((await face.client.desk.notePerson({ reference, person: person.data })).label);
    return 0;
  });
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

export async function caseNote(reference: string, text: string, options: DeskOptions): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    print((await face.client.desk.note({ reference, text })).label);
    return 0;
  });
}

export async function caseAttach(
  reference: string,
  file: string,
  options: DeskOptions & { readonly task?: string },
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const record = await face.client.desk.attach({
      reference,
      name: basename(file),
      base64: readBytes(file).toString('base64'),
      task: options.task ?? null,
    });
    if (face.json) printJson(record);
    else
      print(
        `Record ${record.id}: ${record.name ?? ''}, ${size(record.bytes)}, SHA-256 ${record.sha256 ?? ''}`,
      );
    return 0;
  });
}

export async function caseRecords(
  reference: string,
  id: number | undefined,
  options: DeskOptions & { readonly out?: string },
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    if (id !== undefined) {
      if (options.out === undefined) throw new UsageError('Name the folder with --out.');
      print(...writeFiles(options.out, [await face.client.desk.record({ reference, id })]));
      return 0;
    }
    const records = await face.client.desk.records({ reference });
    if (face.json) printJson(records);
    else if (records.length === 0) print('No records.');
    else
      printTable(
        ['record', 'kind', 'task', 'name', 'size', 'redacted', 'SHA-256'],
        records.map((one) => [
          String(one.id),
          one.kind,
          one.task ?? '',
          one.erased ? 'erased' : (one.name ?? 'desk is closed'),
          size(one.bytes),
          one.redactions ? String(one.redactions) : '',
          one.sha256 ?? '',
        ]),
      );
    return 0;
  });
}

export interface RedactOptions extends DeskOptions {
  readonly place?: string[];
  readonly reason: string;
  readonly why: string;
  readonly copy?: string;
}

export async function caseRedact(reference: string, id: number, options: RedactOptions): Promise<ExitCode> {
  const reason = known(options.reason, REDACTION_REASONS, 'a reason');
  const places = (options.place ?? []).map(placeOf);
  return withDesk(options, async (face) => {
    const record = await face.client.desk.redact({
      reference,
      record: id,
      redactions: (places.length > 0 ? places : [{}]).map((place) => ({
        ...place,
        reason,
        why: options.why,
      })),
      ...(options.copy === undefined ? {} : { copy: readBytes(options.copy).toString('base64') }),
    });
    if (face.json) printJson(record);
    else print(`Record ${record.id}: ${record.name ?? ''}; the original stays as it was`);
    return 0;
  });
}

/** `3:notes` a cell, `:notes` a column, `3:` a row, `/a/0/b` a place in JSON. */
function placeOf(text: string): { row?: number; column?: string; pointer?: string } {
  if (text.startsWith('/')) return { pointer: text };
  const match = /^(\d*):(.*)$/s.exec(text);
  if (!match) throw new UsageError(`"${text}" is not a place; use 3:notes, :notes, 3: or /a/0/b.`);
  return {
    ...(match[1] === '' ? {} : { row: Number(match[1]) }),
    ...(match[2] === '' ? {} : { column: match[2]! }),
  };
}

export interface LetterOptions extends DeskOptions {
  readonly set?: string[];
  readonly values?: string;
  readonly language?: string;
  readonly date?: string;
  readonly out?: string;
  readonly finish?: boolean;
}

export async function caseLetter(reference: string, kind: string, options: LetterOptions): Promise<ExitCode> {
  const values = options.values === undefined ? {} : parsed(readText(options.values), options.values);
  const set = Object.fromEntries((options.set ?? []).map(assignment));
  const given = { ...(values as Record<string, string>), ...set };
  const { language, date } = options;
  return withDesk(options, async (face) => {
    const order = {
      reference,
      kind: known(kind, LETTER_KINDS, 'a letter'),
      ...(language === undefined
        ? {}
        : { language: known(language, letterLanguageSchema.options, 'a language') }),
      ...(date === undefined ? {} : { date }),
      given,
    };
    const letter = options.finish
      ? await face.client.desk.finishLetter(order)
      : await face.client.desk.letter(order);
    const paths = options.out === undefined ? [] : writeFiles(options.out, letter.files);
    if (face.json) printJson({ ...letter, files: paths });
    else if (options.out === undefined) printText(letter.text);
    else print(...paths);
    remark(...letter.warnings.map((warning) => `Note: ${warning}`));
    if (letter.missing.length === 0) return 0;
    remark(`A draft. Missing: ${letter.missing.join(', ')}`);
    return 1;
  });
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`"${text}" sets nothing; expected field=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

export async function caseDue(
  options: DeskOptions & { readonly within?: number; readonly ics?: string },
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    if (options.ics !== undefined) {
      const { base64 } = await face.client.desk.calendarFile();
      writeWhole(options.ics, Buffer.from(base64, 'base64'));
    }
    const { items, paused } = await face.client.desk.due();
    const shown = items.filter((item) => item.daysLeft <= (options.within ?? Infinity));
    if (face.json) printJson({ items: shown, total: items.length, paused });
    else {
      printTable(
        ['date', 'days', 'case', 'law', 'what'],
        shown.map((item) => [item.date, String(item.daysLeft), item.reference, item.law, item.words]),
      );
      if (shown.length < items.length) print(`showing ${shown.length} of ${items.length}`);
      for (const one of paused)
        print(`${one.reference}, ${one.law}: the clock stands since ${one.since}, ${one.words}`);
    }
    // Something is overdue.
    return shown.some((item) => item.kind === 'answer' && item.daysLeft < 0) ? 1 : 0;
  });
}

export async function caseRetention(
  reference: string,
  months: number,
  options: DeskOptions,
): Promise<ExitCode> {
  return withDesk(options, async (face) =>
    sayCase(face, await face.client.desk.retention({ reference, months })),
  );
}

/** Without --yes: what would be erased. */
export async function caseErase(
  reference: string | undefined,
  options: DeskOptions & { readonly yes?: boolean; readonly early?: boolean },
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const all = await face.client.desk.erasable();
    const chosen = all.filter((one) => (reference === undefined ? one.isDue : one.reference === reference));
    if (reference !== undefined && !options.yes && chosen.length === 0)
      throw new UsageError(`No case "${reference}" has personal data.`);
    if (!options.yes) {
      if (face.json) printJson(reference === undefined ? all : chosen);
      else if (all.length === 0) print('No case has personal data.');
      else
        printTable(
          ['case', 'state', 'kept for', 'erase from', 'due', 'records', 'size'],
          (reference === undefined ? all : chosen).map((one) => [
            one.reference,
            one.state.replaceAll('_', ' '),
            one.retentionMonths === null ? 'not chosen' : counted(one.retentionMonths, 'month'),
            one.eraseFrom ?? '',
            one.isDue ? 'yes' : 'no',
            String(one.records),
            size(one.bytes),
          ]),
        );
      return 0;
    }
    const references = reference === undefined ? chosen.map((one) => one.reference) : [reference];
    const results = [];
    for (const one of references)
      results.push(await face.client.desk.erase({ reference: one, early: options.early === true }));
    if (face.json) printJson(results);
    else print(...(results.length === 0 ? ['Nothing is due.'] : results.map(({ label }) => label)));
    return 0;
  });
}
