/**
 * What of the contract hands something out of the catalog, in one table, and the wrapper that enters it in the ledger
 * before it is handed out. What makes a report, a pack or an export of the whole catalog has an entry of its own.
 */
import { z } from 'zod';
import { PARAMETERS_SUFFIX } from '../../catalog/privacy/dsar/parameters.ts';
import { recordDisclosure, type Disclosure } from '../../catalog/ledger/disclose.ts';
import type { Catalog } from '../../catalog/catalog.ts';

/** The answer, which is null where there was nothing to hand out. */
type Says = (input: unknown, output: unknown, catalog: Catalog) => Disclosure | null;

const named = z.object({ name: z.string() });
const byReference = z.object({ reference: z.string() });

/** Reading the same case again within an hour is one access. */
const ONCE_IN = 60;

const file =
  (action: string, what: string): Says =>
  (_input, output) => {
    const name = named.safeParse(output).data?.name ?? '';
    return {
      action,
      objectType: 'catalog',
      objectId: action.split('.')[1] ?? '',
      label: `${what} handed out${name === '' ? '' : `: ${name}`}`,
      ...(name === '' ? {} : { detail: { file: name } }),
    };
  };

const reportFile: Says = (input) => {
  const asked = z.object({ id: z.number(), name: z.string() }).safeParse(input).data;
  return asked
    ? {
        action: 'access.report-file',
        objectType: 'report',
        objectId: String(asked.id),
        label: `File of report ${asked.id} handed out: ${asked.name}`,
        detail: { file: asked.name },
      }
    : null;
};

const reportArchive: Says = (input) => {
  const asked = z.object({ id: z.number() }).safeParse(input).data;
  return asked
    ? {
        action: 'access.report-file',
        objectType: 'report',
        objectId: String(asked.id),
        label: `All files of report ${asked.id} handed out`,
      }
    : null;
};

const personalData =
  (what: string): Says =>
  (input, output, catalog) => {
    const reference = byReference.safeParse(input).data?.reference;
    if (reference === undefined || output === null) return null;
    const id = catalog.store.reader
      .prepare<[string], number>('SELECT id FROM dsar_case WHERE reference = ?')
      .pluck()
      .get(reference);
    return id === undefined
      ? null
      : {
          action: 'access.case',
          objectType: 'case',
          objectId: String(id),
          label: `Case ${reference}: ${what} opened`,
          detail: { reference, what },
          onceIn: ONCE_IN,
        };
  };

/** Statements hold no values; those of the person come beside them while the desk is open. */
const taskFiles: Says = (input, output, catalog) =>
  z
    .array(named)
    .safeParse(output)
    .data?.some(({ name }) => name.endsWith(PARAMETERS_SUFFIX)) === true
    ? personalData('personal data')(input, output, catalog)
    : null;

/** By path in the contract. */
export const DISCLOSING: Readonly<Record<string, Says>> = {
  'reports.file': reportFile,
  'sheet.exportFile': file('export.sheet', 'List of the grid'),
  'compare.export': file('export.comparison', 'Comparison of lineage'),
  'lineage.export': file('export.lineage', 'Picture of lineage'),
  'registers.exportCsv': file('export.register', 'Register'),
  'processing.exportFile': file('export.register', 'Register'),
  'reports.archive': reportArchive,
  'imports.issuesCsv': file('export.issues', 'Issues of an import'),
  'questions.impactFile': file('export.question', 'Impact list'),
  'questions.originFile': file('export.question', 'List of origins'),
  'questions.pathsFile': file('export.question', 'List of paths'),
  'questions.poster': file('export.question', 'Poster of lineage'),
  'drafts.write': file('export.draft', 'Drafts of messages'),
  'desk.taskFiles': taskFiles,
  'desk.person': personalData('personal data'),
  'desk.record': personalData('personal data'),
  'desk.letter': personalData('personal data'),
  'desk.preview': personalData('personal data'),
  'desk.reportOrder': personalData('personal data'),
  'desk.checkTemplate': personalData('personal data'),
};

/** Enters what a procedure hands out. @throws before it is handed out, where that cannot be entered */
export async function enterDisclosure(
  catalog: Catalog,
  actor: () => Promise<string>,
  path: readonly string[],
  input: unknown,
  output: unknown,
): Promise<void> {
  const key = path.join('.');
  const disclosure = Object.hasOwn(DISCLOSING, key) ? DISCLOSING[key]!(input, output, catalog) : null;
  if (disclosure === null) return;
  await recordDisclosure(catalog, await actor(), disclosure);
}
