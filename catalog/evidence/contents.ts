/** What goes into an evidence pack: of a report, of a case, or of entries of the ledger. */
import canonicalize from 'canonicalize';
import type { Database } from 'better-sqlite3';
import { entriesMatching, newestRevision, type LedgerFilter } from '../ledger/read.ts';
import type { Catalog } from '../catalog.ts';
import { comparisonRecipeSchema } from '../reports/audit/compare/recipe.ts';
import { importsIn, type ImportRow } from '../reports/audit/ledger.ts';
import { endsOf, within, type Period } from '../reports/audit/period.ts';
import { auditRecipeSchema } from '../reports/audit/recipe.ts';
import { NoReportFile, reportFile, ReportMismatch } from '../reports/report-file.ts';
import { findReport, type ReportRecord } from '../reports/report-store.ts';
import type { PackFile } from './build.ts';

/** What a pack is of. */
export type PackSubject =
  /** An audit comes with the entries of its period; without payloads, those show that they are there only. */
  | { readonly what: 'report'; readonly id: number; readonly payloads?: boolean }
  /** Entries, reports and digests of records: no personal data. */
  | { readonly what: 'case'; readonly reference: string }
  | { readonly what: 'entries'; readonly filter: LedgerFilter; readonly payloads: boolean };

/** The pack cannot be made; the message says why. */
export class PackError extends Error {
  override readonly name = 'PackError';
}

