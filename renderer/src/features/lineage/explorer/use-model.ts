import { useCallback, useEffect, useEffectEvent, useMemo, useState, type RefObject } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { useCamera } from '../canvas/use-camera.ts';
import { indexView, type ViewIndex } from '../model/view-index.ts';
import type { GraphActions } from '../node/graph-actions.ts';
import { collapseNode, expandNode } from '../state/node-changes.ts';
import type { ViewHistory } from '../state/use-history.ts';
import { useLineageView, type LineageQuery } from '../state/use-lineage-view.ts';
import { toggleColumns, toggleGroup, toggleTrace, type ViewState, type Update } from '../state/view-state.ts';
import type { Explorer } from './explorer.ts';
import type { MenuPlace } from './NodeMenu.tsx';

/** Frames in which React Flow may mount a node after a camera move. */
const FOCUS_TRIES = 20;

function focusTitle(surface: HTMLElement | null, id: number, tries = FOCUS_TRIES): void {
  const title = surface?.querySelector<HTMLElement>(`[data-node-title="${id}"]`);
  if (title) title.focus({ preventScroll: true });
  else if (surface && tries > 0) requestAnimationFrame(() => focusTitle(surface, id, tries - 1));
}

/** Where the keyboard is: the node last walked to, else the selected one, else the first root. */
function focusedNode(
  index: ViewIndex | undefined,
  walkedTo: number | null,
  state: ViewState,
): LineageNode | null {
  if (!index) return null;
  const selected = state.selection?.on === 'node' ? state.selection.id : 0;
  const root = index.view.nodes.find((node) => node.side === 'root');
  return index.nodes.get(walkedTo ?? 0) ?? index.nodes.get(selected) ?? root ?? index.view.nodes[0] ?? null;
}

export interface ExplorerModel {
  readonly explorer: Explorer;
  readonly actions: GraphActions;
  readonly query: LineageQuery['query'];
  readonly anchor: number | null;
  readonly menu: MenuPlace | null;
  readonly closeMenu: () => void;
  /** Dataset for which the other end of a path is being chosen. */
  readonly pathFrom: number | null;
  readonly closePathDialog: () => void;
}

const NONE: ReadonlySet<number> = new Set();

/** Nodes chosen together; those that left the picture count no more. */
function usePicked(index: ViewIndex | undefined): Pick<Explorer, 'picked' | 'pick'> {
  const [chosen, choose] = useState(NONE);
  const picked = useMemo(() => {
    const here = [...chosen].filter((id) => index?.nodes.has(id));
    return here.length === chosen.size ? chosen : new Set(here);
  }, [chosen, index]);
  const pick = useCallback<Explorer['pick']>((ids, how) => {
    choose((before) => {
      if (how === 'none') return NONE;
      const next = new Set(before);
      for (const id of ids) {
        if (how === 'toggle' && next.has(id)) next.delete(id);
        else next.add(id);
      }
      return next;
    });
  }, []);
  return { picked, pick };
}

/** The panel that opens with a selection takes room, and may cover what was selected. */
function useRevealing(
  selectedId: number | null,
  index: ViewIndex | undefined,
  camera: Explorer['camera'],
): void {
  const revealSelected = useEffectEvent(() => {
    const node = index?.nodes.get(selectedId ?? 0);
    if (node) camera.reveal(node);
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => revealSelected());
    return () => cancelAnimationFrame(frame);
  }, [selectedId]);
}

function useActions(
  index: ViewIndex | undefined,
  setAnchor: (id: number) => void,
  update: Update,
  setMenu: (place: MenuPlace) => void,
): GraphActions {
  return useMemo<GraphActions>(() => {
    const around = (id: number, change: (now: ViewState) => ViewState) => {
      setAnchor(id);
      update(change);
    };
    const aroundNode = (id: number, change: (now: ViewState, node: LineageNode) => ViewState) => {
      const node = index?.nodes.get(id);
      if (node) around(id, (now) => change(now, node));
    };
    const shown = index?.view.nodes.map((node) => node.id).filter((id) => id > 0) ?? [];
    return {
      expand: (step) => aroundNode(step.id, (now, node) => expandNode(now, node, step.direction, step.all)),
      collapse: (step) => aroundNode(step.id, (now, node) => collapseNode(now, node, step.direction)),
      toggleColumns: (id) => around(id, (now) => toggleColumns(now, id, shown)),
      toggleGroup: (key, id) => around(id, (now) => toggleGroup(now, key)),
      trace: (columnId, nodeId) => around(nodeId, (now) => toggleTrace(now, columnId)),
      openMenu: (id, { x, y }) => setMenu({ id, x, y }),
    };
  }, [index, setAnchor, update, setMenu]);
}

/** Joins the view state, the engine's answer and the camera into what the explorer's parts work with. */
export function useExplorerModel(
  state: ViewState,
  update: Update,
  history: ViewHistory,
  surface: RefObject<HTMLDivElement | null>,
): ExplorerModel {
  const { query, anchor, setAnchor } = useLineageView(state);
  const view = query.data;
  const index = useMemo(() => (view ? indexView(view) : undefined), [view]);
  const camera = useCamera(surface);
  const [walkedTo, setWalkedTo] = useState<number | null>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [pathFrom, choosePathFrom] = useState<number | null>(null);
  const { picked, pick } = usePicked(index);
  useRevealing(state.selection?.on === 'node' ? state.selection.id : null, index, camera);
  const actions = useActions(index, setAnchor, update, setMenu);

  const select = (id: number) => {
    setWalkedTo(id);
    update((now) => ({ ...now, selection: { on: 'node', id } }), 'replace');
  };
  const explorer: Explorer = {
    state,
    update,
    history,
    view,
    index,
    camera,
    focused: focusedNode(index, walkedTo, state),
    focusNode: (id) => {
      const node = index?.nodes.get(id);
      setWalkedTo(id);
      if (node) void camera.show(node).then(() => focusTitle(surface.current, id));
    },
    updateAround: (id, change) => {
      setAnchor(id);
      update(change);
    },
    picked,
    pick,
    select,
    goTo: (id) => {
      const node = index?.nodes.get(id);
      select(id);
      if (node) void camera.show(node);
    },
    choosePathFrom,
    openMenu: actions.openMenu,
  };
  return {
    explorer,
    actions,
    query,
    anchor,
    menu,
    closeMenu: () => setMenu(null),
    pathFrom,
    closePathDialog: () => choosePathFrom(null),
  };
}
