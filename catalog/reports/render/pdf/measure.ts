/** How tall blocks will be, before they are drawn: so that headings keep what they lead. */
import type { Block, Definition, HeadingBlock, Inline, ListBlock } from '../document.ts';
import { displayLine } from '../text.ts';
import type { Flow, TextOptions } from './flow.ts';
import { type TablePlan, beginningHeight, tableHeight } from './table.ts';
import { TYPE, type TypeStyle } from './theme.ts';

export const HEADINGS = {
  1: { type: TYPE.h1, tag: 'H2', before: 22, after: 6 },
  2: { type: TYPE.h2, tag: 'H3', before: 16, after: 4 },
  3: { type: TYPE.h3, tag: 'H4', before: 12, after: 3 },
} as const;

/** Free space around blocks, in points. */
export const SPACE = {
  afterBlock: 8,
  aboveTable: 4,
  belowTable: 6,
  aboveCallout: 2,
  belowCallout: 4,
} as const;
export const CALLOUT = { inset: 26, padTop: 7, padBottom: 8 } as const;

export type Plans = ReadonlyMap<Block, TablePlan>;

/** A table of more rows is not measured: it does not fit on what is left of a page. */
const MEASURED_ROWS = 60;

/** The heading itself, without the space above it. */
export function headingHeight({ level, text }: HeadingBlock, flow: Flow): number {
  const { type, after } = HEADINGS[level];
  return textHeight(displayLine(text), type, flow.width, flow, { style: 'strong' }) + after;
}

/** Room that a heading wants below it: all of `led`, of the last block the beginning. */
export function leadHeight(led: readonly Block[], plans: Plans, flow: Flow): number {
  let height = 0;
  for (const [index, block] of led.entries()) {
    if (block.kind === 'page-break') break;
    if (block.kind === 'heading')
      height += HEADINGS[block.level].before - SPACE.afterBlock + headingHeight(block, flow);
    else if (index < led.length - 1) height += heightOf(block, plans, flow);
    else height += beginningOf(block, plans, flow);
  }
  return Math.min(height, flow.pageHeight * 0.7);
}

/** The least part of a block that may stand on a page before the rest follows on the next. */
function beginningOf(block: Block, plans: Plans, flow: Flow): number {
  switch (block.kind) {
    case 'heading':
    case 'page-break':
      return 0;
    case 'paragraph':
      return Math.min(textHeight(block.text, TYPE.body, flow.width, flow), TYPE.body.leading * 2);
    case 'list':
      return block.items.length === 0 ? 0 : itemHeight(block, 0, flow);
    case 'definitions':
      return block.items.length === 0 ? 0 : definitionHeight(block.items, block.items[0]!, flow);
    case 'code':
      return 16 + TYPE.code.leading * 2;
    case 'table': {
      const plan = plans.get(block);
      return plan === undefined ? 0 : SPACE.aboveTable + beginningHeight(plan, flow);
    }
    case 'callout':
      return heightOf(block, plans, flow);
  }
}

/** All of a block with the space around it; infinite for a table that is not worth measuring. */
export function heightOf(block: Block, plans: Plans, flow: Flow): number {
  switch (block.kind) {
    case 'page-break':
      return 0;
    case 'heading':
      return HEADINGS[block.level].before + headingHeight(block, flow);
    case 'paragraph':
      return textHeight(block.text, TYPE.body, flow.width, flow) + SPACE.afterBlock;
    case 'list':
      return block.items.reduce<number>((sum, _, i) => sum + itemHeight(block, i, flow), SPACE.afterBlock);
    case 'definitions':
      return block.items.reduce<number>(
        (sum, item) => sum + definitionHeight(block.items, item, flow),
        SPACE.afterBlock,
      );
    case 'code':
      return (
        18 +
        textHeight(block.text, TYPE.code, flow.width - 20, flow, { keepSpaces: true, style: 'code' }) +
        SPACE.afterBlock
      );
    case 'callout':
      // One line more for the title.
      return (
        textHeight(block.text, TYPE.body, flow.width - CALLOUT.inset, flow) +
        TYPE.body.leading +
        CALLOUT.padTop +
        CALLOUT.padBottom +
        SPACE.aboveCallout +
        SPACE.belowCallout +
        SPACE.afterBlock
      );
    case 'table': {
      const plan = plans.get(block);
      if (plan === undefined) return 0;
      if (plan.rows.length > MEASURED_ROWS) return Number.POSITIVE_INFINITY;
      const note = block.total === undefined ? 0 : TYPE.note.leading + 4;
      return tableHeight(plan, flow, true) + note + SPACE.aboveTable + SPACE.belowTable + SPACE.afterBlock;
    }
  }
}

/** Where the text of list items begins. */
export function listIndent({ ordered, items }: ListBlock): number {
  return ordered === true ? Math.max(20, 10 + String(items.length).length * 6) : 16;
}

export function itemHeight(list: ListBlock, index: number, flow: Flow): number {
  return textHeight(list.items[index] ?? '', TYPE.body, flow.width - listIndent(list), flow) + 2;
}

/** Where the values of a definition list begin: beside the widest term, within a third of the width. */
export function valueStart(items: readonly Definition[], flow: Flow): number {
  const widest = Math.max(
    0,
    ...items.map((item) =>
      Math.max(...flow.lines(displayLine(item.term), TYPE.term, flow.width * 0.34).map(({ width }) => width)),
    ),
  );
  return Math.max(80, widest + 14);
}

function definitionHeight(items: readonly Definition[], { term, value }: Definition, flow: Flow): number {
  const x = valueStart(items, flow);
  const left = textHeight(displayLine(term), TYPE.term, x - 13.5, flow);
  return Math.max(left, textHeight(value, TYPE.body, flow.width - x, flow)) + 2;
}

function textHeight(
  text: Inline,
  type: TypeStyle,
  width: number,
  flow: Flow,
  options: TextOptions = {},
): number {
  return flow.lines(text, type, width, options).length * type.leading;
}
