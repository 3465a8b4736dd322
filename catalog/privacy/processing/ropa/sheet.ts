/** The record as a table: a row an activity, the columns of the authority's template in its order. */
import { csvOf } from '../../../tables/table-files.ts';
import type { PlannedFile } from '../../../reports/report-model.ts';
import { textFile } from '../../../reports/report-model.ts';
import { workbook } from '../../../stewardship/sheet/xlsx/write.ts';
import type { RopaContent } from './content.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Open fields are empty cells; of what does not apply, the reason stands there. */
export function ropaTable({ template, role, records }: RopaContent): { headers: string[]; rows: string[][] } {
  return {
    headers: ['Processing activity', ...template[role].map(({ label, local }) => local ?? label)],
    rows: records.map(({ activity, coverage }) => [
      activity.name,
      ...coverage.answers.map(({ state, text }) =>
        state === 'not-applicable' ? `Not applicable: ${text}` : text,
      ),
    ]),
  };
}

export function tableFiles(content: RopaContent, stem: string): PlannedFile[] {
  const { headers, rows } = ropaTable(content);
  return [
    // Spreadsheets take a file without the mark for one in an older encoding.
    textFile(`${stem}.csv`, 'text/csv', () => `\ufeff${csvOf({ name: stem, headers, rows })}`),
    {
      name: `${stem}.xlsx`,
      mediaType: XLSX,
      write: async () => {
        const columns = headers.map((header) => ({ header, width: Math.min(40, header.length + 4) }));
        const some = (async function* () {
          yield rows;
        })();
        const parts: Uint8Array[] = [];
        for await (const part of workbook({ name: 'Record of processing', columns, frozen: 1 }, some))
          parts.push(part);
        return Buffer.concat(parts);
      },
    },
  ];
}
