/** Letters of a case: the templates in force, drafts, and finished letters, which lie encrypted with the case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../catalog.ts';
import type { Json } from '../../model/facts.ts';
import { toHtml } from '../../reports/render/html.ts';
import { toPdf } from '../../reports/render/pdf.ts';
import type { ReportDocument } from '../../reports/render/document.ts';
import { safeStem } from '../../reports/report-model.ts';
import type { MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { LETTER_LANGUAGES, type LetterLanguage } from '../cases/open-case.ts';
import { today } from '../deadline/today.ts';
import { loadCase } from '../cases/read.ts';
import { addRecord } from '../cases/records.ts';
import { editPrivacyData, editsAt } from '../edits.ts';
import { completeTemplate, letterText } from './complete.ts';
import { isKnownField } from './fields.ts';
import { gather } from './gather.ts';
import { parseTemplate } from './template.ts';

export const LETTER_KINDS = [
  'acknowledgement',
  'identity-request',
  'extension',
  'response',
  'refusal',
  'case-file',
  'erasure-certificate',
  'recipient-notice',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** The template in force: a person's own, else the bundled one. */
export function templateText(catalog: Catalog, language: LetterLanguage, kind: LetterKind): string {
  const own = editsAt(catalog.store.reader, null, 'letter').find((one) => one.key === `${language}/${kind}`);
  return own?.value ?? bundledText(catalog, language, kind);
}

function bundledText(catalog: Catalog, language: LetterLanguage, kind: LetterKind): string {
  return readFileSync(
    join(catalog.options.resourcesDir, 'privacy', 'letters', language, `${kind}.txt`),
    'utf8',
  );
}

export interface TemplateRow {
  readonly language: LetterLanguage;
  readonly kind: LetterKind;
  readonly text: string;
  /** As shipped. */
  readonly bundled: string;
  readonly own: boolean;
}

export function listTemplates(catalog: Catalog): TemplateRow[] {
  const own = new Set(editsAt(catalog.store.reader, null, 'letter').map((one) => one.key));
  return LETTER_LANGUAGES.flatMap((language) =>
    LETTER_KINDS.map((kind) => ({
      language,
      kind,
      text: templateText(catalog, language, kind),
      bundled: bundledText(catalog, language, kind),
      own: own.has(`${language}/${kind}`),
    })),
  );
}

/** @throws Refused with every line that is wrong */
export async function editTemplate(
  catalog: Catalog,
  actor: string,
  order: {
    readonly language: LetterLanguage;
    readonly kind: LetterKind;
    readonly text: string | null;
    readonly reason: string | null;
  },
): Promise<MutationResult> {
  const { language, kind, text, reason } = order;
  if (text !== null) parseTemplate(text);
  return editPrivacyData(catalog, actor, { kind: 'letter', key: `${language}/${kind}`, value: text, reason });
}

export interface LetterOrder {
  readonly reference: string;
  readonly kind: LetterKind;
  /** Default: the language of the case. */
  readonly language?: LetterLanguage | undefined;
  /** Civil date; default today. */
  readonly date?: string | undefined;
  /** In place of the template in force: to look at before it is kept. */
  readonly template?: string | undefined;
  /** `manual.…`, and any single field in place of what is known. */
  readonly given: Readonly<Record<string, string>>;
}

export interface LetterDraft {
  readonly document: ReportDocument;
  /** Plain text, for a mail. */
  readonly text: string;
  /** Fields that must be filled before it can be finished. */
  readonly missing: readonly string[];
  readonly warnings: readonly string[];
}

/** @throws Refused for an unknown case or field */
export async function draftLetter(catalog: Catalog, order: LetterOrder): Promise<LetterDraft> {
  const unknown = Object.keys(order.given).filter((field) => !isKnownField(field));
  if (unknown.length > 0) throw new Refused('INVALID', `There is no field ${unknown.join(', ')}.`);
  const one = loadCase(catalog.store.reader, order.reference);
  const language = order.language ?? languageOf(one.language);
  const date = order.date ?? today();
  const template = parseTemplate(order.template ?? templateText(catalog, language, order.kind));
  const { values, warnings, standing } = await gather(catalog, {
    reference: order.reference,
    language,
    date,
    given: order.given,
  });
  const { title, blocks, missing } = completeTemplate(template, values);
  const own = ownChecks(order.kind, standing.one.folded);
  const data: Json = {
    format: 'headwater-letter',
    version: 1,
    case: order.reference,
    letter: order.kind,
    language,
    date,
    revision: Number(values.single.get('case.revision') ?? 0),
    text: letterText({ title, blocks }),
  };
  const document: ReportDocument = {
    title,
    language,
    madeAt: `${date}T00:00:00Z`,
    author: values.single.get('organisation.name') ?? '',
    facts: [],
    blocks,
    data,
    dataName: `${order.kind}.json`,
  };
  return { document, text: letterText({ title, blocks }), missing: [...missing, ...own], warnings };
}

function languageOf(text: string): LetterLanguage {
  return LETTER_LANGUAGES.find((one) => one === text) ?? 'en';
}

/** What must have happened in the case for a letter to be true. */
function ownChecks(
  kind: LetterKind,
  folded: { readonly extendedOn: string | null; readonly refusedFor: string | null },
): string[] {
  if (kind === 'extension' && folded.extendedOn === null)
    return ['extension (the period was not extended in the case)'];
  if (kind === 'refusal' && folded.refusedFor === null)
    return ['refusal (the case was not moved to refused)'];
  return [];
}

export interface LetterFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A draft as files: PDF, HTML and plain text of the same content. */
export async function letterFiles(
  catalog: Catalog,
  order: LetterOrder,
  draft: LetterDraft,
): Promise<LetterFile[]> {
  const stem = `${safeStem(order.reference, 'case')}-${order.kind}`;
  const { bytes } = await toPdf(draft.document, { resourcesDir: catalog.options.resourcesDir });
  return [
    { name: `${stem}.pdf`, mediaType: 'application/pdf', bytes },
    { name: `${stem}.html`, mediaType: 'text/html', bytes: Buffer.from(toHtml(draft.document), 'utf8') },
    { name: `${stem}.txt`, mediaType: 'text/plain', bytes: Buffer.from(draft.text, 'utf8') },
  ];
}

export interface Finished extends LetterDraft {
  readonly record: number;
  readonly sha256: string;
  readonly files: readonly LetterFile[];
}

/**
 * Finishes a letter: nothing is missing, its PDF is kept encrypted with the case, and the ledger has an entry.
 * @throws Refused with what is missing
 */
export async function finishLetter(
  catalog: Catalog,
  actor: string,
  order: Omit<LetterOrder, 'template'>,
): Promise<Finished> {
  const draft = await draftLetter(catalog, order);
  if (draft.missing.length > 0)
    throw new Refused('CONFLICT', `The letter cannot be finished. Missing: ${draft.missing.join(', ')}.`);
  const files = await letterFiles(catalog, order, draft);
  const [pdf] = files;
  const { id, sha256 } = await addRecord(catalog, actor, {
    reference: order.reference,
    kind: 'letter',
    content: pdf!.bytes,
    meta: { name: pdf!.name, mediaType: pdf!.mediaType, note: '', redactions: [] },
    event: { kind: 'letter', on: order.date ?? today(), detail: { letter: order.kind } },
  });
  return { ...draft, record: id, sha256, files };
}
