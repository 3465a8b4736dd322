import { notifications } from '@mantine/notifications';
import { useStore } from '../../shared/store.ts';
import { explain } from '../../shared/errors.ts';
import type { SheetRow } from '../../../../contract/index.ts';
import type { SheetColumn } from './model/layout.ts';
import { cellKey, pendingStore, step, written, type Pending, type Write } from './model/pending.ts';
import { filled, landings, type Block, type Landing } from './model/range.ts';
import { fromTsv, toTsv } from './model/tsv.ts';
import type { Sheet } from './use-sheet.ts';
import { say } from '../../shared/language/say.ts';

/** Rows that one paste, fill or copy may reach: more go through a file. */
const MOST_ROWS = 10_000;

/** The text of a cell as it is shown. */
export interface ShownCell {
  readonly text: string;
  readonly pending: Pending | undefined;
}

/** What is written into cells of a sheet, and copied from them. */
export function useCells(sheet: Sheet, columns: readonly SheetColumn[]) {
  const { cells } = useStore(pendingStore);

  function shown(row: SheetRow, { header }: SheetColumn): ShownCell {
    if (header === '#name') return { text: row.name, pending: undefined };
    if (header === '#namespace') return { text: row.namespace, pending: undefined };
    if (header === '#column') return { text: row.column ?? '', pending: undefined };
    const pending = cells.get(cellKey(row.column === null ? 'dataset' : 'column', row.id, header));
    return { text: pending?.text ?? row.cells[header] ?? '', pending };
  }

  async function rowsOf({ top, bottom }: Pick<Block, 'top' | 'bottom'>): Promise<SheetRow[] | null> {
    if (bottom - top < MOST_ROWS) return sheet.rowsBetween(top, bottom);
    const message = say('At most {most} rows are changed or copied at once here; a file takes any number.', {
      most: MOST_ROWS,
    });
    notifications.show({ color: 'yellow', message });
    return null;
  }

  /** Rows that are all at hand; null where some are not. */
  function near({ top, bottom }: Pick<Block, 'top' | 'bottom'>): SheetRow[] | null {
    const rows: SheetRow[] = [];
    for (let row = top; row <= bottom; row++) {
      const of = sheet.rowAt(row);
      if (!of) return null;
      rows.push(of);
    }
    return rows;
  }

  /** At once where the rows are at hand. */
  function write(landed: readonly Landing[]): void {
    if (landed.length === 0) return;
    const span = { top: landed[0]!.row, bottom: landed.at(-1)!.row };
    const rows = near(span);
    if (rows) put(landed, rows);
    else rowsOf(span).then((read) => read && put(landed, read), failed);
  }

  function put(landed: readonly Landing[], rows: readonly SheetRow[]): void {
    const top = landed[0]!.row;
    const writes = landed.flatMap(({ row, column, text }): Write[] => {
      const of = rows[row - top];
      const { header, label, field } = columns[column] ?? { header: '', label: '', field: null };
      return of && field ? [{ row: of, header, label, text }] : [];
    });
    if (writes.length < landed.length && writes.length === 0)
      notifications.show({ message: say('The names of rows cannot be changed here.') });
    step(written(pendingStore.get().cells, writes));
  }

  const textsIn = (block: Block, rows: readonly SheetRow[]) =>
    rows.map((row) => columns.slice(block.left, block.right + 1).map((column) => shown(row, column).text));

  /** Hands on the texts of a block, at once where they are at hand. */
  function withTexts(block: Block, then: (texts: string[][]) => unknown): void {
    const rows = near(block);
    if (rows) void then(textsIn(block, rows));
    else rowsOf(block).then((read) => read && then(textsIn(block, read)), failed);
  }

  const size = { rows: sheet.total, columns: columns.length, page: 0 };
  return {
    cells,
    shown,
    write,
    clear: (block: Block) => write(landings([['']], block, size)),
    /** The event takes only what is at hand; the rest follows. */
    copy: (block: Block, transfer: DataTransfer): void => {
      const rows = near(block);
      if (rows) transfer.setData('text/plain', toTsv(textsIn(block, rows)));
      else withTexts(block, (texts) => navigator.clipboard.writeText(toTsv(texts)).catch(failed));
    },
    paste: (text: string, block: Block) => write(landings(fromTsv(text), block, size)),
    /** The first row of the block into the others. */
    fillDown: (block: Block): void => {
      const first = { ...block, bottom: block.top };
      withTexts(first, (texts) => write(filled(texts, first, block.bottom)));
    },
    /** The block into the rows below it. */
    fillTo: (block: Block, bottom: number) =>
      withTexts(block, (texts) => write(filled(texts, block, bottom))),
  };
}
export type Cells = ReturnType<typeof useCells>;

function failed(error: unknown): void {
  notifications.show({
    color: 'red',
    title: say('The cells could not be read'),
    message: explain(error).cause,
  });
}
