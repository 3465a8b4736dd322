/** Does what a key of the picture means. */
import type { LineageNode } from '../../../../../contract/index.ts';
import { datasetsOf } from '../model/nodes.ts';
import { step, type Move } from '../model/view-index.ts';
import type { GraphCommand } from '../state/keyboard.ts';
import { sidesFor } from '../state/keyboard.ts';
import { collapseNode, expandNode, hideNodes, isolateNodes } from '../state/node-changes.ts';
import {
  pin,
  setAllGroups,
  toggleColumns,
  toggleGroup,
  withRoots,
  type ViewState,
} from '../state/view-state.ts';
import type { Explorer } from './explorer.ts';

/** Graph units by which a key press moves a node. */
const PUSH = 24;

const PUSHES: Readonly<Record<Move, { readonly x: number; readonly y: number }>> = {
  left: { x: -PUSH, y: 0 },
  right: { x: PUSH, y: 0 },
  up: { x: 0, y: -PUSH },
  down: { x: 0, y: PUSH },
};

/** Where the menu of a node opens when a key asks for it: at its title. */
function menuPlace(surface: Element, id: number): { x: number; y: number } {
  const box = (surface.querySelector(`[data-node-title="${id}"]`) ?? surface).getBoundingClientRect();
  return { x: box.left + 20, y: box.bottom };
}

/** All that are chosen where several are, else the node at hand. */
export function actedOn({ picked, index }: Explorer, node: LineageNode): LineageNode[] {
  const chosen = [...picked].flatMap((id) => index?.nodes.get(id) ?? []);
  return chosen.length > 0 ? chosen : [node];
}

function stepAround(
  explorer: Explorer,
  node: LineageNode,
  kind: 'expand' | 'collapse',
  all: boolean,
): boolean {
  const sides = sidesFor(node, kind);
  if (sides.length === 0 || datasetsOf(node).length === 0) return false;
  explorer.updateAround(node.id, (state) =>
    sides.reduce<ViewState>(
      (next, side) =>
        kind === 'expand' ? expandNode(next, node, side, all) : collapseNode(next, node, side),
      state,
    ),
  );
  return true;
}

/** Opens what can be opened, else the details. */
function enter(explorer: Explorer, node: LineageNode): void {
  if (node.what === 'group') explorer.updateAround(node.id, (state) => toggleGroup(state, node.key));
  else if (!stepAround(explorer, node, 'expand', false)) explorer.select(node.id);
}

function toggleGroupOf(explorer: Explorer, node: LineageNode): void {
  const key = node.what === 'group' ? node.key : node.group;
  const frame = explorer.view?.frames.find((one) => one.key === key);
  if (key !== null) explorer.updateAround(frame?.id ?? node.id, (state) => toggleGroup(state, key));
}

function push(explorer: Explorer, node: LineageNode, to: Move): void {
  const { x, y } = PUSHES[to];
  const moved = actedOn(explorer, node).map(
    (one) => [String(one.id), { x: one.x + x, y: one.y + y }] as const,
  );
  explorer.update((state) => pin(state, Object.fromEntries(moved)));
}

function onNode(explorer: Explorer, node: LineageNode, command: GraphCommand): boolean {
  const { index, update, updateAround } = explorer;
  switch (command.do) {
    case 'enter':
      enter(explorer, node);
      return true;
    case 'columns':
      if (node.what === 'dataset')
        updateAround(node.id, (state) =>
          toggleColumns(
            state,
            node.id,
            (index?.view.nodes ?? []).flatMap((other) => (other.what === 'dataset' ? [other.id] : [])),
          ),
        );
      return true;
    case 'expand':
      stepAround(explorer, node, 'expand', command.all);
      return true;
    case 'collapse':
      stepAround(explorer, node, 'collapse', false);
      return true;
    case 'push':
      push(explorer, node, command.to);
      return true;
    case 'pick':
      explorer.pick([node.id], 'toggle');
      return true;
    case 'group':
      toggleGroupOf(explorer, node);
      return true;
    case 'hide':
      update((state) => hideNodes(state, actedOn(explorer, node)));
      return true;
    case 'isolate':
      update((state) => isolateNodes(state, actedOn(explorer, node)));
      return true;
    case 'path':
      if (node.what === 'dataset') explorer.choosePathFrom(node.id);
      return true;
    case 'root':
      if (node.what === 'dataset') update((state) => withRoots(state, [node.id]));
      return true;
    default:
      return false;
  }
}

/** Answers whether the key was of use; if not, it stays with the browser. */
export function runGraphCommand(
  explorer: Explorer,
  command: GraphCommand,
  surface: Element,
  back: () => boolean,
): boolean {
  const { index, camera, focused, update, history } = explorer;
  switch (command.do) {
    case 'back':
      return back();
    case 'undo':
    case 'redo':
      // Without anything to take back the key must not reach the shell, which would undo work on data.
      (command.do === 'undo' ? history.undo : history.redo)?.();
      return true;
    case 'fit':
      if (index) camera.fitAll(index.view.bounds);
      return true;
    case 'zoom-in':
      camera.zoomIn();
      return true;
    case 'zoom-out':
      camera.zoomOut();
      return true;
    case 'jobs':
      update((state) => ({ ...state, jobs: !state.jobs }));
      return true;
    case 'all-groups':
      if (index && index.view.groupings.length > 0)
        update((state) => setAllGroups(state, index.view.frames.length > 0));
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
      return focused ? onNode(explorer, focused, command) : false;
  }
}
