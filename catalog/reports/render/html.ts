/** A report as one self-contained, accessible HTML page without scripts. */
import {
  type Block,
  type CalloutBlock,
  type Definition,
  type Inline,
  type ReportDocument,
  type TableBlock,
  type TableColumn,
  type TextRun,
  languageOf,
  madeAtDate,
  madeAtText,
  runsOf,
  squareTable,
} from './document.ts';
import { REPORT_STYLE } from './html-style.ts';
import { toJson } from './json.ts';
import { type ReportLabels, labelsFor, totalNote } from './labels.ts';
import { displayLine, displayText, nameParts } from './text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const TAGS = { code: 'code', strong: 'strong', emphasis: 'em' } as const;

/** A contents list pays from this many level-1 headings on. */
const CONTENTS_FROM = 3;

/**
 * The page: inline style, no script, nothing loaded, the data embedded as `application/json`. A policy in
 * the page forbids everything but the inline style, so that even a hole in escaping stays inert.
 * @throws ReportError if the date, the language or the data are not valid.
 */
export function toHtml(doc: ReportDocument): string {
  const { tag, direction } = languageOf(doc);
  const labels = labelsFor(tag);
  const blocks = doc.blocks.map((block, index) => renderBlock(block, index, labels));
  const title = line(doc.title);
  return [
    '<!doctype html>',
    `<html lang="${escape(tag)}" dir="${direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1 dir="auto">${title}</h1>`,
    ...(doc.subtitle === undefined ? [] : [`<p class="subtitle" dir="auto">${line(doc.subtitle)}</p>`]),
    ...(doc.facts.length === 0 ? [] : [definitions(doc.facts, 'facts')]),
    '</header>',
    ...contents(doc, labels),
    '<main>',
    ...blocks,
    '</main>',
    '<footer>',
    `<p>${doc.author === undefined ? '' : `<span dir="auto">${line(doc.author)}</span> · `}${escape(labels.madeAt)} <time datetime="${madeAtDate(doc).toISOString()}">${madeAtText(doc)}</time></p>`,
    '</footer>',
    `<script type="application/json" id="report-data">${toJson(doc).replaceAll('<', '\\u003c').trimEnd()}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function contents(doc: ReportDocument, labels: ReportLabels): string[] {
  const parts = doc.blocks.flatMap((block, index) =>
    block.kind === 'heading' && block.level === 1
      ? [`<li><a href="#part-${index}" dir="auto">${line(block.text)}</a></li>`]
      : [],
  );
  if (parts.length < CONTENTS_FROM) return [];
  return [
    '<nav aria-labelledby="contents">',
    `<h2 id="contents">${escape(labels.contents)}</h2>`,
    '<ol>',
    ...parts,
    '</ol>',
    '</nav>',
  ];
}

function renderBlock(block: Block, index: number, labels: ReportLabels): string {
  switch (block.kind) {
    case 'heading': {
      const tag = `h${block.level + 1}`;
      return `<${tag} id="part-${index}" dir="auto">${line(block.text)}</${tag}>`;
    }
    case 'paragraph':
      return `<p class="br" dir="auto">${inline(block.text)}</p>`;
    case 'list': {
      const tag = block.ordered === true ? 'ol' : 'ul';
      const items = block.items.map((item) => `<li class="br" dir="auto">${inline(item)}</li>`);
      return [`<${tag}>`, ...items, `</${tag}>`].join('\n');
    }
    case 'definitions':
      return definitions(block.items, 'definitions');
    case 'table':
      return table(block, index, labels);
    case 'callout':
      return callout(block, labels);
    case 'code': {
      const label = block.language === undefined ? '' : ` aria-label="${line(block.language)}"`;
      return `<pre dir="ltr"${label === '' ? '' : ` role="group"${label}`}><code>${escape(displayText(block.text))}</code></pre>`;
    }
    case 'page-break':
      return '<div class="page-break"></div>';
  }
}

function definitions(items: readonly Definition[], style: string): string {
  const rows = items.map(
    ({ term, value }) => `<dt dir="auto">${line(term)}</dt><dd class="br" dir="auto">${inline(value)}</dd>`,
  );
  return [`<dl class="${style}">`, ...rows, '</dl>'].join('\n');
}

function table(block: TableBlock, index: number, labels: ReportLabels): string {
  const { columns, rows } = squareTable(block);
  const styles = columns.map(({ align }) =>
    align === undefined || align === 'start' ? '' : ` class="${align}"`,
  );
  const heads = columns.map(({ header }, i) => `<th scope="col" dir="auto"${styles[i]}>${line(header)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const content = `<span class="br">${inline(cell, breakable)}</span>`;
      return i === 0 && block.rowHeaders === true
        ? `<th scope="row" dir="auto"${styles[i]}>${content}</th>`
        : `<td dir="auto"${styles[i]}>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  if (rows.length === 0 && block.empty !== undefined) {
    body.push(`<tr><td colspan="${Math.max(1, columns.length)}" dir="auto">${line(block.empty)}</td></tr>`);
  }
  const note = totalNote(block.total, labels);
  const name = line(block.caption ?? columns.map(({ header }) => header).join(', '));
  return [
    `<div class="table" role="region" tabindex="0" aria-label="${name}" id="table-${index}">`,
    '<table>',
    ...(block.caption === undefined ? [] : [`<caption dir="auto">${line(block.caption)}</caption>`]),
    ...columnGroup(columns),
    `<thead><tr>${heads.join('')}</tr></thead>`,
    '<tbody>',
    ...body,
    '</tbody>',
    '</table>',
    '</div>',
    ...(note === null ? [] : [`<p class="total">${escape(note)}</p>`]),
  ].join('\n');
}

function callout(block: CalloutBlock, labels: ReportLabels): string {
  const title = line(block.title ?? labels.tones[block.tone]);
  return `<aside class="${block.tone}" aria-label="${title}">\n<p class="br" dir="auto"><strong>${title}</strong>${inline(block.text)}</p>\n</aside>`;
}

function inline(text: Inline, show = escape): string {
  return runsOf(text)
    .map((one) => run(one, show))
    .join('');
}

function run({ text, style }: TextRun, show: (text: string) => string): string {
  const shown = show(displayText(text));
  return style === undefined ? shown : `<${TAGS[style]}>${shown}</${TAGS[style]}>`;
}

/** Words from this length on may break between the parts of a name, in cells. */
const LONG_WORD = 16;

function breakable(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (word.length < LONG_WORD ? escape(word) : nameParts(word).map(escape).join('<wbr>')))
    .join('');
}

/** Widths by the author's hints; none where there are no hints. */
function columnGroup(columns: readonly TableColumn[]): string[] {
  if (columns.every(({ width }) => width === undefined)) return [];
  const shares = columns.map(({ width = 1 }) => (Number.isFinite(width) && width > 0 ? width : 1));
  const sum = shares.reduce((a, b) => a + b, 0);
  const cols = shares.map((share) => `<col style="width:${((share * 100) / sum).toFixed(1)}%">`);
  return [`<colgroup>${cols.join('')}</colgroup>`];
}

function line(text: string): string {
  return escape(displayLine(text));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
