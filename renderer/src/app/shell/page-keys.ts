/** Keys of the pages' own lists and pictures, for the shortcut sheet: listed wherever it is opened. */
import { GRAPH_KEYS } from '../../features/lineage/state/keyboard.ts';
import { say } from '../../shared/language/say.ts';
import type { CommandGroup } from '../../shared/commands.ts';

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
export const PAGE_GROUPS: ReadonlySet<CommandGroup> = new Set<CommandGroup>(['This page', 'Lineage']);

export const PAGE_KEYS: readonly KeyGroup[] = [
  {
    name: say('Browse'),
    lines: [
      { title: say('Go to the search box'), keys: ['/'] },
      { title: say('Edit tags of the row or selection'), keys: ['T'] },
      { title: say('Edit owners of the row or selection'), keys: ['O'] },
      { title: say('Lineage of the row or selection'), keys: ['L'] },
    ],
  },
  {
    name: say('Grid'),
    lines: [
      { title: say('Write the cell'), keys: ['F2'] },
      { title: say('Fill down'), keys: ['mod+D'] },
      { title: say('Empty the cells'), keys: ['Delete'] },
      { title: say('Save the changes'), keys: ['mod+S'] },
      { title: say('Go to the search box'), keys: ['/'] },
    ],
  },
  {
    name: say('Dataset'),
    lines: [
      { title: say('Edit tags, of the dataset or of a column'), keys: ['T'] },
      { title: say('Edit owners'), keys: ['O'] },
      { title: say('Lineage, of the dataset or of a column'), keys: ['L'] },
      { title: say('Edit the description of a column'), keys: ['D'] },
      { title: say('Impact of a column'), keys: ['I'] },
      { title: say('Origin of a column'), keys: ['R'] },
      { title: say('Filter columns'), keys: ['/'] },
    ],
  },
  {
    name: say('Joins'),
    lines: [
      { title: say('Join what is suggested'), keys: ['Y'] },
      { title: say('Keep it apart for good'), keys: ['N'] },
      { title: say('Undo the last change'), keys: ['U'] },
    ],
  },
  { name: say('Lineage'), lines: GRAPH_KEYS.map(({ keys, does }) => ({ title: does, keys })) },
  {
    name: say('Lists and dialogs'),
    lines: [
      { title: say('Move in a list'), keys: ['ArrowUp', 'ArrowDown', 'J', 'K'] },
      { title: say('To the first or last row'), keys: ['Home', 'End'] },
      { title: say('Open what is chosen'), keys: ['Enter'] },
      { title: say('Select a row'), keys: [' '] },
      { title: say('Select up to a row'), keys: ['shift+ArrowDown'] },
      { title: say('Select everything that matches'), keys: ['mod+A'] },
      { title: say('Close one layer'), keys: ['Escape'] },
    ],
  },
];
