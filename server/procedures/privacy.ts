import type { Catalog } from '../../catalog/open.ts';
import { listCases } from '../../catalog/privacy/cases/cases.ts';
import { clockOf, jurisdictions, type ClockInput } from '../../catalog/privacy/dsar/clock.ts';
import { legalAt } from '../../catalog/privacy/deadline/legal.ts';
import type { DsarContent } from '../../catalog/privacy/dsar/content.ts';
import { makeDsar, previewDsar } from '../../catalog/privacy/dsar/make-dsar.ts';
import { heldParameters } from '../../catalog/privacy/dsar/parameters.ts';
import { RequestError } from '../../catalog/privacy/dsar/request.ts';
import { makeAudit } from '../../catalog/reports/make-audit.ts';
import { NoReportFile, ReportMismatch, reportFile } from '../../catalog/reports/remake.ts';
import type { ReportProgress } from '../../catalog/reports/report-model.ts';
import { listReports, type ReportRecord } from '../../catalog/reports/report-store.ts';
import {
  RIGHTS,
  rightSchema,
  type Deadline,
  type DsarScope,
  type Report,
  type ReportEvent,
} from '../../contract/index.ts';
import { actorOf, os, type FaceContext } from './context.ts';
import { ref } from './datasets.ts';
import { streamed } from './stream.ts';

/** Makes the contract's error for input that the engine cannot use. */
type Invalid = (options: { message: string; data: { reason: string } }) => Error;

export const privacy = os.privacy.router({
  jurisdictions: os.privacy.jurisdictions.handler(({ context }) =>
    jurisdictions(
      legalAt(context.catalog.store.reader, context.catalog.options.resourcesDir, null),
      RIGHTS,
    ).map((one) => ({
      ...one,
      rights: [...one.rights],
      provisions: one.provisions.map((provision) => ({ ...provision })),
      places: [...one.places],
    })),
  ),
  deadline: os.privacy.deadline.handler(({ context, input, errors }) =>
    understood(errors.INVALID, async () => deadlineOf(context.catalog, input)),
  ),
  scope: os.privacy.scope.handler(({ context, input, errors }) =>
    understood(errors.INVALID, async () =>
      scopeView(await previewDsar(context.catalog, input), deadlineOf(context.catalog, input)),
    ),
  ),
  cases: os.privacy.cases.handler(({ context, input }) => {
    const { total, items } = listCases(context.catalog, input);
    return {
      total,
      items: items.map((one) => ({
        ...one,
        rights: one.rights.flatMap((right) => rightSchema.safeParse(right).data ?? []),
      })),
    };
  }),
  dsar: os.privacy.dsar.handler(({ context, input, signal, errors }) =>
    reporting(context, errors.INVALID, signal, (options) => makeDsar(context.catalog, input, options)),
  ),
  audit: os.privacy.audit.handler(({ context, input, signal, errors }) =>
    reporting(context, errors.INVALID, signal, (options) => makeAudit(context.catalog, input, options)),
  ),
  reports: os.privacy.reports.handler(async ({ context, input }) => {
    const { total, items } = await listReports(context.catalog, input);
    return { total, items: items.map((record) => reportView(withParameters(context.catalog, record))) };
  }),
  reportFile: os.privacy.reportFile.handler(async ({ context, input, errors }) => {
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

async function understood<Result>(invalid: Invalid, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestError)
      throw invalid({ message: error.message, data: { reason: error.message } });
    throw error;
  }
}

interface Making {
  readonly actor: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: ReportProgress) => void;
}

/** Makes a report and tells how far it is. */
export function reporting(
  context: FaceContext,
  invalid: Invalid,
  signal: AbortSignal | undefined,
  make: (options: Making) => Promise<ReportRecord>,
): AsyncGenerator<ReportEvent> {
  return streamed<ReportEvent>(
    ({ signal: cancelled, emit }) =>
      understood(invalid, async () => {
        const record = await make({
          actor: await actorOf(context),
          signal: cancelled,
          progress: (progress) => emit({ type: 'progress', ...progress }),
        });
        emit({ type: 'done', report: reportView(record) });
      }),
    { signal, coalesce: (event) => event.type === 'progress' },
  );
}

function reportView({ files, ...record }: ReportRecord): Report {
  return { ...record, files: files.map((file) => ({ ...file })) };
}

/** The process that made the report still has the identifier values. */
function withParameters(catalog: Catalog, record: ReportRecord): ReportRecord {
  const held = heldParameters(catalog, record.id);
  return held ? { ...record, files: [...record.files, held.record] } : record;
}

function deadlineOf(catalog: Catalog, input: ClockInput): Deadline {
  const { deadline } = clockOf(legalAt(catalog.store.reader, catalog.options.resourcesDir, null), input);
  return {
    due: deadline.due,
    start: deadline.start,
    extendedDue: deadline.extendedDue,
    extensionNoticeBy: deadline.extensionNoticeBy,
    safeDate: deadline.safeDate,
    internalTarget: deadline.internalTarget,
    rule: deadline.ruleText,
    steps: [...deadline.steps, ...deadline.warnings],
    holidaysUsed: deadline.holidaysUsed.map(({ date, name }) => ({ date, name })),
  };
}

function scopeView(content: DsarContent, deadline: Deadline): DsarScope {
  return {
    revision: content.revision,
    systems: content.tasks.map((task) => ({
      system: task.system,
      owner: task.owners[0] ?? null,
      datasets: task.stores.map(({ scoped }) => ({
        ...ref(scoped.dataset),
        columns: scoped.columns.length,
        categories: [...scoped.categories],
        reason: scoped.reason,
      })),
    })),
    categories: content.categories.map(({ key, name, columns, special }) => ({
      key,
      name,
      columns,
      special,
    })),
    sources: content.around.sources.length,
    recipients: content.around.recipients.length,
    models: content.around.models.length,
    gaps: content.gaps.map((gap) => ({ ...gap })),
    deadline,
  };
}
