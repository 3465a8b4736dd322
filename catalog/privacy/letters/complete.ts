/** Completes a template: its blocks with the values put in, and what is missing. Pure. */
import { runsOf, type Block, type Inline } from '../../reports/render/document.ts';
import type { Entry, LetterValues } from './fields.ts';
import type { Node, Part, Template } from './template.ts';

export interface Completed {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Fields that must be there and are not, in the order in which they stand. */
  readonly missing: readonly string[];
}

/** What stands in a draft in place of a missing field. */
export const missingMark = (field: string): string => `[missing: ${field}]`;

export function completeTemplate(template: Template, values: LetterValues): Completed {
  const missing = new Set<string>();
  const writer = new Writer();
  const fill = (parts: readonly Part[], entry: Entry | null): string =>
    parts
      .map((part) => {
        if ('text' in part) return part.text;
        const value = part.field.startsWith('.')
          ? (entry?.[part.field.slice(1)] ?? '')
          : (values.single.get(part.field) ?? '');
        // Members of an entry may be empty; what has no value there is not known, and the row stands all the same.
        if (value !== '' || part.optional || part.field.startsWith('.')) return value;
        missing.add(part.field);
        return missingMark(part.field);
      })
      .join('');
  const walk = (nodes: readonly Node[], entry: Entry | null): void => {
    for (const node of nodes) {
      switch (node.kind) {
        case 'gap':
          writer.gap();
          break;
        case 'line':
          writer.line(
            node.form,
            node.cells.map((cell) => fill(cell, entry)),
          );
          break;
        case 'if':
          walk(holds(node.field, values, entry) ? node.holds : node.otherwise, entry);
          break;
        case 'each':
          for (const one of values.lists.get(node.list) ?? []) walk(node.body, one);
          break;
      }
    }
  };
  const title = fill(template.title, null);
  walk(template.nodes, null);
  return { title, blocks: writer.end(), missing: [...missing] };
}

function holds(field: string, values: LetterValues, entry: Entry | null): boolean {
  if (field.startsWith('.')) return (entry?.[field.slice(1)] ?? '') !== '';
  return (values.single.get(field) ?? '') !== '' || (values.lists.get(field)?.length ?? 0) > 0;
}

/** Gathers lines into paragraphs, lists and tables. */
class Writer {
  readonly #blocks: Block[] = [];
  #text: string[] = [];
  #items: string[] = [];
  #rows: string[][] = [];

  line(form: 'heading' | 'item' | 'row' | 'text', cells: readonly string[]): void {
    if (form !== 'text') this.#endText();
    if (form !== 'item') this.#endItems();
    if (form !== 'row') this.#endRows();
    const [first = ''] = cells;
    if (form === 'heading') this.#blocks.push({ kind: 'heading', level: 1, text: first });
    else if (form === 'item') this.#items.push(first);
    else if (form === 'row') this.#rows.push([...cells]);
    else if (first.trim() !== '') this.#text.push(first);
  }

  gap(): void {
    this.#endText();
    this.#endItems();
    this.#endRows();
  }

  end(): readonly Block[] {
    this.gap();
    return this.#blocks;
  }

  #endText(): void {
    if (this.#text.length > 0) this.#blocks.push({ kind: 'paragraph', text: this.#text.join('\n') });
    this.#text = [];
  }

  #endItems(): void {
    if (this.#items.length > 0) this.#blocks.push({ kind: 'list', items: this.#items });
    this.#items = [];
  }

  #endRows(): void {
    const [head, ...rows] = this.#rows;
    if (head && rows.length > 0)
      this.#blocks.push({ kind: 'table', columns: head.map((header) => ({ header })), rows });
    this.#rows = [];
  }
}

function plainText(text: Inline): string {
  return runsOf(text)
    .map((run) => run.text)
    .join('');
}

/** The letter as plain text, for a mail. */
export function letterText({ title, blocks }: Pick<Completed, 'title' | 'blocks'>): string {
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return block.text.toUpperCase();
      case 'paragraph':
        return plainText(block.text);
      case 'list':
        return block.items.map((item) => `- ${plainText(item)}`).join('\n');
      case 'table':
        return block.rows
          .map((row) =>
            row
              .map((cell, index) => [block.columns[index]?.header ?? '', plainText(cell)] as const)
              .filter(([, cell]) => cell !== '')
              .map(([header, cell], index) => `${index === 0 ? '- ' : '  '}${header}: ${cell}`)
              .join('\n'),
          )
          .join('\n');
      default:
        return '';
    }
  });
  return `${[title, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}
