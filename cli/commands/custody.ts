/** export. */
import type { Writable } from 'node:stream';
import { counted } from '../../catalog/counted.ts';
import { exportNdjson } from '../../catalog/export/export-ndjson.ts';
import { readSettings } from '../../catalog/settings.ts';
import { withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { isHeldBack } from '../handing-out.ts';
import { dataOut, print, printJson, remark } from '../print.ts';
import { size } from '../progress.ts';
import { wholeFile } from '../whole-file.ts';

export interface ExportOptions extends GlobalOptions {
  readonly format: 'ndjson';
  readonly out?: string;
  readonly canonical?: boolean;
}

export async function exportCommand(options: ExportOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, json }) => {
    const { actor } = await readSettings(catalog);
    const entered = isHeldBack(options.out) ? 'after' : 'before';
    const write = (out: Writable) =>
      exportNdjson(catalog, actor, out, { canonical: options.canonical === true, entered });
    const result = options.out === undefined ? await write(dataOut()) : await wholeFile(options.out, write);
    // With the records on standard output, the summary must not mix with them.
    const summary = `${counted(result.records, 'record')}, ${size(result.bytes)}, SHA-256 ${result.sha256}, ledger entry ${result.ledgerEntry.seq}`;
    if (options.out === undefined) remark(json ? JSON.stringify(result) : summary);
    else if (json) printJson(result);
    else print(summary);
    return 0;
  });
}
