/** Places in a grid of cells, the block that is selected, and where keys lead. Pure. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** From the place where selecting began to where it is now; the latter is the active cell. */
export interface Selected {
  readonly anchor: Place;
  readonly active: Place;
}

export interface Block {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows of a page. */
  readonly page: number;
}

export function blockOf({ anchor, active }: Selected): Block {
  return {
    top: Math.min(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    bottom: Math.max(anchor.row, active.row),
    right: Math.max(anchor.column, active.column),
  };
}

export function holds({ top, left, bottom, right }: Block, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export const at = (place: Place): Selected => ({ anchor: place, active: place });

/** Where a key leads from a place; null for a key that leads nowhere. `far`: with Ctrl. */
export function stepOf(key: string, { row, column }: Place, size: Size, far: boolean): Place | null {
  const lastRow = Math.max(0, size.rows - 1);
  const lastColumn = Math.max(0, size.columns - 1);
  const inside = (place: Place): Place => ({
    row: Math.min(lastRow, Math.max(0, place.row)),
    column: Math.min(lastColumn, Math.max(0, place.column)),
  });
  switch (key) {
    case 'ArrowUp':
      return inside({ row: far ? 0 : row - 1, column });
    case 'ArrowDown':
      return inside({ row: far ? lastRow : row + 1, column });
    case 'ArrowLeft':
      return inside({ row, column: far ? 0 : column - 1 });
    case 'ArrowRight':
      return inside({ row, column: far ? lastColumn : column + 1 });
    case 'PageUp':
      return inside({ row: row - size.page, column });
    case 'PageDown':
      return inside({ row: row + size.page, column });
    case 'Home':
      return inside({ row: far ? 0 : row, column: 0 });
    case 'End':
      return inside({ row: far ? lastRow : row, column: lastColumn });
    default:
      return null;
  }
}

/** A text for each cell that a block of texts lands on. */
export interface Landing extends Place {
  readonly text: string;
}

/**
 * Where pasted cells land: at the upper left of the selection. A block that fits a whole number of times into the selection
 * fills it.
 */
export function landings(block: readonly (readonly string[])[], onto: Block, size: Size): Landing[] {
  const height = block.length;
  const width = Math.max(0, ...block.map((row) => row.length));
  if (height === 0 || width === 0) return [];
  const times = (room: number, one: number) => (room % one === 0 ? room : one);
  const down = times(onto.bottom - onto.top + 1, height);
  const across = times(onto.right - onto.left + 1, width);
  const found: Landing[] = [];
  for (let row = 0; row < down && onto.top + row < size.rows; row++)
    for (let column = 0; column < across && onto.left + column < size.columns; column++)
      found.push({
        row: onto.top + row,
        column: onto.left + column,
        text: block[row % height]![column % width] ?? '',
      });
  return found;
}

/** What fills the rows below a block with its own rows, over and over. */
export function filled(block: readonly (readonly string[])[], from: Block, bottom: number): Landing[] {
  const found: Landing[] = [];
  for (let row = from.bottom + 1; row <= bottom; row++)
    for (let column = from.left; column <= from.right; column++)
      found.push({ row, column, text: block[(row - from.top) % block.length]?.[column - from.left] ?? '' });
  return found;
}
