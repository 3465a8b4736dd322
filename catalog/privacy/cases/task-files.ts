/**
 * A search task as files to be handed to the owner of a system: the statements without any value, and the
 * values apart, so that the first can be mailed.
 */
import type { Catalog } from '../../catalog.ts';
import { safeStem } from '../../reports/report-model.ts';
import { Refused } from '../../stewardship/refused.ts';
import type { IdentifierKind } from '../dsar/request.ts';
import { commentText } from '../dsar/sql/statements.ts';
import { workOf, type StoreRow } from './outcomes.ts';
import { today } from '../deadline/today.ts';
import { clocksOf, legalNow, loadCase } from './read.ts';
import { readPerson } from './records.ts';

export interface TaskFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What the stored detail of a store holds that a task sheet shows; see `storeData`. */
interface Sheet {
  readonly dialect?: string | null;
  readonly binding?: string | null;
  readonly systemOwners?: readonly string[];
  readonly kind?: string;
  readonly columns?: readonly { readonly path: readonly string[]; readonly categories: readonly string[] }[];
  readonly statements?: {
    readonly count: string;
    readonly rows: string;
    readonly parameters: readonly string[];
  } | null;
  readonly wayIn?: string | null;
  readonly instructions?: readonly string[];
  readonly review?: readonly string[];
  readonly unassessed?: readonly string[];
}

/** @throws Refused when the case has no such task */
export function taskFiles(catalog: Catalog, reference: string, task: string): TaskFile[] {
  const db = catalog.store.reader;
  const one = loadCase(db, reference);
  const rows = workOf(db, one.id).filter((row) => row.work === 'search' && row.task === task);
  if (rows.length === 0) throw new Refused('NOT_FOUND', `Case ${reference} has no search task ${task}.`);
  const due = clocksOf(legalNow(catalog), one, one.folded, today())
    .flatMap(({ deadline }) => deadline.internalTarget ?? [])
    .sort()[0];
  const stem = `${safeStem(reference, 'case')}-${task}`;
  const sheet = sheetOf(rows[0]!);
  const script = sheet.dialect
    ? { name: `${stem}.sql`, mediaType: 'application/sql' }
    : { name: `${stem}.txt`, mediaType: 'text/plain' };
  const values = parameters(catalog, reference);
  return [
    { ...script, text: `${lines(reference, task, rows, due ?? null).join('\n')}\n` },
    ...(values === null
      ? []
      : [{ name: `${stem}-parameters.json`, mediaType: 'application/json', text: values }]),
  ];
}

function sheetOf(row: StoreRow): Sheet {
  return row.detail;
}

const comment = (text: string): string => `-- ${commentText(text)}`.trimEnd();

function lines(reference: string, task: string, rows: readonly StoreRow[], due: string | null): string[] {
  const [first] = rows;
  const { dialect, binding, systemOwners = [] } = sheetOf(first!);
  return [
    comment(`Case ${reference}, search task ${task}: ${first!.system}`),
    comment(`Owner: ${systemOwners.join(', ') || 'none named'}`),
    ...(due === null ? [] : [comment(`Please answer by ${due}.`)]),
    comment(
      dialect ? `Written for ${dialect}. ${binding ?? ''}` : 'No SQL system: written instructions only.',
    ),
    comment(
      'Values are in a separate parameter file; run each statement once for every value of a parameter.',
    ),
    comment('Do not paste values into this text. Run the count first.'),
    comment(
      'Return for each store: rows found, none, or not searched and why; who searched, when; and the rows.',
    ),
    comment('Return the rows as CSV with a line of headers, JSON or PDF.'),
    ...rows.flatMap((row, index) => storeLines(row, `${task}.${index + 1}`)),
  ];
}

function storeLines(row: StoreRow, id: string): string[] {
  const sheet = sheetOf(row);
  const { columns = [], instructions = [], review = [], unassessed = [], statements } = sheet;
  const top = [...new Set(columns.map((column) => column.path[0] ?? ''))];
  return [
    '',
    comment(`${id}  ${sheet.kind ?? ''} ${row.name}`),
    ...columns.map((column) =>
      comment(
        `  column ${column.path.join('.')}: ${column.categories.join(', ') || 'personal data, category not stated'}`,
      ),
    ),
    ...(sheet.wayIn ? [comment(`  ${sheet.wayIn}`)] : []),
    ...instructions.map((line) => comment(`  ${line}`)),
    ...(review.length > 0
      ? [
          comment(
            `  Free text: search it for the values of the parameter file as well, and mark what is about other people: ${review.join(', ')}`,
          ),
        ]
      : []),
    ...(unassessed.length > 0
      ? [comment(`  Not selected; say whether they are about the person: ${unassessed.join(', ')}`)]
      : []),
    ...(statements
      ? [
          comment(`  Parameters in order: ${statements.parameters.join(', ')}`),
          comment('  1. How many rows. Expected: one row, one number.'),
          statements.count,
          comment(`  2. The rows. Expected: the columns ${top.join(', ')}.`),
          statements.rows,
        ]
      : []),
  ];
}

/** Values of identifiers with the forms in which systems keep them; null while the desk is closed or without any. */
function parameters(catalog: Catalog, reference: string): string | null {
  const identifiers = readPerson(catalog, catalog.store.reader, reference)?.identifiers ?? [];
  if (identifiers.length === 0) return null;
  const values = Object.fromEntries(
    [...Map.groupBy(identifiers, (one) => one.kind)].map(([kind, all]) => [
      kind,
      [...new Set(all.flatMap((one) => variantsOf(kind, one.value)))],
    ]),
  );
  const note =
    'Personal data: bind these values to the parameters of the search task, once per value, and delete this file afterwards.';
  return `${JSON.stringify({ case: reference, note, parameters: values }, null, 2)}\n`;
}

/** A value as given and in the forms in which systems may keep it. */
export function variantsOf(kind: IdentifierKind, value: string): string[] {
  const plain = value.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  const variants = new Set([plain]);
  if (kind === 'email') variants.add(plain.toLowerCase());
  if (kind === 'phone') {
    const digits = plain.replaceAll(/\D/g, '').replace(plain.startsWith('00') ? /^00/ : /^$/, '');
    const international = /^(?:\+|00)/.test(plain);
    variants.add(digits);
    if (international) for (const prefix of ['+', '00']) variants.add(`${prefix}${digits}`);
  }
  if (kind === 'name') {
    const bare = plain.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
    variants.add(bare);
    for (const form of [plain, bare]) {
      const at = form.lastIndexOf(' ');
      if (at > 0 && !form.includes(',')) variants.add(`${form.slice(at + 1)}, ${form.slice(0, at)}`);
    }
  }
  if (['account_number', 'government_id', 'customer_id', 'device_id'].includes(kind)) {
    const compact = plain.replaceAll(/[\s.-]/g, '');
    for (const form of [compact, compact.toUpperCase()]) variants.add(form);
  }
  if (kind === 'device_id' || kind === 'ip_address') variants.add(plain.toLowerCase());
  return [...variants].filter((one) => one !== '');
}
