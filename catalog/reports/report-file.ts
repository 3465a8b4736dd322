/**
 * Report files on demand: made again from the recorded recipe and the catalog as it stood, and checked
 * against the digest that the ledger holds.
 */
import { createHash } from 'node:crypto';
import type { Catalog } from '../catalog.ts';
import { heldParameters, PARAMETERS_SUFFIX } from '../privacy/dsar/parameters.ts';
import { reportKind, type Remade } from './kinds.ts';
import { fixedZip } from './render/office-zip.ts';
import { safeStem, type ReportModel } from './report-model.ts';
import { findReport, type ReportRecord } from './report-store.ts';

export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** There is no such file, or it cannot be had any more; the message says which. */
export class NoReportFile extends Error {
  override readonly name = 'NoReportFile';
}

/** The file made now is not the one that was recorded. */
export class ReportMismatch extends Error {
  override readonly name = 'ReportMismatch';
  readonly recorded: string;
  readonly made: string;
  constructor(recorded: string, made: string, message: string) {
    super(message);
    this.recorded = recorded;
    this.made = made;
  }
}

/** @throws NoReportFile | ReportMismatch */
export async function reportFile(catalog: Catalog, id: number, name: string): Promise<ReportFile> {
  const found = await findReport(catalog, id);
  if (!found) throw new NoReportFile(`There is no report ${id}.`);
  const record = found.record.files.find((file) => file.name === name);
  if (!record) return parametersOf(catalog, found.record, name);
  const { model, toolVersion } = await modelOf(catalog, id, found.record, found.recipe);
  const bytes = await model.files.find((file) => file.name === name)?.write();
  const made = bytes ? createHash('sha256').update(bytes).digest('hex') : '';
  if (!bytes || made !== record.sha256)
    throw mismatch(name, record.sha256, made, toolVersion, catalog.options.toolVersion);
  return { name, mediaType: record.mediaType, bytes };
}

export interface FileCheck {
  readonly name: string;
  /** `same`: the bytes made now are the recorded ones; `gone`: the file cannot be made any more. */
  readonly state: 'same' | 'different' | 'gone';
  /** Empty for `same`. */
  readonly message: string;
}

/** Makes every file again and compares it with the record. @throws NoReportFile if there is no such report */
export async function checkFiles(catalog: Catalog, id: number): Promise<FileCheck[]> {
  const found = await findReport(catalog, id);
  if (!found) throw new NoReportFile(`There is no report ${id}.`);
  const checks: FileCheck[] = [];
  for (const { name } of found.record.files) {
    try {
      await reportFile(catalog, id, name);
      checks.push({ name, state: 'same', message: '' });
    } catch (error) {
      if (!(error instanceof NoReportFile || error instanceof ReportMismatch)) throw error;
      const state = error instanceof ReportMismatch ? 'different' : 'gone';
      checks.push({ name, state, message: error.message });
    }
  }
  return checks;
}

/** All recorded files in one archive; the same report gives the same bytes. @throws NoReportFile | ReportMismatch */
export async function reportArchive(catalog: Catalog, id: number): Promise<ReportFile> {
  const found = await findReport(catalog, id);
  if (!found) throw new NoReportFile(`There is no report ${id}.`);
  const members = new Map<string, Uint8Array>();
  for (const { name } of found.record.files) members.set(name, (await reportFile(catalog, id, name)).bytes);
  const first = found.record.files[0]?.name.replace(/\.[^.]+$/, '') ?? `report-${id}`;
  return { name: `${safeStem(first, 'report')}.zip`, mediaType: 'application/zip', bytes: fixedZip(members) };
}

function parametersOf(catalog: Catalog, { id, kind }: ReportRecord, name: string): ReportFile {
  const parameters = kind === 'dsar' && name.endsWith(PARAMETERS_SUFFIX) ? heldParameters(catalog, id) : null;
  if (parameters?.record.name === name)
    return { name, mediaType: parameters.record.mediaType, bytes: parameters.bytes };
  throw new NoReportFile(
    kind === 'dsar' && name.endsWith(PARAMETERS_SUFFIX)
      ? 'Identifier values are not stored: the parameter file can only be had while the app that made the report is still running. Make the report again with the values.'
      : `Report ${id} has no file ${name.slice(0, 120)}.`,
  );
}

interface Slot {
  readonly seq: number;
  last: (Remade & { readonly id: number }) | null;
}
const slots = new WeakMap<Catalog, Slot>();

/** That files are handed out changes nothing that a report says. */
function slotOf(catalog: Catalog): Slot {
  const { seq } = catalog.store.reader
    .prepare<[], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE action NOT LIKE 'access.%'`,
    )
    .get()!;
  let slot = slots.get(catalog);
  if (slot?.seq !== seq) slots.set(catalog, (slot = { seq, last: null }));
  return slot;
}

/** Files of one report are usually asked for one after the other: the last model is kept until the catalog changes. */
async function modelOf(
  catalog: Catalog,
  id: number,
  record: ReportRecord,
  recipe: unknown,
): Promise<{ model: ReportModel; toolVersion: string }> {
  const slot = slotOf(catalog);
  if (slot.last?.id !== id) slot.last = { id, ...remake(catalog, record, recipe) };
  const { model, toolVersion } = slot.last;
  try {
    return { model: await model, toolVersion };
  } catch (error) {
    slot.last = null;
    throw error;
  }
}

function remake(catalog: Catalog, { id, kind, revision }: ReportRecord, recipe: unknown): Remade {
  const known = reportKind(kind);
  if (!known)
    throw new NoReportFile(
      `Report ${id} is of the kind "${kind}", which this version of Headwater does not know.`,
    );
  return known.remake(catalog, recipe, revision);
}

function mismatch(name: string, recorded: string, made: string, then: string, now: string): ReportMismatch {
  const why =
    then === now
      ? 'The catalog file or the product files were altered, or a ledger payload was erased since.'
      : `It was made with Headwater ${then}; this is ${now}.`;
  return new ReportMismatch(
    recorded,
    made,
    `${name} made now differs from the recorded file: recorded SHA-256 ${recorded}, made now ${made || 'nothing'}. ${why}`,
  );
}
