/** Tables of reports: long ones are cut at a stated number of rows; the whole list is in the data. */
import type { Inline, TableBlock, TableColumn, TextRun, WithheldKind } from './render/document.ts';

/** Rows of one table in the PDF and the page. */
export const ROWS_SHOWN = 500;

export function table(
  caption: string,
  columns: readonly (string | TableColumn)[],
  rows: readonly (readonly Inline[])[],
  options: { readonly empty?: string; readonly limit?: number; readonly rowHeaders?: boolean } = {},
): TableBlock {
  const limit = options.limit ?? ROWS_SHOWN;
  const cut = rows.length > limit;
  return {
    kind: 'table',
    caption,
    columns: columns.map((column) => (typeof column === 'string' ? { header: column } : column)),
    rows: rows.slice(0, limit),
    rowHeaders: options.rowHeaders ?? true,
    ...(cut ? { total: { shown: limit, of: rows.length }, allRows: rows } : {}),
    empty: options.empty ?? 'None.',
  };
}

export function numeric(header: string): TableColumn {
  return { header, align: 'end' };
}

/** Up to `most` items, then how many more there are. */
export function listed(items: readonly string[], most = 12): string {
  return items.length <= most
    ? items.join(', ')
    : `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}

/** The same of names, each marked as what it names; `none` where there are none. */
export function listedNames(
  names: WithheldKind,
  items: readonly string[],
  most: number,
  none: string,
): readonly TextRun[] {
  if (items.length === 0) return [{ text: none }];
  const shown = items
    .slice(0, most)
    .flatMap((text, at): TextRun[] => [...(at === 0 ? [] : [{ text: ', ' }]), { text, names }]);
  return items.length <= most ? shown : [...shown, { text: ` and ${items.length - most} more` }];
}

/** `2026-11-21 09:30 UTC`. */
export function instantText(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

const KIND_NAMES: Readonly<Record<string, string>> = { ephemeral: 'query step', api: 'API' };

/** A dataset's kind in words. */
export function kindName(kind: string): string {
  return Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind]! : kind;
}

/** The same, and of what sources only mention, that no kind is known. */
export function kindOf({ kind, described }: { readonly kind: string; readonly described: boolean }): string {
  return described ? kindName(kind) : 'not known';
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  propagated: 'lineage',
  openlineage: 'OpenLineage',
  glue: 'AWS Glue',
  dbt: 'dbt',
};

/** An importer as people call it; its own key where there is no other name. */
export function sourceName(importer: string): string {
  return Object.hasOwn(SOURCE_NAMES, importer) ? SOURCE_NAMES[importer]! : importer;
}
