/** Keys of the lineage picture, as data: what a key press means, without doing it. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { stubOf } from '../model/geometry.ts';
import type { Move } from '../model/view-index.ts';
import type { Direction } from './view-state.ts';
import { say } from '../../../shared/language/say.ts';

export type GraphCommand =
  | { readonly do: 'move'; readonly to: Move }
  | { readonly do: 'push'; readonly to: Move }
  | {
      readonly do:
        | 'first'
        | 'enter'
        | 'columns'
        | 'back'
        | 'menu'
        | 'fit'
        | 'zoom-in'
        | 'zoom-out'
        | 'hide'
        | 'isolate'
        | 'pick'
        | 'path'
        | 'jobs'
        | 'group'
        | 'all-groups'
        | 'undo'
        | 'redo'
        | 'root';
    }
  | { readonly do: 'expand'; readonly all: boolean }
  | { readonly do: 'collapse' };

export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** The list that the help shows; combinations as `shared/keys.ts` writes them. */
export const GRAPH_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['ArrowLeft', 'ArrowRight'], does: say('Go to the nearest upstream or downstream neighbour') },
  { keys: ['ArrowUp', 'ArrowDown'], does: say('Go to the node above or below') },
  { keys: ['Home'], does: say('Go to the root') },
  { keys: ['Enter'], does: say('Show one step further; open a group; else open the details') },
  { keys: [' '], does: say('Open the details') },
  { keys: ['+'], does: say('Show one step further') },
  { keys: ['alt++'], does: say('Show everything beyond') },
  { keys: ['-'], does: say('Close that step') },
  { keys: ['C'], does: say('Show or close the columns') },
  { keys: ['J'], does: say('Show or hide jobs between the datasets') },
  { keys: ['G'], does: say('Close its group, or open it') },
  { keys: ['shift+G'], does: say('Close all groups, or open them') },
  { keys: ['P'], does: say('Find or open paths to another dataset') },
  { keys: ['X'], does: say('Choose it, together with others') },
  { keys: ['H'], does: say('Hide it, or all that are chosen') },
  { keys: ['I'], does: say('Isolate it, or all that are chosen with the paths between them') },
  { keys: ['shift+ArrowLeft', 'shift+ArrowRight', 'shift+ArrowUp', 'shift+ArrowDown'], does: say('Move it') },
  { keys: ['mod+Z', 'mod+shift+Z'], does: say('Undo and redo changes of the view') },
  { keys: ['R'], does: say('Make it the root') },
  { keys: ['M'], does: say('Open its menu') },
  { keys: ['F'], does: say('Fit the whole picture') },
  { keys: ['.', ','], does: say('Zoom in and out') },
  { keys: ['T'], does: say('Show or close the time bar') },
  { keys: ['/', 'mod+F'], does: say('Find in the picture') },
  { keys: ['Escape'], does: say('Back out of one thing') },
];

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Plain = Exclude<GraphCommand, { to: Move } | { all: boolean }>;

const PLAIN: Readonly<Record<string, Plain>> = {
  Home: { do: 'first' },
  Enter: { do: 'enter' },
  Escape: { do: 'back' },
  '-': { do: 'collapse' },
  c: { do: 'columns' },
  f: { do: 'fit' },
  g: { do: 'group' },
  h: { do: 'hide' },
  i: { do: 'isolate' },
  j: { do: 'jobs' },
  m: { do: 'menu' },
  p: { do: 'path' },
  r: { do: 'root' },
  x: { do: 'pick' },
  ContextMenu: { do: 'menu' },
  '.': { do: 'zoom-in' },
  ',': { do: 'zoom-out' },
};

/** Null when the key means nothing here, so that it stays with the browser and the shell. */
export function commandFor(press: KeyPress): GraphCommand | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.ctrlKey || press.metaKey) {
    if (press.altKey) return null;
    if (key === 'z') return { do: press.shiftKey ? 'redo' : 'undo' };
    return key === 'y' && !press.shiftKey ? { do: 'redo' } : null;
  }
  if (press.key === '+' || press.key === '=') return { do: 'expand', all: press.altKey };
  if (press.altKey) return null;
  if (press.key === 'F10' && press.shiftKey) return { do: 'menu' };
  const move = Object.hasOwn(MOVES, press.key) ? MOVES[press.key] : undefined;
  if (move) return { do: press.shiftKey ? 'push' : 'move', to: move };
  if (key === 'g' && press.shiftKey) return { do: 'all-groups' };
  return (Object.hasOwn(PLAIN, key) ? PLAIN[key] : undefined) ?? null;
}

/**
 * On which sides "+" and "−" work: away from the root, and on the other side when nothing is to be
 * done there. At a root both sides count.
 */
export function sidesFor(node: LineageNode, kind: 'expand' | 'collapse'): Direction[] {
  const outward: Direction[] = node.side === 'root' ? ['upstream', 'downstream'] : [node.side];
  const inward: Direction[] =
    node.side === 'root' ? [] : [node.side === 'upstream' ? 'downstream' : 'upstream'];
  const able = (direction: Direction) => {
    if (kind === 'expand') return stubOf(node, direction)?.kind === 'expand';
    return direction === 'upstream' ? node.expandedUpstream : node.expandedDownstream;
  };
  const outwardAble = outward.filter(able);
  if (outwardAble.length > 0) return outwardAble;
  const inwardAble = inward.filter(able);
  return inwardAble.length > 0 || kind === 'expand' ? inwardAble : outward;
}
