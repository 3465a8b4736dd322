import { useEffect, useEffectEvent, type KeyboardEvent, type RefObject } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { isTyping } from '../../../shared/keys.ts';
import { commandFor, type GraphCommand } from '../state/keyboard.ts';
import type { Explorer } from './explorer.ts';
import { runGraphCommand } from './run-command.ts';

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

/** Where in the explorer a key counts. */
function counts(command: GraphCommand, target: Element, surface: HTMLElement | null): boolean {
  // Backing out and undo work from the bars and panels too.
  if (command.do === 'back') return true;
  if (command.do === 'undo' || command.do === 'redo') return target !== document.body;
  // Everything else needs the focus in the picture, or nowhere.
  if (target !== document.body && !surface?.contains(target)) return false;
  // Buttons in the picture do their own thing on Enter; only a node's title is the node.
  return command.do !== 'enter' || target.tagName !== 'BUTTON' || target.hasAttribute('data-node-title');
}

function handle(press: Press, target: Element, { explorer, surface, back }: GraphKeys): void {
  const command = commandFor(press);
  if (!command || !counts(command, target, surface.current)) return;
  const at = { ...explorer, focused: nodeAround(explorer, target) };
  if (!runGraphCommand(at, command, surface.current ?? target, back)) return;
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
