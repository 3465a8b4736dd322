import type { Catalog } from '../../catalog/open.ts';
import { heldParameters } from '../../catalog/privacy/dsar/parameters.ts';
import { REPORT_KINDS } from '../../catalog/reports/kinds.ts';
import type { MakeOptions } from '../../catalog/reports/make-report.ts';
import { NoReportFile, ReportMismatch, reportFile } from '../../catalog/reports/report-file.ts';
import { listReports, type ReportRecord } from '../../catalog/reports/report-store.ts';
import type { Report, ReportEvent, reportOrderSchema } from '../../contract/index.ts';
import type { z } from 'zod';
import { actorOf, os } from './context.ts';
import { streamed } from './stream.ts';
import { understood } from './understood.ts';

export const reports = os.reports.router({
  make: os.reports.make.handler(({ context, input, signal, errors }) =>
    streamed<ReportEvent>(
      ({ signal: cancelled, emit }) =>
        understood(errors.INVALID, async () => {
          const record = await make(context.catalog, input, {
            actor: await actorOf(context),
            signal: cancelled,
            progress: (progress) => emit({ type: 'progress', ...progress }),
          });
          emit({ type: 'done', report: reportView(record) });
        }),
      { signal, coalesce: (event) => event.type === 'progress' },
    ),
  ),
  list: os.reports.list.handler(async ({ context, input }) => {
    const { total, items } = await listReports(context.catalog, input);
    return { total, items: items.map((record) => reportView(withParameters(context.catalog, record))) };
  }),
  file: os.reports.file.handler(async ({ context, input, errors }) => {
    try {
      const file = await reportFile(context.catalog, input.id, input.name);
      return {
        name: file.name,
        mediaType: file.mediaType,
        base64: Buffer.from(file.bytes).toString('base64'),
      };
    } catch (error) {
      if (error instanceof NoReportFile) throw errors.NOT_FOUND({ message: error.message });
      if (error instanceof ReportMismatch)
        throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
      throw error;
    }
  }),
});

function make(
  catalog: Catalog,
  order: z.output<typeof reportOrderSchema>,
  options: MakeOptions,
): Promise<ReportRecord> {
  switch (order.kind) {
    case 'audit':
      return REPORT_KINDS.audit.make(catalog, order, options);
    case 'audit-comparison':
      return REPORT_KINDS['audit-comparison'].make(catalog, order, options);
    case 'dsar':
      return REPORT_KINDS.dsar.make(catalog, order, options);
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
