/** A sheet of many columns out to a file and back, against writing and reading the same bytes as plain CSV. */
import { createWriteStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Catalog } from '../catalog/catalog.ts';
import { NO_FILTERS } from '../catalog/search/lift.ts';
import { readCsvRecords } from '../catalog/tables/csv-records.ts';
import { exportSheet, type SheetFormat } from '../catalog/stewardship/sheet/export.ts';
import { importSheet } from '../catalog/stewardship/sheet/import.ts';
import { ms, say, timedAsync } from './timed.ts';

/** Expects the catalog of `bulkTag`. */
export async function sheetThereAndBack(catalog: Catalog, count: number, folder: string): Promise<void> {
  say(`\n${count} columns as a sheet`);
  for (const format of ['csv', 'xlsx'] as const) {
    const path = `${folder}/columns.${format}`;
    const out = await held(() => write(catalog, format, path));
    tell(`written as ${format}, ${(statSync(path).size / 1e6).toFixed(1)} MB`, out);
    const back = await held(() => importSheet(catalog, 'bench', path));
    if (back.value.changed !== 0 || back.value.rows !== count)
      throw new Error('the sheet came back different');
    tell('  read back, nothing to change', back);
  }
  const path = `${folder}/columns.csv`;
  const floor = await timedAsync(async () => {
    const { records } = readCsvRecords(readFileSync(path, 'utf8'));
    writeFileSync(`${folder}/floor.csv`, records.map(({ cells }) => cells.join(',')).join('\n'));
  });
  const text = readFileSync(path, 'utf8').split('\r\n');
  const at = text[0]!.split(',').indexOf('criticality');
  const edited = text.map((line, row) => {
    if (row === 0 || line === '') return line;
    const cells = line.split(',');
    cells[at] = 'low';
    return cells.join(',');
  });
  writeFileSync(path, edited.join('\r\n'));
  const all = await held(() => importSheet(catalog, 'bench', path));
  if (all.value.changed !== count) throw new Error(`${all.value.changed} of ${count} cells were changed`);
  tell('  one cell of each row changed, as one change', all);
  say(`  floor ${ms(floor.ms)} (the file parsed and written again)`);
}

async function write(catalog: Catalog, format: SheetFormat, path: string): Promise<void> {
  const stream = createWriteStream(path);
  const request = { ...NO_FILTERS, scope: 'columns', text: '', sort: 'name', filters: [], format } as const;
  await exportSheet(
    catalog,
    request,
    (bytes) => new Promise<void>((resolve) => stream.write(bytes, () => resolve())),
  );
  stream.end();
  await finished(stream);
}

interface Held<Value> {
  readonly ms: number;
  readonly value: Value;
  /** Longest time for which nobody else had a turn, milliseconds. */
  readonly longest: number;
}

async function held<Value>(work: () => Promise<Value>): Promise<Held<Value>> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const timed = await timedAsync(work);
  delay.disable();
  return { ...timed, longest: delay.max / 1e6 };
}

function tell(what: string, { ms: time, longest }: Held<unknown>): void {
  say(`${what}: ${ms(time)}; the thread was held for ${ms(longest)} at most`);
}
