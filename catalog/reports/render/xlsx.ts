/** The tables of a report as a workbook: a cover, then a sheet each. */
import { readZip } from '../../evidence/zip.ts';
import { xlsxOf } from '../../questions/files/table-files.ts';
import type { ReportDocument } from './document.ts';
import { coreProperties, fixedZip } from './office-zip.ts';
import { coverSheet, tableSheets } from './table-sheets.ts';

const CORE = 'docProps/core.xml';
const CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml';
const CORE_RELATION = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';

/** Texts are stored as texts, so that nothing is calculated. The same document gives the same bytes. */
export async function toXlsx(doc: ReportDocument, signal?: AbortSignal): Promise<Uint8Array> {
  const sheets = tableSheets(doc);
  const book = await xlsxOf([coverSheet(doc, sheets), ...sheets.map(({ sheet }) => sheet)]);
  signal?.throwIfAborted();
  const parts = new Map<string, string | Uint8Array>(readZip(book));
  insert(
    parts,
    '[Content_Types].xml',
    '</Types>',
    `<Override ContentType="${CORE_TYPE}" PartName="/${CORE}"/>`,
  );
  insert(
    parts,
    '_rels/.rels',
    '</Relationships>',
    `<Relationship Id="rId-core" Type="${CORE_RELATION}" Target="${CORE}"/>`,
  );
  parts.set(CORE, coreProperties(doc));
  return fixedZip(parts);
}

function insert(parts: Map<string, string | Uint8Array>, name: string, before: string, text: string): void {
  const part = parts.get(name);
  const xml = part instanceof Uint8Array ? new TextDecoder().decode(part) : (part ?? '');
  if (!xml.includes(before)) throw new Error(`the workbook has no ${name} in which ${before} stands`);
  parts.set(name, xml.replace(before, `${text}${before}`));
}
