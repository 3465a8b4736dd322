/** The blocks of a report, drawn one after another. */
import type {
  Block,
  CalloutBlock,
  CodeBlock,
  Definition,
  HeadingBlock,
  Inline,
  ListBlock,
  ReportDocument,
  TextRun,
} from '../document.ts';
import { runsOf } from '../document.ts';
import type { ReportLabels } from '../labels.ts';
import { displayLine } from '../text.ts';
import type { Flow, RowStyle, TextBox, TextOptions } from './flow.ts';
import type { Outline } from './outline.ts';
import type { StructElement } from './kit.ts';
import { type TablePlan, drawTable, planTable } from './table.ts';
import { COLOURS, TYPE, type TypeStyle } from './theme.ts';

const HEADINGS = {
  1: { type: TYPE.h1, tag: 'H2', before: 22, after: 6 },
  2: { type: TYPE.h2, tag: 'H3', before: 16, after: 4 },
  3: { type: TYPE.h3, tag: 'H4', before: 12, after: 3 },
} as const;

/** Room that a heading wants below it, so that it does not end a page. */
const HEADING_COMPANY = 46;
const AFTER_BLOCK = 8;
/** Blocks that go where the next one goes. */
const LEADS: ReadonlySet<string> = new Set(['heading', 'page-break']);

/** Title, subtitle and key facts. */
export function drawTitle(doc: ReportDocument, flow: Flow): void {
  flow.rule(COLOURS.accent, 3);
  drawText(displayLine(doc.title), 'H1', TYPE.title, flow, { padTop: 14 }, { style: 'strong' });
  if (doc.subtitle !== undefined)
    drawText(displayLine(doc.subtitle), 'P', TYPE.subtitle, flow, { padTop: 2 });
  if (doc.facts.length > 0) {
    flow.space(12);
    flow.rule(COLOURS.rule, 0.8);
    flow.space(7);
    drawDefinitions(doc.facts, flow);
    flow.space(5);
    flow.rule(COLOURS.rule, 0.8);
  }
  flow.space(14);
}

/** All blocks. Wide tables turn the paper, together with the headings right above them. */
export function drawBlocks(
  blocks: readonly Block[],
  flow: Flow,
  outline: Outline,
  labels: ReportLabels,
): void {
  const plans = new Map<number, TablePlan>();
  blocks.forEach((block, index) => {
    if (block.kind === 'table') plans.set(index, planTable(block, flow));
  });
  blocks.forEach((block, index) => {
    let company = index;
    while (LEADS.has(blocks[company]?.kind ?? '')) company++;
    flow.orient(plans.get(company)?.orientation ?? 'portrait');
    drawBlock(block, plans.get(index), flow, outline, labels);
  });
}

function drawBlock(
  block: Block,
  plan: TablePlan | undefined,
  flow: Flow,
  outline: Outline,
  labels: ReportLabels,
): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(block, flow, outline);
      return;
    case 'page-break':
      if (!flow.fresh) flow.newPage();
      return;
    case 'paragraph':
      drawText(block.text, 'P', TYPE.body, flow);
      break;
    case 'list':
      drawList(block, flow);
      break;
    case 'definitions':
      drawDefinitions(block.items, flow);
      break;
    case 'table':
      flow.space(4);
      if (plan !== undefined) drawTable(plan, flow, labels);
      flow.space(6);
      break;
    case 'callout':
      drawCallout(block, flow, labels);
      break;
    case 'code':
      drawCode(block, flow);
      break;
  }
  flow.space(AFTER_BLOCK);
}

/** One text over the full width. */
function drawText(
  text: Inline,
  tag: string,
  type: TypeStyle,
  flow: Flow,
  row: RowStyle = {},
  options: TextOptions = {},
): void {
  const node = flow.element(tag);
  flow.row([box(text, tag, node, type, flow, { x: 0, width: flow.width, options })], row);
  node.end();
}

function box(
  text: Inline,
  tag: string,
  node: StructElement,
  type: TypeStyle,
  flow: Flow,
  place: { readonly x: number; readonly width: number; readonly options?: TextOptions },
): TextBox {
  const lines = flow.lines(text, type, place.width, place.options ?? {});
  return { lines, type, align: 'start', x: place.x, width: place.width, place: { node, tag } };
}

function drawHeading(block: HeadingBlock, flow: Flow, outline: Outline): void {
  const { type, tag, before, after } = HEADINGS[block.level];
  flow.space(before - AFTER_BLOCK);
  flow.require(type.leading + after + HEADING_COMPANY);
  const text = displayLine(block.text);
  outline.add(text, block.level, flow.y);
  drawText(text, tag, type, flow, { padBottom: after }, { style: 'strong' });
}

function drawList(block: ListBlock, flow: Flow): void {
  const list = flow.element('L');
  const ordered = block.ordered === true;
  const indent = ordered ? Math.max(20, 10 + String(block.items.length).length * 6) : 16;
  block.items.forEach((item, index) => {
    const entry = flow.element('LI', list);
    const label = flow.element('Lbl', entry);
    const body = flow.element('LBody', entry);
    flow.row(
      [
        {
          ...box(ordered ? `${index + 1}.` : '•', 'Lbl', label, TYPE.body, flow, { x: 4, width: indent - 6 }),
          align: 'start',
        },
        box(item, 'LBody', body, TYPE.body, flow, { x: indent, width: flow.width - indent }),
      ],
      { padBottom: 2 },
    );
    entry.end();
  });
  list.end();
}

function drawDefinitions(items: readonly Definition[], flow: Flow): void {
  const list = flow.element('L');
  const gap = 14;
  const term = TYPE.term;
  const widest = Math.max(
    0,
    ...items.map((item) =>
      Math.max(...flow.lines(displayLine(item.term), term, flow.width * 0.34).map(({ width }) => width)),
    ),
  );
  const x = Math.max(80, widest + gap);
  for (const item of items) {
    const entry = flow.element('LI', list);
    const label = flow.element('Lbl', entry);
    const body = flow.element('LBody', entry);
    flow.row(
      [
        box(displayLine(item.term), 'Lbl', label, term, flow, { x: 0, width: x - gap + 0.5 }),
        box(item.value, 'LBody', body, TYPE.body, flow, { x, width: flow.width - x }),
      ],
      { padBottom: 2 },
    );
    entry.end();
  }
  list.end();
}

function drawCallout(block: CalloutBlock, flow: Flow, labels: ReportLabels): void {
  const { bar, ground } = COLOURS[block.tone];
  const title: TextRun = {
    text: `${displayLine(block.title ?? labels.tones[block.tone])}\n`,
    style: 'strong',
  };
  const section = flow.element('Div');
  const node = flow.element('P', section);
  flow.space(2);
  const place = { x: 14, width: flow.width - 26 };
  flow.row([box([title, ...runsOf(block.text)], 'P', node, TYPE.body, flow, place)], {
    padTop: 7,
    padBottom: 8,
    ground,
    bar,
    keep: true,
  });
  section.end();
  flow.space(4);
}

function drawCode(block: CodeBlock, flow: Flow): void {
  const section = flow.element(
    'P',
    null,
    block.language === undefined ? {} : { title: displayLine(block.language) },
  );
  const node = flow.element('Code', section);
  const place = { x: 10, width: flow.width - 20, options: { keepSpaces: true } };
  flow.row([box(block.text, 'Code', node, TYPE.code, flow, place)], {
    padTop: 8,
    padBottom: 8,
    ground: COLOURS.code,
  });
  section.end();
  flow.space(2);
}
