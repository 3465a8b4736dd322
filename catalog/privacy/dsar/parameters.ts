/**
 * Identifier values of a request. They are kept in memory for the running process and handed out as a
 * file of their own; they are never stored, never in a report and never in the ledger.
 */
import type { Catalog } from '../../catalog.ts';
import { fileRecord, type FileRecord } from '../../reports/report-model.ts';
import type { DsarOrder } from './request.ts';

export interface ParameterFile {
  readonly record: FileRecord;
  readonly bytes: Uint8Array;
}

/** Reports whose values are kept at a time. */
const KEPT = 20;

const held = new WeakMap<Catalog, Map<number, ParameterFile>>();

export const PARAMETERS_SUFFIX = '-parameters.json';

/** Null when the request gave no values. */
export function parameterFile(order: DsarOrder, stem: string): ParameterFile | null {
  const given = order.identifiers.filter((one) => one.value !== '');
  if (given.length === 0) return null;
  const values = Object.fromEntries(
    [...Map.groupBy(given, (one) => one.kind)].map(([kind, all]) => [kind, all.map((one) => one.value)]),
  );
  const text = JSON.stringify(
    {
      case: order.reference,
      note: 'Personal data: bind these values to the parameters of the search tasks, once per value, and delete this file afterwards.',
      parameters: values,
    },
    null,
    2,
  );
  const bytes = Buffer.from(`${text}\n`, 'utf8');
  return {
    bytes,
    record: fileRecord({ name: `${stem}${PARAMETERS_SUFFIX}`, mediaType: 'application/json' }, bytes),
  };
}

export function holdParameters(catalog: Catalog, reportId: number, file: ParameterFile): void {
  const ofCatalog = held.get(catalog) ?? new Map<number, ParameterFile>();
  held.set(catalog, ofCatalog);
  ofCatalog.set(reportId, file);
  for (const oldest of ofCatalog.keys()) {
    if (ofCatalog.size <= KEPT) break;
    ofCatalog.delete(oldest);
  }
}

export function heldParameters(catalog: Catalog, reportId: number): ParameterFile | null {
  return held.get(catalog)?.get(reportId) ?? null;
}

/** Forgets all values that this process still holds. */
export function dropParameters(catalog: Catalog): void {
  held.delete(catalog);
}
