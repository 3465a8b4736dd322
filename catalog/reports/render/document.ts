/**
 * What a report is before it is drawn: plain data, no layout and no markup. Every text is shown as text;
 * nothing in it is parsed. The renderers (`json.ts`, `html.ts`, `pdf.ts`, `docx.ts`) turn one document into the
 * same content; `xlsx.ts` and `csv.ts` write its tables.
 */
import type { Json } from '../../model/facts.ts';

/** What a copy for readers outside the organisation withholds: who, where, which file, and free text. */
export const WITHHELD_KINDS = ['person', 'system', 'path', 'note'] as const;
export type WithheldKind = (typeof WITHHELD_KINDS)[number];
/** Kinds of which single names are known, so that they are found in every other text. */
export type NameKind = Exclude<WithheldKind, 'note'>;

/** A stretch of text in one style. */
export interface TextRun {
  readonly text: string;
  readonly style?: 'code' | 'strong' | 'emphasis';
  /** The whole stretch names one of these, or is one. */
  readonly names?: WithheldKind;
}

/** Text of a paragraph or cell: plain, or in styled runs. `\n` starts a new line. */
export type Inline = string | readonly TextRun[];

/** A term and what is said about it. */
export interface Definition {
  readonly term: string;
  readonly value: Inline;
  /** The value names one of these, or is one; `null`: it does not, whatever the term suggests. */
  readonly names?: WithheldKind | null;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 for the parts of the report; the report's own title stands above them. */
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: Inline;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly ordered?: boolean;
  readonly items: readonly Inline[];
}

export interface DefinitionsBlock {
  readonly kind: 'definitions';
  readonly items: readonly Definition[];
}

export interface TableColumn {
  readonly header: string;
  /** Default `start`; numbers go to the `end`. */
  readonly align?: 'start' | 'center' | 'end';
  /** Share of the width against other columns (which count 1); without any, widths follow content. */
  readonly width?: number;
  /** Its cells name one of these, or are one; `null`: they do not, whatever the header suggests. */
  readonly names?: WithheldKind | null;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  /** Missing cells are empty; cells beyond the columns get a column without header. */
  readonly rows: readonly (readonly Inline[])[];
  /** The first cell of each row names the row. */
  readonly rowHeaders?: boolean;
  /** Says “showing n of m” below the table when not all rows are shown. */
  readonly total?: { readonly shown: number; readonly of: number };
  /** All rows, where `rows` are only the first of them: for spreadsheets. */
  readonly allRows?: readonly (readonly Inline[])[];
  /** Shown in place of rows when there are none. */
  readonly empty?: string;
}

export interface CalloutBlock {
  readonly kind: 'callout';
  /** `gap`: something is not known or not done. */
  readonly tone: 'info' | 'warning' | 'gap';
  /** Default: the tone's name in the document's language. */
  readonly title?: string;
  readonly text: Inline;
}

export interface CodeBlock {
  readonly kind: 'code';
  /** Shown with its own line breaks and spaces. */
  readonly text: string;
  /** Name of the language, for readers and screen readers: `SQL`. */
  readonly language?: string;
}

/** A hint that what follows should begin on a new page. */
export interface PageBreakBlock {
  readonly kind: 'page-break';
}

export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | DefinitionsBlock
  | TableBlock
  | CalloutBlock
  | CodeBlock
  | PageBreakBlock;

export interface ReportDocument {
  readonly title: string;
  readonly subtitle?: string;
  /** BCP 47 tag of the report's language: `en`, `de-AT`, `ar`. */
  readonly language: string;
  /** RFC 3339 instant. The only date that renderers know: no clock is read. */
  readonly madeAt: string;
  /** Organisation or person that issues the report. */
  readonly author?: string;
  /** Key facts under the title: case, period, catalog revision … */
  readonly facts: readonly Definition[];
  readonly blocks: readonly Block[];
  /** The machine-readable report. Embedded in HTML and PDF, and the whole of the JSON form. */
  readonly data: Json;
  /** File name of the embedded data. Default `report.json`. */
  readonly dataName?: string;
}

/** Where the renderers find what they need on disk. */
export interface RenderContext {
  /** The product's `resources` folder; fonts lie in `<resourcesDir>/fonts`. */
  readonly resourcesDir: string;
  /** Default `A4`. */
  readonly paper?: 'A4' | 'LETTER';
  /** More font files (TTF or OTF) to look for glyphs in, after the bundled ones: a CJK face, say. */
  readonly fallbackFonts?: readonly string[];
}

/** A document that cannot be rendered. `code` is stable kebab-case. */
export class ReportError extends Error {
  readonly code: 'invalid-date' | 'invalid-language' | 'invalid-data' | 'missing-font';
  constructor(code: ReportError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReportError';
    this.code = code;
  }
}

/** The instant of `madeAt`. @throws ReportError `invalid-date` without a zone or for no real moment. */
export function madeAtDate(doc: ReportDocument): Date {
  const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(doc.madeAt)
    ? new Date(doc.madeAt)
    : null;
  if (!instant || Number.isNaN(instant.getTime())) {
    throw new ReportError(
      'invalid-date',
      `madeAt is "${doc.madeAt.slice(0, 40)}"; expected an RFC 3339 instant`,
    );
  }
  return instant;
}

/** `2026-11-21 09:30 UTC`, between marks that keep its order in right-to-left text. */
export function madeAtText(doc: ReportDocument): string {
  return `\u200e${madeAtDate(doc).toISOString().slice(0, 16).replace('T', ' ')} UTC\u200e`;
}

const RTL_LANGUAGES = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Canonical language tag and writing direction. @throws ReportError `invalid-language` */
export function languageOf(doc: ReportDocument): { readonly tag: string; readonly direction: 'ltr' | 'rtl' } {
  try {
    const locale = new Intl.Locale(doc.language);
    return { tag: locale.toString(), direction: RTL_LANGUAGES.has(locale.language) ? 'rtl' : 'ltr' };
  } catch (cause) {
    const shown = doc.language.slice(0, 40);
    throw new ReportError(
      'invalid-language',
      `"${shown}" is not a language tag; expected BCP 47 such as "de-AT"`,
      { cause },
    );
  }
}

/** The runs of an inline text. */
export function runsOf(text: Inline): readonly TextRun[] {
  return typeof text === 'string' ? [{ text }] : text;
}

/** The text of an inline without its styles. */
export function plainText(text: Inline): string {
  return runsOf(text)
    .map((run) => run.text)
    .join('');
}

/** Columns and rows of equal length: short rows are filled up, long rows widen the table. */
export function squareTable(table: TableBlock): {
  columns: readonly TableColumn[];
  rows: readonly (readonly Inline[])[];
} {
  const width = table.rows.reduce((most, row) => Math.max(most, row.length), table.columns.length);
  const columns = Array.from({ length: width }, (_, i) => table.columns[i] ?? { header: '' });
  const rows = table.rows.map((row) =>
    row.length === width ? row : Array.from({ length: width }, (_, i) => row[i] ?? ''),
  );
  return { columns, rows };
}
