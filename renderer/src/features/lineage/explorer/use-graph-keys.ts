import { useEffect, useEffectEvent, type KeyboardEvent, type RefObject } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { isTyping } from '../../../shared/keys.ts';
import { step } from '../model/view-index.ts';
import { commandFor, sidesFor, type GraphCommand } from '../state/keyboard.ts';
import { collapse, expand, hide, toggleColumns, withRoots } from '../state/view-state.ts';
import type { Explorer } from './explorer.ts';

/** Where the menu of a node opens when a key asks for it: at its title. */
function menuPlace(surface: Element, id: number): { x: number; y: number } {
  const box = (surface.querySelector(`[data-node-title="${id}"]`) ?? surface).getBoundingClientRect();
  return { x: box.left + 20, y: box.bottom };
}

function actOnNode(explorer: Explorer, node: LineageNode, command: GraphCommand): boolean {
  const { index, update, updateAround } = explorer;
  switch (command.do) {
    case 'open':
      explorer.select(node.id);
      return true;
    case 'columns':
      updateAround(node.id, (state) =>
        toggleColumns(state, node.id, index?.view.nodes.map((other) => other.id) ?? []),
      );
      return true;
    case 'expand':
    case 'collapse': {
      const sides = sidesFor(node, command.do);
      const change = (direction: (typeof sides)[number]) => (state: Explorer['state']) =>
        command.do === 'expand'
          ? expand(state, { id: node.id, direction, all: command.all })
          : collapse(state, { id: node.id, direction });
      if (sides.length > 0)
        updateAround(node.id, (state) => sides.reduce((next, side) => change(side)(next), state));
      return true;
    }
    case 'hide':
      update((state) => hide(state, node.id));
      return true;
    case 'root':
      update((state) => withRoots(state, [node.id]));
      return true;
    default:
      return false;
  }
}

function act(explorer: Explorer, command: GraphCommand, surface: Element, back: () => boolean): boolean {
  const { index, camera, focused } = explorer;
  switch (command.do) {
    case 'back':
      return back();
    case 'fit':
      if (index) camera.fitAll(index.view.bounds);
      return true;
    case 'zoom-in':
      camera.zoomIn();
      return true;
    case 'zoom-out':
      camera.zoomOut();
      return true;
    case 'first': {
      const root = index?.view.nodes.find((node) => node.side === 'root');
      if (root) explorer.focusNode(root.id);
      return true;
    }
    case 'move': {
      const next = index && focused ? step(index, focused.id, command.to) : null;
      if (next !== null) explorer.focusNode(next);
      return true;
    }
    case 'menu':
      if (focused) explorer.openMenu(focused.id, menuPlace(surface, focused.id));
      return true;
    default:
      return focused ? actOnNode(explorer, focused, command) : false;
  }
}

/** The node inside which the focus is, on whatever control of it. */
function nodeAround(explorer: Explorer, target: Element): LineageNode | null {
  const id = target.closest('.react-flow__node')?.getAttribute('data-id');
  return explorer.index?.nodes.get(Number(id)) ?? explorer.focused;
}

/** What a key handler needs of the explorer. */
export interface GraphKeys {
  readonly explorer: Explorer;
  readonly surface: RefObject<HTMLElement | null>;
  /** Backs out of one thing and says whether there was one. */
  readonly back: () => boolean;
}

type Press = Pick<
  globalThis.KeyboardEvent,
  | 'key'
  | 'altKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'shiftKey'
  | 'defaultPrevented'
  | 'preventDefault'
  | 'stopPropagation'
>;

function handle(press: Press, target: Element, { explorer, surface, back }: GraphKeys): void {
  const command = commandFor(press);
  // Backing out works from the panels too; everything else needs the focus in the picture, or nowhere.
  const within = target === document.body || (surface.current?.contains(target) ?? false);
  if (!command || (command.do !== 'back' && !within)) return;
  if (!act({ ...explorer, focused: nodeAround(explorer, target) }, command, surface.current ?? target, back))
    return;
  press.preventDefault();
  press.stopPropagation();
}

/** Handles a key press within the explorer. */
export function handleGraphKey(event: KeyboardEvent<HTMLElement>, keys: GraphKeys): void {
  const { target } = event;
  // Dialogs and menus are React children, but not part of the picture.
  if (
    event.defaultPrevented ||
    !(target instanceof Element) ||
    !event.currentTarget.contains(target) ||
    isTyping(target)
  )
    return;
  handle(event, target, keys);
}

/**
 * Handles keys that are pressed while nothing has the focus: at first, and when the focused node was
 * moved out of sight, where React Flow unmounts it.
 */
export function useUnfocusedKeys(keys: GraphKeys, enabled: boolean): void {
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (!event.defaultPrevented && event.target === document.body) handle(event, document.body, keys);
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: globalThis.KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}
