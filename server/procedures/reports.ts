import type { Catalog } from '../../catalog/catalog.ts';
import { heldParameters } from '../../catalog/privacy/dsar/parameters.ts';
import { newestEntry } from '../../catalog/ledger/read.ts';
import { REPORT_KINDS, reportKind, type Kind } from '../../catalog/reports/kinds.ts';
import type { MakeOptions } from '../../catalog/reports/make-report.ts';
import {
  checkFiles,
  NoReportFile,
  reportArchive,
  reportFile,
  ReportMismatch,
  type ReportFile,
} from '../../catalog/reports/report-file.ts';
import { findReport, listReports, type ReportRecord } from '../../catalog/reports/report-store.ts';
import type { Report, ReportEvent, reportOrderSchema } from '../../contract/index.ts';
import type { z } from 'zod';
import { actorOf, os } from './context.ts';
import { newestProgress, streamed } from './stream.ts';
import { understood } from './understood.ts';

export const reports = os.reports.router({
  make: os.reports.make.handler(({ context, input, signal, errors }) =>
    streamed<ReportEvent>(
      ({ signal: cancelled, emit }) =>
        understood(errors.INVALID, async () => {
          const options: MakeOptions = {
            actor: await actorOf(context),
            audience: input.audience,
            signal: cancelled,
            progress: (progress) => emit({ type: 'progress', ...progress }),
          };
          const record = await withKind(input, (kind, order) => kind.make(context.catalog, order, options));
          emit({ type: 'done', report: reportView(record) });
        }),
      { signal, join: newestProgress },
    ),
  ),
  preview: os.reports.preview.handler(({ context, input, signal, errors }) =>
    understood(errors.INVALID, async () => {
      const { catalog } = context;
      const actor = await actorOf(context);
      const options = { actor, audience: input.audience, ...(signal ? { signal } : {}) };
      const { title, revision, model } = await withKind(input, (kind, order) =>
        kind.look(catalog, order, options),
      );
      const ledgerSeq = newestEntry(catalog.store.reader);
      const page = model.files.find(({ mediaType }) => mediaType === HTML);
      const html = page ? textOf(await page.write(signal)) : '';
      return { title, revision, ledgerSeq, html, files: model.files.map(({ name }) => name) };
    }),
  ),
  page: os.reports.page.handler(({ context: { catalog }, input: { id }, errors }) =>
    answered(errors, async () => {
      const { title, revision, ledgerSeq, files } = await recordOf(catalog, id);
      const name = files.find(({ mediaType }) => mediaType === HTML)?.name;
      if (name === undefined) throw new NoReportFile(`Report ${id} has no page.`);
      const { bytes } = await reportFile(catalog, id, name);
      return { title, revision, ledgerSeq, html: textOf(bytes), files: files.map((file) => file.name) };
    }),
  ),
  list: os.reports.list.handler(async ({ context, input }) => {
    const { total, items, kinds } = await listReports(context.catalog, input);
    const views = items.map((record) => reportView(withParameters(context.catalog, record)));
    return { total, items: views, kinds };
  }),
  one: os.reports.one.handler(({ context: { catalog }, input: { id }, errors }) =>
    answered(errors, async () => reportView(withParameters(catalog, await recordOf(catalog, id)))),
  ),
  copy: os.reports.copy.handler(({ context, input: { id, audience }, signal, errors }) =>
    understood(errors.INVALID, () =>
      answered(errors, async () => {
        const found = await findReport(context.catalog, id);
        if (!found) throw new NoReportFile(`There is no report ${id}.`);
        const kind = reportKind(found.record.kind);
        if (!kind) throw new NoReportFile(`Report ${id} is of a kind that this version does not know.`);
        const actor = await actorOf(context);
        const options = { actor, audience, ...(signal ? { signal } : {}) };
        return reportView(await kind.copy(context.catalog, found, options));
      }),
    ),
  ),
  check: os.reports.check.handler(({ context, input: { id }, errors }) =>
    answered(errors, () => checkFiles(context.catalog, id)),
  ),
  archive: os.reports.archive.handler(({ context, input: { id }, errors }) =>
    answered(errors, async () => fileView(await reportArchive(context.catalog, id))),
  ),
  file: os.reports.file.handler(({ context, input: { id, name }, errors }) =>
    answered(errors, async () => fileView(await reportFile(context.catalog, id, name))),
  ),
});

const HTML = 'text/html';
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

async function recordOf(catalog: Catalog, id: number): Promise<ReportRecord> {
  const found = await findReport(catalog, id);
  if (!found) throw new NoReportFile(`There is no report ${id}.`);
  return found.record;
}

function fileView({ name, mediaType, bytes }: ReportFile) {
  return { name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}

interface FileErrors {
  readonly NOT_FOUND: (said: { message: string }) => Error;
  readonly CONFLICT: (said: { message: string; data: { reason: string } }) => Error;
}

/** Says of a file that is gone, or that differs, what the engine says. */
async function answered<Result>(errors: FileErrors, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoReportFile) throw errors.NOT_FOUND({ message: error.message });
    if (error instanceof ReportMismatch)
      throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
    throw error;
  }
}

type Order = z.output<typeof reportOrderSchema>;

/** Each kind with its own order, so that the compiler sees whether the two fit. */
function withKind<Result>(order: Order, use: <Given>(kind: Kind<Given>, order: Given) => Result): Result {
  switch (order.kind) {
    case 'audit':
      return use(REPORT_KINDS.audit, order);
    case 'audit-comparison':
      return use(REPORT_KINDS['audit-comparison'], order);
    case 'breach':
      return use(REPORT_KINDS.breach, order);
    case 'dpia':
      return use(REPORT_KINDS.dpia, order);
    case 'dsar':
      return use(REPORT_KINDS.dsar, order);
    case 'ropa':
      return use(REPORT_KINDS.ropa, order);
    case 'ai-act':
    case 'model-card':
    case 'datasheet':
      return use(REPORT_KINDS[order.kind], order);
  }
}

function reportView({ files, ...record }: ReportRecord): Report {
  return { ...record, files: files.map((file) => ({ ...file })) };
}

/** The process that made the report still has the identifier values. */
function withParameters(catalog: Catalog, record: ReportRecord): ReportRecord {
  const held = heldParameters(catalog, record.id);
  return held ? { ...record, files: [...record.files, held.record] } : record;
}
