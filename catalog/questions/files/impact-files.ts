/** An impact as files: lists for spreadsheets, a report to print, and mail drafts to those whom it concerns. */
import { zipSync } from 'fflate';
import type { Catalog } from '../../catalog.ts';
import { safeStem } from '../../reports/report-model.ts';
import { toPdf } from '../../reports/render/pdf.ts';
import { impactDocument } from './impact-document.ts';
import type { ImpactRow } from '../impact-row.ts';
import type { Impact } from '../impact.ts';
import { isCritical } from '../importance.ts';
import { ownersToNotify, type Notify } from '../owners.ts';
import { jobsReading, type ReadingJob } from '../readers.ts';
import { draftName, emlOf } from './eml.ts';
import { asOf, csvOf, xlsxOf, type DataSheet } from '../../tables/table-files.ts';

export interface QuestionFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Writing {
  /** Who asks: signs the drafts. */
  readonly actor: string;
  readonly now: Date;
}

/** The whole list; UTF-8, begun by the mark by which spreadsheets know it. */
export function impactCsv(impact: Impact): QuestionFile {
  return {
    name: `${stemOf(impact)}.csv`,
    mediaType: 'text/csv',
    bytes: Buffer.from(`\ufeff${csvOf(impactSheet(impact))}`, 'utf8'),
  };
}

