import { editSheet } from '../../catalog/stewardship/sheet/edit-sheet.ts';
import type { SheetOutcome } from '../../catalog/stewardship/sheet/edit-cells.ts';
import { exportSheet } from '../../catalog/stewardship/sheet/export.ts';
import { fieldsOf, type SheetField } from '../../catalog/stewardship/sheet/fields.ts';
import { importSheet } from '../../catalog/stewardship/sheet/import.ts';
import { listed, onOf, rowsOf } from '../../catalog/stewardship/sheet/rows.ts';
import { KIND_RULES } from '../../catalog/stewardship/statement-kinds.ts';
import { actorOf, os } from './context.ts';
import { readHeld } from './held-file.ts';
import { reasonPolicySchema } from '../../contract/index.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const sheet = os.sheet.router({
  fields: os.sheet.fields.handler(({ context, input }) =>
    fieldsOf(context.catalog.store.reader, onOf(input.scope)).map(fieldView),
  ),
  rows: os.sheet.rows.handler(async ({ context, input }) => {
    const { headers, offset, limit, by, ...search } = input;
    const { catalog } = context;
    const on = onOf(search.scope);
    const list = await listed(catalog, { ...search, ...(by ? { by } : {}) });
    const db = catalog.store.reader;
    const known = new Map(fieldsOf(db, on).map((field) => [field.header, field]));
    const fields = headers.flatMap((header) => known.get(header) ?? []);
    return {
      total: list.ids.length,
      atLeast: list.atLeast,
      problems: [...list.problems],
      revision: catalog.revision(),
      items: rowsOf(db, on, list.ids.slice(offset, offset + limit), fields).map((row) => ({
        ...row,
        cells: { ...row.cells },
      })),
    };
  }),
  edit: os.sheet.edit.handler(async ({ context, input }) => {
    const { cells, ...options } = input;
    return outcomeView(await editSheet(context.catalog, await actorOf(context), cells, options));
  }),
  exportFile: os.sheet.exportFile.handler(async ({ context, input, signal }) => {
    const { by, ...search } = input;
    const parts: Uint8Array[] = [];
    const { rows } = await exportSheet(
      context.catalog,
      { ...search, ...(by ? { by } : {}) },
      (bytes) => void parts.push(bytes),
      signal,
    );
    return {
      name: `${input.scope}.${input.format}`,
      mediaType: input.format === 'csv' ? 'text/csv' : XLSX,
      base64: Buffer.concat(parts).toString('base64'),
      rows,
    };
  }),
  importFile: os.sheet.importFile.handler(async ({ context, input, signal }) => {
    const { token: _token, ...options } = input;
    const actor = await actorOf(context);
    const outcome = await readHeld(context, input, signal, (path) =>
      importSheet(context.catalog, actor, path, options, signal),
    );
    const { rows, headers, notes } = outcome;
    return {
      ...outcomeView(outcome),
      ...{ rows, headers: [...headers] },
      notes: { total: notes.total, items: [...notes.items] },
    };
  }),
});

function fieldView(field: SheetField) {
  const { header, label, holds, many } = field;
  const rule = field.holds === 'statement' ? KIND_RULES[field.kind] : undefined;
  const own =
    holds === 'owner'
      ? ('party' as const)
      : field.holds === 'statement' && field.kind === 'label'
        ? ('label' as const)
        : null;
  return {
    header,
    label,
    holds,
    many,
    among: rule?.among ? [...rule.among] : null,
    keyOf: rule?.keyOf ?? own,
  };
}

function outcomeView(outcome: SheetOutcome) {
  const { revision, changed, label, reasonNeeded, datasets, columns, changes, conflicts, problems } = outcome;
  return {
    ...{ revision, changed, label, datasets, columns },
    reasonNeeded: reasonNeeded && { ...reasonNeeded, policy: reasonPolicySchema.parse(reasonNeeded.policy) },
    changes: { total: changes.total, items: [...changes.items] },
    conflicts: { total: conflicts.total, items: [...conflicts.items] },
    problems: { total: problems.total, items: [...problems.items] },
  };
}
