/** Reports on record: entering one, listing them. A report is its recipe, a revision and digests. */
import type { Area, Catalog } from '../catalog.ts';
import { appendEntry, nextRevision } from '../ledger/append.ts';
import type { Json } from '../model/facts.ts';
import type { Audience } from './report-kind.ts';
import type { FileRecord } from './report-model.ts';

export interface ReportRecord {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly reference: string | null;
  readonly at: string;
  readonly actor: string;
  readonly revision: number;
  readonly ledgerSeq: number;
  readonly audience: Audience;
  readonly files: readonly FileRecord[];
}

export interface NewReport {
  readonly kind: string;
  readonly title: string;
  readonly reference: string | null;
  readonly caseId: number | null;
  readonly label: string;
  /** JSON from which, with the revision, the report is made again. No identifier values. */
  readonly recipe: unknown;
  readonly revision: number;
  readonly actor: string;
  readonly audience: Audience;
  readonly files: readonly FileRecord[];
  /** Whole numbers only. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Stores the report and enters its disclosure in the ledger, in one transaction. */
export async function recordReport(catalog: Catalog, report: NewReport): Promise<ReportRecord> {
  const record = await catalog.store.write((db): ReportRecord => {
    const { id } = db.prepare<[], { id: number }>('SELECT COALESCE(MAX(id), 0) + 1 AS id FROM report').get()!;
    const ledgerSeq = nextRevision(db);
    const entry = appendEntry(db, {
      actor: report.actor,
      action: `report.${report.kind}`,
      objectType: 'report',
      objectId: String(id),
      payload: {
        label: report.label,
        revision: report.revision,
        audience: report.audience,
        files: report.files.map(({ name, bytes, sha256 }): Json => ({ name, bytes, sha256 })),
        counts: { ...report.counts },
      },
    });
    db.prepare(
      `INSERT INTO report (id, kind, title, reference, case_id, input, revision, at, actor, ledger_seq, audience, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      id,
      report.kind,
      report.title,
      report.reference,
      report.caseId,
      JSON.stringify(report.recipe),
      report.revision,
      entry.at,
      report.actor,
      ledgerSeq,
      report.audience,
      JSON.stringify(report.files),
    );
    return { id, ...pick(report), at: entry.at, ledgerSeq };
  });
  const areas: Area[] = ['ledger', 'cases'];
  catalog.announce(areas);
  return record;
}

function pick({
  kind,
  title,
  reference,
  actor,
  revision,
  audience,
  files,
}: NewReport): Omit<ReportRecord, 'id' | 'at' | 'ledgerSeq'> {
  return { kind, title, reference, actor, revision, audience, files };
}

export interface ReportFilter {
  /** A part of the title or reference, in any case. */
  readonly text?: string | undefined;
  readonly kind?: string | undefined;
  readonly audience?: Audience | undefined;
  /** Civil dates of the making, UTC, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Newest first. `kinds`: every kind on record, whatever the filter. */
export async function listReports(
  catalog: Catalog,
  page: { readonly offset: number; readonly limit: number } & ReportFilter,
): Promise<{ total: number; items: ReportRecord[]; kinds: string[] }> {
  const { report } = catalog.store.prisma;
  const where = whereOf(page);
  const [total, rows, kinds] = await Promise.all([
    report.count({ where }),
    report.findMany({
      where,
      orderBy: { id: 'desc' },
      skip: page.offset,
      take: page.limit,
      omit: { input: true },
    }),
    report.findMany({ distinct: ['kind'], select: { kind: true }, orderBy: { kind: 'asc' } }),
  ]);
  return { total, items: rows.map(recordOf), kinds: kinds.map(({ kind }) => kind) };
}

function whereOf({ text, kind, audience, from, to }: ReportFilter) {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(audience === undefined ? {} : { audience }),
    ...(text === undefined ? {} : { OR: [{ title: { contains: text } }, { reference: { contains: text } }] }),
    at: {
      ...(from === undefined ? {} : { gte: from }),
      // Behind every instant of that day, whose next sign is a T.
      ...(to === undefined ? {} : { lt: `${to}U` }),
    },
  };
}

export interface FoundReport {
  readonly record: ReportRecord;
  readonly recipe: unknown;
  readonly caseId: number | null;
}

/** Audit reports with the period that they are of, and comparisons of them; newest first. */
export function listAudits(
  catalog: Catalog,
  page: { readonly offset: number; readonly limit: number },
): {
  total: number;
  items: (ReportRecord & { readonly from: string | null; readonly to: string | null })[];
} {
  const { reader } = catalog.store;
  const of = `FROM report WHERE kind IN ('audit', 'audit-comparison')`;
  const rows = reader
    .prepare<[object], Row & { from: string | null; to: string | null }>(
      `SELECT id, kind, title, reference, at, actor, revision, ledger_seq AS ledgerSeq, audience, files,
         json_extract(input, '$.from') AS "from", json_extract(input, '$.to') AS "to"
       ${of} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ limit: page.limit, offset: page.offset });
  return {
    total: reader.prepare<[], { n: number }>(`SELECT COUNT(*) AS n ${of}`).get()!.n,
    items: rows.map((row) => ({ ...recordOf(row), from: row.from, to: row.to })),
  };
}

/** With the recipe; null when there is no such report. */
export async function findReport(catalog: Catalog, id: number): Promise<FoundReport | null> {
  const row = await catalog.store.prisma.report.findUnique({ where: { id } });
  return row && { record: recordOf(row), recipe: JSON.parse(row.input) as unknown, caseId: row.caseId };
}

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly reference: string | null;
  readonly at: string;
  readonly actor: string;
  readonly revision: number;
  readonly ledgerSeq: number;
  readonly audience: string;
  readonly files: string;
}

function recordOf(row: Row): ReportRecord {
  const { id, title, reference, at, actor, revision, ledgerSeq } = row;
  return {
    id,
    title,
    reference,
    at,
    actor,
    revision,
    ledgerSeq,
    kind: row.kind,
    audience: row.audience === 'outside' ? 'outside' : 'internal',
    files: JSON.parse(row.files) as FileRecord[],
  };
}
