import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../catalog/whole-file.ts';
import { reportFile } from '../../catalog/reports/report-file.ts';
import {
  audienceSchema,
  RIGHTS,
  identifierKinds,
  type Audience,
  type Report,
  type ReportOrder,
} from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';
import { frameworksOf } from '../frameworks.ts';
import { ProgressLine, size } from '../progress.ts';

export interface DsarOptions extends GlobalOptions {
  readonly out: string;
  readonly audience?: string;
  readonly reference: string;
  readonly received: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly right: string[];
  readonly subject: string;
  readonly identifier?: string[];
  readonly extended?: boolean;
  readonly identityConfirmed?: string;
}

export async function dsarCommand(options: DsarOptions): Promise<ExitCode> {
  return makeReport(options, {
    kind: 'dsar',
    reference: options.reference,
    receivedOn: options.received,
    jurisdiction: options.jurisdiction,
    place: options.place,
    rights: options.right.map(rightOf),
    subject: options.subject,
    identifiers: (options.identifier ?? []).map(identifierOf),
    extended: options.extended === true,
    identityConfirmedOn: options.identityConfirmed ?? null,
  });
}

export interface AuditOptions extends GlobalOptions {
  readonly out: string;
  readonly audience?: string;
  readonly title?: string;
  readonly from?: string;
  readonly to?: string;
  readonly framework?: string[];
}

export async function auditCommand(options: AuditOptions): Promise<ExitCode> {
  return makeReport(options, {
    kind: 'audit',
    ...(options.title === undefined ? {} : { title: options.title }),
    from: options.from ?? null,
    to: options.to ?? null,
    frameworks: frameworksOf(options.framework),
  });
}

interface Out extends GlobalOptions {
  /** For whom: `internal` or `outside`. */
  readonly audience?: string;
  /** Folder; made where it is missing. */
  readonly out: string;
}

/** Makes a report of the catalog and writes its files into the folder. */
export function makeReport(options: Out, order: ReportOrder): Promise<ExitCode> {
  const audience = audienceOf(options.audience);
  return withCatalog(options, false, (face) => writeReport(face, { ...order, audience }, options.out));
}

/** The same for a command that has the catalog open. */
export async function writeReport(face: Face, order: ReportOrder, folder: string): Promise<ExitCode> {
  const line = new ProgressLine();
  let report: Report | undefined;
  for await (const event of await face.client.reports.make(order)) {
    if (event.type === 'progress') line.show(`${event.step} (${event.done} of ${event.total})`);
    else report = event.report;
  }
  line.end();
  if (!report) return 2;
  mkdirSync(folder, { recursive: true });
  // Part of the disclosure that making it recorded: no further entry for each file.
  for (const file of report.files)
    writeWhole(join(folder, file.name), (await reportFile(face.catalog, report.id, file.name)).bytes);
  if (face.json) printJson(report);
  else {
    print(`${report.title}, from revision ${report.revision}, ledger entry ${report.ledgerSeq}`);
    for (const file of report.files)
      print(`  ${join(folder, file.name)}  ${size(file.bytes)}  ${file.sha256}`);
  }
  return 0;
}

function audienceOf(text = 'internal'): Audience {
  const audience = audienceSchema.safeParse(text);
  if (!audience.success)
    throw new UsageError(`"${text}" is not an audience; use ${audienceSchema.options.join(' or ')}.`);
  return audience.data;
}

function rightOf(text: string): (typeof RIGHTS)[number] {
  const right = RIGHTS.find((one) => one === text);
  if (!right) throw new UsageError(`"${text}" is not a right; use ${RIGHTS.join(', ')}.`);
  return right;
}

function identifierOf(text: string): { kind: (typeof identifierKinds)[number]; value: string } {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const kind = identifierKinds.find((one) => one === name);
  if (!kind)
    throw new UsageError(`"${name}" is not a kind of identifier; use ${identifierKinds.join(', ')}.`);
  return { kind, value: at < 0 ? '' : text.slice(at + 1) };
}
