import type { KeyboardEvent } from 'react';
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
      update((state) => ({ ...state, selection: { on: 'node', id: node.id } }), 'replace');
      return true;
    case 'columns':
      updateAround(node.id, (state) => toggleColumns(state, node.id, index?.view.nodes.map((other) => other.id) ?? []));
      return true;
    case 'expand':
    case 'collapse': {
      const sides = sidesFor(node, command.do);
      const change = (direction: (typeof sides)[number]) => (state: Explorer['state']) =>
        command.do === 'expand' ? expand(state, { id: node.id, direction, all: command.all }) : collapse(state, { id: node.id, direction });
      if (sides.length > 0) updateAround(node.id, (state) => sides.reduce((next, side) => change(side)(next), state));
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

/**
 * Handles a key press within the explorer. Walking and changing need the focus in the picture; backing
 * out works from the panels too. `back` backs out of one thing and says whether there was one.
 */
export function handleGraphKey(event: KeyboardEvent<HTMLElement>, explorer: Explorer, surface: HTMLElement | null, back: () => boolean): void {
  const target = event.target as Node;
  // Dialogs and menus are React children, but not part of the picture.
  if (event.defaultPrevented || !event.currentTarget.contains(target) || isTyping(event.target)) return;
  const command = commandFor(event);
  if (!command || (command.do !== 'back' && !surface?.contains(target))) return;
  if (!act(explorer, command, surface ?? event.currentTarget, back)) return;
  event.preventDefault();
  event.stopPropagation();
}
