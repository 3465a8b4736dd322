/** Cells that were written on the screen and are not saved yet. They outlive the page until they are saved or discarded. */
import type { SheetRow } from '../../../../../contract/index.ts';
import { createStore } from '../../../shared/store.ts';
import { say } from '../../../shared/language/say.ts';

export interface Pending {
  readonly target: { readonly on: 'dataset' | 'column'; readonly id: number };
  readonly datasetId: number;
  /** Of the row, for people. */
  readonly name: string;
  readonly header: string;
  readonly label: string;
  readonly text: string;
  /** What stood there when it was written. */
  readonly base: string;
  /** Why it could not be saved. */
  readonly problem?: string;
  /** Somebody changed the cell meanwhile; what it says now. */
  readonly now?: string;
}

export type PendingCells = ReadonlyMap<string, Pending>;

interface State {
  readonly cells: PendingCells;
  /** As it was before each step, to go back. */
  readonly past: readonly PendingCells[];
}

const STEPS = 100;

export const pendingStore = createStore<State>({ cells: new Map(), past: [] });

export const cellKey = (on: 'dataset' | 'column', id: number, header: string) => `${on} ${id} ${header}`;

export interface Write {
  readonly row: SheetRow;
  readonly header: string;
  readonly label: string;
  readonly text: string;
}

const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();

/** The cells with what was written; what is written as it stands is no change. */
export function written(cells: PendingCells, writes: readonly Write[]): PendingCells {
  const next = new Map(cells);
  for (const { row, header, label, text } of writes) {
    const on = row.column === null ? 'dataset' : 'column';
    const key = cellKey(on, row.id, header);
    const base = cells.get(key)?.base ?? row.cells[header] ?? '';
    if (plain(text) === plain(base)) next.delete(key);
    else
      next.set(key, {
        ...{ target: { on, id: row.id }, datasetId: row.datasetId, header, label, text, base },
        name: row.column === null ? row.name : `${row.name}: ${row.column}`,
      });
  }
  return next;
}

function same(a: PendingCells, b: PendingCells): boolean {
  return a.size === b.size && [...a].every(([key, { text }]) => b.get(key)?.text === text);
}

/** Changes the cells as one step. */
export function step(next: PendingCells): void {
  const { cells, past } = pendingStore.get();
  if (same(cells, next)) return;
  pendingStore.set({ cells: next, past: [...past, cells].slice(-STEPS) });
}

/** Goes one step back; false where there is none. */
export function stepBack(): boolean {
  const { past } = pendingStore.get();
  const before = past.at(-1);
  if (!before) return false;
  pendingStore.set({ cells: before, past: past.slice(0, -1) });
  return true;
}

/** After saving: only what was refused is left, and there is no way back to what was saved. */
export function settle(left: PendingCells): void {
  pendingStore.set({ cells: left, past: [] });
}

/** "12 changes in 8 datasets". */
export function pendingWords(cells: PendingCells): string {
  const datasets = new Set([...cells.values()].map(({ datasetId }) => datasetId)).size;
  return say(
    '{changes, plural, one {# change} other {# changes}} in {datasets, plural, one {# dataset} other {# datasets}}',
    { changes: cells.size, datasets },
  );
}