export async function impactXlsx(catalog: Catalog, impact: Impact): Promise<QuestionFile> {
  const owners = ownersToNotify(catalog, impact.rows);
  return {
    name: `${stemOf(impact)}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: await xlsxOf([
      impactSheet(impact),
      ownerSheet(owners),
      jobSheet(affectedJobs(catalog, impact)),
      aboutSheet(catalog, impact),
    ]),
  };
}

export async function impactPdf(catalog: Catalog, impact: Impact, { now }: Writing): Promise<QuestionFile> {
  const document = impactDocument(catalog, impact, now);
  const { bytes } = await toPdf(document, { resourcesDir: catalog.options.resourcesDir });
  return { name: `${stemOf(impact)}.pdf`, mediaType: 'application/pdf', bytes };
}

/** One draft for each owner; none for what nobody owns. */
export function impactDrafts(catalog: Catalog, impact: Impact, writing: Writing): QuestionFile[] {
  const used = new Map<string, number>();
  return ownersToNotify(catalog, impact.rows)
    .filter((owner) => owner.name !== null)
    .map((owner) => ({
      name: draftName(owner.name!, used),
      mediaType: 'message/rfc822',
      bytes: draftTo(catalog, impact, owner, writing),
    }));
}

/** All drafts in one archive. */
export function draftsArchive(
  impact: Impact,
  drafts: readonly QuestionFile[],
  { now }: Writing,
): QuestionFile {
  return archiveOf(`${stemOf(impact)}-drafts.zip`, drafts, now);
}

export function archiveOf(name: string, files: readonly QuestionFile[], now: Date): QuestionFile {
  const bytes = zipSync(Object.fromEntries(files.map((file) => [file.name, file.bytes])), { mtime: now });
  return { name, mediaType: 'application/zip', bytes };
}

export const stemOf = ({ title }: Impact): string =>
  safeStem(title.toLowerCase(), 'impact').replace(/-+/g, '-');

/** What is affected, and jobs that read it or what it starts from. */
export function affectedJobs(catalog: Catalog, { starts, rows }: Impact): ReadingJob[] {
  return jobsReading(catalog, [...new Set([...starts, ...rows.map(({ card }) => card)].map(({ id }) => id))]);
}

export function wayText(row: ImpactRow): string {
  return row
    .way()
    .map(({ name }) => name)
    .join(' → ');
}

export function impactSheet(impact: Impact): DataSheet {
  return asOf(affectedSheet(impact), impact.asOf);
}

function affectedSheet({ rows }: Impact): DataSheet {
  return {
    name: 'Affected',
    headers: [
      'Critical',
      'Kind',
      'Name',
      'Namespace',
      'Hops',
      'Paths',
      'Paths are',
      'Value arrives',
      'Columns',
      'Runs',
      'Owners',
      'Shortest path',
    ],
    rows: rows.map((row) => [
      isCritical(row.card) ? 'critical' : '',
      row.card.kind,
      row.card.name,
      row.card.namespace,
      row.distance,
      row.paths,
      row.paths === null ? 'not counted' : row.pathsExact ? 'exact' : 'at least',
      row.arrival ?? '',
      row.columns.map(({ name, arrival }) => `${name} (${arrival})`).join(', '),
      row.runs.map(({ runId, at }) => (at === null ? runId : `${runId} (${at})`)).join(', '),
      row.card.owners.join(', '),
      wayText(row),
    ]),
  };
}

function ownerSheet(owners: readonly Notify[]): DataSheet {
  return {
    name: 'Owners',
    headers: ['Owner', 'E-mail', 'Roles', 'Critical', 'Kind', 'Name', 'Namespace'],
    rows: owners.flatMap(({ name, email, roles, rows }) =>
      rows.map(({ card }) => [
        name ?? 'nobody',
        email ?? '',
        roles.join(', '),
        isCritical(card) ? 'critical' : '',
        card.kind,
        card.name,
        card.namespace,
      ]),
    ),
  };
}

function jobSheet(jobs: readonly ReadingJob[]): DataSheet {
  return {
    name: 'Jobs',
    headers: ['Job', 'Namespace', 'Kind', 'Affected datasets read'],
    rows: jobs.map(({ name, namespace, kind, reads }) => [name, namespace, kind ?? '', reads]),
  };
}

function aboutSheet(catalog: Catalog, impact: Impact): DataSheet {
  const { revision, ledgerHead, name } = catalog.info();
  return {
    name: 'About',
    headers: ['What', 'Value'],
    rows: [
      ['Question', impact.title],
      ['Catalog', name],
      ['Revision', revision],
      ...(impact.asOf === null ? [] : [['Looked at', impact.asOf]]),
      ['Ledger head', ledgerHead ?? ''],
      ...impact.rules.map((rule) => ['Rule', rule]),
    ],
  };
}

/** Names in a mail at most; what is left out is counted. */
const NAMED = 200;

function draftTo(catalog: Catalog, impact: Impact, owner: Notify, { actor, now }: Writing): Uint8Array {
  const { revision, ledgerHead, name } = catalog.info();
  const things =
    owner.rows.length === 1 ? 'one thing that you own' : `${owner.rows.length} things that you own`;
  const lines = owner.rows.slice(0, NAMED).map((row) => {
    const marks = [isCritical(row.card) && 'critical', row.arrival && `value: ${row.arrival}`].filter(
      Boolean,
    );
    const extra = marks.length > 0 ? ` [${marks.join(', ')}]` : '';
    return `- ${row.card.kind} ${row.card.name}${extra}\n  in ${row.card.namespace}\n  by way of ${wayText(row)}`;
  });
  const left = owner.rows.length - lines.length;
  const body = [
    `Hello ${owner.name},`,
    '',
    `a change reaches ${things}.`,
    '',
    `About: ${impact.title}`,
    `Starts at: ${impact.starts
      .slice(0, 20)
      .map((card) => card.name)
      .join(', ')}${impact.starts.length > 20 ? ` and ${impact.starts.length - 20} more` : ''}`,
    '',
    ...lines,
    ...(left > 0 ? [`and ${left} more.`] : []),
    '',
    'Please check what this means for them.',
    '',
    actor,
    '',
    `Catalog ${name}, revision ${revision}, ledger head ${ledgerHead ?? 'none'}.`,
    '',
  ].join('\n');
  return emlOf({
    to: { name: owner.name!, email: owner.email },
    from: actor,
    subject: `${impact.title}: ${owner.rows.length} of yours`,
    body,
    date: now,
  });
}
