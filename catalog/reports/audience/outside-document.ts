/** The copy of a report's document for readers outside the organisation. */
import type { Json } from '../../model/facts.ts';
import type {
  Block,
  Definition,
  ReportDocument,
  TableBlock,
  TableColumn,
  WithheldKind,
} from '../render/document.ts';
import { table } from '../tables.ts';
import { outsideData, type SchemaNode } from './outside-data.ts';
import { KIND_WORDS } from './matcher.ts';
import type { WithheldCount, Withholder } from './withholder.ts';

/** What a column or term holds where the report does not say it, by its words. */
const BY_WORDS: readonly [RegExp, WithheldKind][] = [
  [
    /^(?:by|owners?|actors?|contacts?|dpo|data protection officer|.*\b(?:steward|made by|approved by|e-?mail))$/i,
    'person',
  ],
  [/^(?:systems?|namespaces?|hosts?)$/i, 'system'],
  [/^(?:files?|paths?|folders?)$/i, 'path'],
  [/^(?:notes?|comments?|reasons? given|remarks?|first message)$/i, 'note'],
];

function markOf(words: string, stated: WithheldKind | null | undefined): WithheldKind | null {
  if (stated !== undefined) return stated;
  return BY_WORDS.find(([pattern]) => pattern.test(words.trim()))?.[1] ?? null;
}

/**
 * Names are replaced in every text, in the data and in the author; a part in front says what was withheld.
 * @param schema of the data; without one, what a field holds is told by its name
 * @param leftOut files of the report that have no outside form
 */
export function outsideDocument(
  doc: ReportDocument,
  withholder: Withholder,
  schema: SchemaNode | null,
  leftOut: number,
): ReportDocument {
  const text = (one: string) => withholder.text(one);
  const facts = doc.facts.map((fact) => definition(fact, withholder));
  const blocks = doc.blocks.map((block) => outsideBlock(block, withholder));
  const title = text(doc.title);
  const subtitle = doc.subtitle === undefined ? {} : { subtitle: text(doc.subtitle) };
  const author = doc.author === undefined ? {} : { author: text(doc.author) };
  const dataName = doc.dataName === undefined ? {} : { dataName: text(doc.dataName) };
  const data = outsideData(doc.data, schema, withholder);
  const counts = withholder.counts();
  return {
    language: doc.language,
    madeAt: doc.madeAt,
    title,
    ...subtitle,
    ...author,
    ...dataName,
    facts: [...facts, { term: 'Copy for', value: 'Readers outside the organisation; names are withheld' }],
    blocks: [...legend(counts, leftOut), ...blocks],
    data: withLegend(data, counts, leftOut),
  };
}

function definition({ names, ...item }: Definition, withholder: Withholder): Definition {
  return {
    term: withholder.text(item.term),
    value: withholder.inline(item.value, markOf(item.term, names)),
  };
}

function outsideBlock(block: Block, withholder: Withholder): Block {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: withholder.text(block.text) };
    case 'paragraph':
      return { ...block, text: withholder.inline(block.text, null) };
    case 'list':
      return { ...block, items: block.items.map((item) => withholder.inline(item, null)) };
    case 'definitions':
      return { ...block, items: block.items.map((item) => definition(item, withholder)) };
    case 'table':
      return outsideTable(block, withholder);
    case 'callout': {
      const title = block.title === undefined ? {} : { title: withholder.text(block.title) };
      return { ...block, ...title, text: withholder.inline(block.text, null) };
    }
    case 'code':
      return { ...block, text: withholder.text(block.text) };
    case 'page-break':
      return block;
  }
}

function outsideTable(block: TableBlock, withholder: Withholder): TableBlock {
  const marks = block.columns.map(({ header, names }) => markOf(header, names));
  const row = (cells: TableBlock['rows'][number]) =>
    cells.map((cell, at) => withholder.inline(cell, marks[at]));
  const columns = block.columns.map((column): TableColumn => ({
    ...column,
    header: withholder.text(column.header),
  }));
  const caption = block.caption === undefined ? {} : { caption: withholder.text(block.caption) };
  // The first rows are the beginning of all rows: counted once.
  const all = (block.allRows ?? block.rows).map(row);
  const rows = all.slice(0, block.rows.length);
  return { ...block, ...caption, columns, rows, ...(block.allRows ? { allRows: all } : {}) };
}

const WHY: Readonly<Record<WithheldKind, string>> = {
  person:
    'It would name owners, stewards and users. The number stays the same in every copy from this catalog.',
  system:
    'It would name hosts, accounts and databases. The number stays the same in every copy from this catalog.',
  path: 'It would show how files and folders of the organisation are laid out.',
  note: 'People and sources may have written anything there; it was not read for this copy.',
};

function legend(counts: readonly WithheldCount[], leftOut: number): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'What this copy withholds' },
    {
      kind: 'callout',
      tone: 'info',
      text: `This copy is for readers outside the organisation. Pseudonyms stand for names; nothing is left out of any count. Names of datasets and columns, categories, purposes and recipients are kept, but for names within them.${leftOut === 0 ? '' : ` ${leftOut === 1 ? 'One file' : `${leftOut} files`} of the report, made for people inside, ${leftOut === 1 ? 'has' : 'have'} no copy.`}`,
    },
    table(
      'Withheld',
      [
        { header: 'What', names: null },
        { header: 'Shown as', names: null },
        { header: 'Different', align: 'end' },
        { header: 'Places', align: 'end' },
        { header: 'Why', width: 3, names: null },
      ],
      counts.map(({ kind, distinct, places }) => [
        KIND_WORDS[kind].many,
        kind === 'note'
          ? '[note withheld]'
          : `${KIND_WORDS[kind].one} and a number, or [${KIND_WORDS[kind].one.toLowerCase()} withheld]`,
        String(distinct),
        String(places),
        WHY[kind],
      ]),
      { empty: 'Nothing had to be withheld.' },
    ),
  ];
}

function withLegend(data: Json, counts: readonly WithheldCount[], leftOut: number): Json {
  const withheld = counts.map((one) => ({ ...one }));
  const said = { audience: 'outside', withheld, filesLeftOut: leftOut };
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return { ...said, data };
  return { ...data, ...said };
}
