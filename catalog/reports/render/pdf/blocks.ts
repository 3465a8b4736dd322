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
import {
  CALLOUT,
  HEADINGS,
  type Plans,
  SPACE,
  headingHeight,
  heightOf,
  itemHeight,
  leadHeight,
  listIndent,
  valueStart,
} from './measure.ts';
import { type TablePlan, drawTable, planTable } from './table.ts';
import { COLOURS, TYPE, type TypeStyle } from './theme.ts';

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

/**
 * All blocks. Wide tables turn the paper, together with the headings right above them; what follows stays
 * on the turned page as long as it fits there whole.
 */
export async function drawBlocks(
  blocks: readonly Block[],
  flow: Flow,
  outline: Outline,
  labels: ReportLabels,
): Promise<void> {
  const plans = new Map<Block, TablePlan>();
  for (const block of blocks) {
    if (block.kind !== 'table') continue;
    plans.set(block, planTable(block, flow));
    await flow.rest();
  }
  const page: Page = { flow, outline, labels, plans };
  let settled = -1;
  for (const [index, block] of blocks.entries()) {
    let company = index;
    while (LEADS.has(blocks[company]?.kind ?? '')) company++;
    const table = blocks[company];
    const wanted = (table && plans.get(table)?.orientation) ?? 'portrait';
    if (index > settled && wanted !== flow.orientation) {
      const group = blocks.slice(index, company + 1);
      if (wanted === 'portrait' && fitsWhole(group, page)) settled = company;
      else flow.orient(wanted);
    }
    const introduced = blocks[company]?.kind === 'paragraph' && blocks[company + 1]?.kind === 'table';
    await drawBlock(block, blocks.slice(index + 1, company + (introduced ? 2 : 1)), page);
    await flow.rest();
  }
}

/** Does a group fit on what is left of the turned page? Headings do only with what they lead. */
function fitsWhole(group: readonly Block[], { flow, plans }: Page): boolean {
  if (group.some((block) => block.kind === 'page-break')) return false;
  let height = 0;
  for (const block of group) {
    height += heightOf(block, plans, flow);
    if (height > flow.room) return false;
  }
  return true;
}

interface Page {
  readonly flow: Flow;
  readonly outline: Outline;
  readonly labels: ReportLabels;
  readonly plans: Plans;
}

/** `led`: the blocks after a heading up to the first that is none, and the table that a paragraph introduces. */
async function drawBlock(block: Block, led: readonly Block[], page: Page): Promise<void> {
  const { flow, labels, plans } = page;
  switch (block.kind) {
    case 'heading':
      drawHeading(block, led, page);
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
    case 'table': {
      const plan = plans.get(block);
      flow.space(SPACE.aboveTable);
      if (plan !== undefined) await drawTable(plan, flow, labels);
      flow.space(SPACE.belowTable);
      break;
    }
    case 'callout':
      drawCallout(block, flow, labels);
      break;
    case 'code':
      drawCode(block, flow);
      break;
  }
  flow.space(SPACE.afterBlock);
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

function drawHeading(block: HeadingBlock, led: readonly Block[], page: Page): void {
  const { flow, outline } = page;
  const { type, tag, before, after } = HEADINGS[block.level];
  flow.space(before - SPACE.afterBlock);
  // A heading never ends a page: it goes where the beginning of what it leads fits, too.
  flow.require(headingHeight(block, flow) + leadHeight(led, page.plans, flow));
  const text = displayLine(block.text);
  outline.add(text, block.level, flow.y);
  drawText(text, tag, type, flow, { padBottom: after }, { style: 'strong' });
}

function drawList(block: ListBlock, flow: Flow): void {
  const list = flow.element('L');
  const ordered = block.ordered === true;
  const indent = listIndent(block);
  block.items.forEach((item, index) => {
    // The last item does not stand on a page by itself.
    if (index > 0 && index === block.items.length - 2)
      flow.require(
        Math.min(itemHeight(block, index, flow) + itemHeight(block, index + 1, flow), flow.pageHeight / 4),
      );
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
  const x = valueStart(items, flow);
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
  flow.space(SPACE.aboveCallout);
  const place = { x: 14, width: flow.width - CALLOUT.inset };
  flow.row([box([title, ...runsOf(block.text)], 'P', node, TYPE.body, flow, place)], {
    padTop: CALLOUT.padTop,
    padBottom: CALLOUT.padBottom,
    ground,
    bar,
    keep: true,
  });
  section.end();
  flow.space(SPACE.belowCallout);
}

function drawCode(block: CodeBlock, flow: Flow): void {
  const section = flow.element(
    'P',
    null,
    block.language === undefined ? {} : { title: displayLine(block.language) },
  );
  const node = flow.element('Code', section);
  const options: TextOptions = { keepSpaces: true, style: 'code' };
  const place = { x: 10, width: flow.width - 20, options };
  flow.row([box(block.text, 'Code', node, TYPE.code, flow, place)], {
    padTop: 8,
    padBottom: 8,
    ground: COLOURS.code,
  });
  section.end();
  flow.space(2);
}
