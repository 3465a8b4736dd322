/** verify, export. */
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { exportNdjson } from '../../catalog/export/export-ndjson.ts';
import { readSettings } from '../../catalog/settings.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';
import { ProgressLine, size } from '../progress.ts';

/** 0 intact (or empty), 1 tampered. */
export async function verifyCommand(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const line = new ProgressLine();
    for await (const event of await client.ledger.verify()) {
      if (event.type === 'progress') {
        line.show(`verifying ${event.done} of ${event.total} entries`);
        continue;
      }
      line.end();
      const { result } = event;
      if (json) printJson(result);
      else {
        print(
          `${result.verdict}: ${result.entries} entries, ${result.payloadsChecked} payloads checked, ${result.payloadsErased} erased`,
        );
        if (result.head) print(`head ${result.head}`);
        if (result.firstBad) print(`entry ${result.firstBad.seq}: ${result.firstBad.reason}`);
        for (const note of result.notes) print(note);
      }
      return result.verdict === 'tampered' ? 1 : 0;
    }
    return 2;
  });
}

export interface ExportOptions extends GlobalOptions {
  readonly format: 'ndjson';
  readonly out?: string;
  readonly canonical?: boolean;
}

export async function exportCommand(options: ExportOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, json }) => {
    const { actor } = await readSettings(catalog);
    const write = (out: Writable) =>
      exportNdjson(catalog, actor, out, { canonical: options.canonical === true });
    const result = options.out === undefined ? await write(process.stdout) : await whole(options.out, write);
    // With the records on standard output, the summary must not mix with them.
    const summary = `${result.records} records, ${size(result.bytes)}, SHA-256 ${result.sha256}, ledger entry ${result.ledgerEntry.seq}`;
    if (options.out === undefined)
      process.stderr.write(json ? `${JSON.stringify(result)}\n` : `${summary}\n`);
    else if (json) printJson(result);
    else print(summary);
    return 0;
  });
}

/** Writes a file beside its place and moves it there when it is whole; a pipe or device is written to. */
async function whole<Result>(path: string, write: (out: Writable) => Promise<Result>): Promise<Result> {
  const direct = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  const place = direct ? path : `${path}.part`;
  const out = createWriteStream(place);
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  try {
    const result = await Promise.race([write(out), failed]);
    out.end();
    await finished(out);
    if (!direct) renameSync(place, path);
    return result;
  } catch (error) {
    out.destroy();
    if (!direct) rmSync(place, { force: true });
    throw new UsageError(`Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}