/** What goes into a pack, before it is entered in the ledger and signed. */
export interface Contents {
  readonly kind: string;
  readonly title: string;
  readonly reference: string | null;
  readonly revision: number;
  readonly objectType: string;
  readonly objectId: string;
  readonly files: readonly PackFile[];
  readonly seqs: readonly number[];
  /** Whether entries come with what they say; those that record the pack's own files always do. */
  readonly payloads: boolean;
  readonly always: readonly number[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** @throws PackError | NoReportFile | ReportMismatch */
export async function contentsOf(catalog: Catalog, subject: PackSubject): Promise<Contents> {
  switch (subject.what) {
    case 'report':
      return ofReport(catalog, subject.id, subject.payloads ?? true);
    case 'case':
      return ofCase(catalog, subject.reference);
    case 'entries':
      return ofEntries(catalog, subject);
  }
}

async function ofReport(catalog: Catalog, id: number, payloads: boolean): Promise<Contents> {
  const found = await findReport(catalog, id);
  if (!found) throw new PackError(`There is no report ${id}`);
  const { record, recipe } = found;
  const db = catalog.store.reader;
  const own = entriesMatching(db, { objectType: 'report', objectId: String(id) });
  const about = aboutOf(db, record, recipe);
  return {
    kind: record.kind,
    title: record.title,
    reference: record.reference,
    revision: record.revision,
    objectType: 'report',
    objectId: String(id),
    files: [
      ...(await filesOf(catalog, record, 'report')),
      ...(about.audited ? [json('data/imports.json', 'digests of imported files', about.imports)] : []),
    ],
    seqs: ascending([...own, ...about.seqs]),
    payloads,
    always: own,
    facts: {
      report: { id, kind: record.kind, ledgerSeq: record.ledgerSeq, revision: record.revision },
      period: about.period,
      imports: about.imports,
      ...(about.audited ? { counts: { entries: about.seqs.length, imports: about.imports.length } } : {}),
    },
  };
}

interface About {
  readonly period: Period;
  /** Entries beside those that record the report. */
  readonly seqs: readonly number[];
  readonly imports: ReturnType<typeof digests>;
  /** Whether the report is about a period of the ledger. */
  readonly audited: boolean;
}

/** Which part of the ledger a report is about. */
function aboutOf(db: Database, record: ReportRecord, recipe: unknown): About {
  if (record.kind === 'audit') {
    const kept = auditRecipeSchema.parse(recipe);
    const { from, to } = kept;
    const most = kept.ledgerSeq ?? record.revision;
    const { endSeq } = kept.ends ?? endsOf(db, kept, most);
    const seqs = db
      .prepare<[object], number>(
        `SELECT seq FROM ledger_entry WHERE seq <= @endSeq AND ${within('at')} ORDER BY seq`,
      )
      .pluck()
      .all({ endSeq, from, to });
    return { period: { from, to }, seqs, imports: digests(importsIn(db, most, { from, to })), audited: true };
  }
  if (record.kind === 'audit-comparison') {
    const { earlier, later } = comparisonRecipeSchema.parse(recipe);
    const seqs = db
      .prepare<[number, number], number>(
        'SELECT seq FROM ledger_entry WHERE seq > ? AND seq <= ? ORDER BY seq',
      )
      .pluck()
      .all(earlier.seq, later.seq);
    const imports = importsIn(db, later.seq, OPEN).filter(({ revision }) => revision > earlier.seq);
    return { period: { from: earlier.to, to: later.to }, seqs, imports: digests(imports), audited: true };
  }
  const reference = caseOfReport(db, record.id);
  return {
    period: OPEN,
    seqs: reference === null ? [] : caseEntries(db, reference),
    imports: digests(importsIn(db, record.revision, OPEN)),
    audited: false,
  };
}

const OPEN: Period = { from: null, to: null };

function digests(imports: readonly ImportRow[]) {
  return imports.map(({ id, revision, at, files }) => ({
    id,
    revision,
    at,
    files: files.map(({ sha256, bytes }) => ({ sha256, bytes })),
  }));
}

async function filesOf(catalog: Catalog, record: ReportRecord, folder: string): Promise<PackFile[]> {
  const files: PackFile[] = [];
  for (const { name } of record.files) {
    const { bytes, mediaType } = await reportFile(catalog, record.id, name);
    files.push({ path: `${folder}/${name}`, role: 'report', mediaType, bytes });
  }
  return files;
}

async function ofCase(catalog: Catalog, reference: string): Promise<Contents> {
  const db = catalog.store.reader;
  const one = db
    .prepare<[string], { id: number }>('SELECT id FROM dsar_case WHERE reference = ?')
    .get(reference);
  if (!one) throw new PackError(`There is no case ${reference.slice(0, 128)}`);
  const reports = await caseReports(catalog, one.id);
  const own = reports.flatMap(({ seqs }) => seqs);
  const records = recordsOf(db, one.id);
  const seqs = ascending([...own, ...caseEntries(db, reference)]);
  return {
    kind: 'case',
    title: `Case ${reference}`,
    reference,
    revision: newestRevision(db),
    objectType: 'case',
    objectId: String(one.id),
    files: [
      ...reports.flatMap(({ files }) => files),
      json(
        'data/reports.json',
        'reports of the case',
        reports.map(({ about }) => about),
      ),
      json('data/records.json', 'digests of records', records),
    ],
    seqs,
    payloads: true,
    always: seqs,
    facts: {
      case: { reference, reports: reports.map(({ about }) => about.id) },
      counts: {
        entries: seqs.length,
        reports: reports.length,
        records: records.length,
        letters: records.filter(({ kind }) => kind === 'letter').length,
      },
    },
  };
}

/** Each report of a case with the files that can be had, and why others cannot. */
async function caseReports(catalog: Catalog, caseId: number) {
  const db = catalog.store.reader;
  const ids = db
    .prepare<[number], number>('SELECT id FROM report WHERE case_id = ? ORDER BY id')
    .pluck()
    .all(caseId);
  const erased = db
    .prepare<[number], number>('SELECT 1 FROM ledger_payload WHERE seq = ? AND payload IS NULL')
    .pluck();
  const reports = [];
  for (const id of ids) {
    const found = await findReport(catalog, id);
    if (!found) continue;
    const { record } = found;
    let files: PackFile[] = [];
    let why: string | null = null;
    try {
      if (erased.get(record.ledgerSeq)) why = 'What its ledger entry said was erased.';
      else files = await filesOf(catalog, record, `report/${id}`);
    } catch (error) {
      if (!(error instanceof ReportMismatch || error instanceof NoReportFile)) throw error;
      why = error.message;
    }
    const { kind, revision, ledgerSeq } = record;
    reports.push({
      files,
      seqs: entriesMatching(db, { objectType: 'report', objectId: String(id) }),
      about: {
        id,
        kind,
        revision,
        ledgerSeq,
        /** Why its files are not in the pack; their digests are in the entry. */
        leftOut: why,
        files: record.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      },
    });
  }
  return reports;
}

/** Letters, attachments and notes by the digest of their encrypted bytes, which the ledger holds; no content, no names. */
function recordsOf(db: Database, caseId: number) {
  return db
    .prepare<
      [number],
      {
        id: number;
        kind: string;
        task: string | null;
        of: number | null;
        bytes: number;
        sealedSha256: string;
        entry: number;
        erasedIn: number | null;
      }
    >(
      `SELECT id, kind, task, of_id AS "of", bytes, sealed_sha256 AS sealedSha256, revision AS entry, erased_in AS erasedIn
       FROM case_record WHERE case_id = ? ORDER BY id`,
    )
    .all(caseId);
}

function caseOfReport(db: Database, id: number): string | null {
  return (
    db
      .prepare<[number], string>(
        'SELECT c.reference FROM report r JOIN dsar_case c ON c.id = r.case_id WHERE r.id = ?',
      )
      .pluck()
      .get(id) ?? null
  );
}

/** Entries that record what was done with a case, also where what they say was erased. */
function caseEntries(db: Database, reference: string): number[] {
  return db
    .prepare<[object], number>(
      `WITH one AS (SELECT id, since_revision FROM dsar_case WHERE reference = @reference)
       SELECT e.seq FROM ledger_entry e JOIN ledger_payload p ON p.seq = e.seq
         WHERE e.object_type = 'case' AND json_valid(p.payload) AND json_extract(p.payload, '$.reference') = @reference
       UNION SELECT since_revision FROM one
       UNION SELECT revision FROM case_event WHERE case_id IN (SELECT id FROM one)
       UNION SELECT undone_in FROM case_event WHERE case_id IN (SELECT id FROM one) AND undone_in IS NOT NULL
       UNION SELECT revision FROM case_record WHERE case_id IN (SELECT id FROM one)
       UNION SELECT erased_in FROM case_record WHERE case_id IN (SELECT id FROM one) AND erased_in IS NOT NULL
       UNION SELECT seq FROM ledger_entry WHERE object_type = 'case' AND object_id IN (SELECT CAST(id AS TEXT) FROM one)
         AND (action LIKE 'access.%' OR action LIKE 'export.%')
       ORDER BY 1`,
    )
    .pluck()
    .all({ reference });
}

function ofEntries(
  catalog: Catalog,
  { filter, payloads }: Extract<PackSubject, { what: 'entries' }>,
): Contents {
  const db = catalog.store.reader;
  const seqs = entriesMatching(db, filter);
  if (seqs.length === 0) throw new PackError('No entry of the ledger matches');
  const asked = Object.entries(filter).filter(([, value]) => value);
  return {
    kind: 'ledger',
    title:
      asked.length === 0
        ? `The ledger, ${seqs.length} entries`
        : `${seqs.length} entries of the ledger, by ${asked.map(([key]) => key).join(', ')}`,
    reference: null,
    revision: newestRevision(db),
    objectType: 'ledger',
    objectId: 'entries',
    files: [],
    seqs,
    payloads,
    always: [],
    facts: {
      period: { from: filter.from ?? null, to: filter.to ?? null },
      counts: { entries: seqs.length },
    },
  };
}

function json(path: string, role: string, value: unknown): PackFile {
  const bytes = Buffer.from(`${canonicalize(value)!}\n`, 'utf8');
  return { path, role, mediaType: 'application/json', bytes };
}

function ascending(seqs: Iterable<number>): number[] {
  return [...new Set(seqs)].sort((a, b) => a - b);
}
