/** Keys of the pages' own lists and pictures, for the shortcut sheet: listed wherever it is opened. */
import { GRAPH_KEYS } from '../../features/lineage/state/keyboard.ts';

export interface KeyLine {
  readonly title: string;
  /** As `shared/keys.ts` writes combinations. */
  readonly keys: readonly string[];
}

interface KeyGroup {
  readonly name: string;
  readonly lines: readonly KeyLine[];
}

/** Groups of commands that stand below as a page's keys already. */
export const PAGE_GROUPS: ReadonlySet<string> = new Set(['This page', 'Lineage']);

export const PAGE_KEYS: readonly KeyGroup[] = [
  {
    name: 'Browse',
    lines: [
      { title: 'Go to the search box', keys: ['/'] },
      { title: 'Edit tags of the row or selection', keys: ['T'] },
      { title: 'Edit owners of the row or selection', keys: ['O'] },
      { title: 'Lineage of the row or selection', keys: ['L'] },
    ],
  },
  {
    name: 'Grid',
    lines: [
      { title: 'Write the cell', keys: ['F2'] },
      { title: 'Fill down', keys: ['mod+D'] },
      { title: 'Empty the cells', keys: ['Delete'] },
      { title: 'Save the changes', keys: ['mod+S'] },
      { title: 'Go to the search box', keys: ['/'] },
    ],
  },
  {
    name: 'Dataset',
    lines: [
      { title: 'Edit tags, of the dataset or of a column', keys: ['T'] },
      { title: 'Edit owners', keys: ['O'] },
      { title: 'Lineage, of the dataset or of a column', keys: ['L'] },
      { title: 'Edit the description of a column', keys: ['D'] },
      { title: 'Impact of a column', keys: ['I'] },
      { title: 'Origin of a column', keys: ['R'] },
      { title: 'Filter columns', keys: ['/'] },
    ],
  },
  {
    name: 'Joins',
    lines: [
      { title: 'Join what is suggested', keys: ['Y'] },
      { title: 'Keep it apart for good', keys: ['N'] },
      { title: 'Undo the last change', keys: ['U'] },
    ],
  },
  { name: 'Lineage', lines: GRAPH_KEYS.map(({ keys, does }) => ({ title: does, keys })) },
  {
    name: 'Lists and dialogs',
    lines: [
      { title: 'Move in a list', keys: ['ArrowUp', 'ArrowDown', 'J', 'K'] },
      { title: 'To the first or last row', keys: ['Home', 'End'] },
      { title: 'Open what is chosen', keys: ['Enter'] },
      { title: 'Select a row', keys: [' '] },
      { title: 'Select up to a row', keys: ['shift+ArrowDown'] },
      { title: 'Select everything that matches', keys: ['mod+A'] },
      { title: 'Close one layer', keys: ['Escape'] },
    ],
  },
];
