import { createContext, use } from 'react';
import type { ExpandedStep, Step } from '../state/view-state.ts';

/** What can be done from within the picture. Stable between renders, so that nodes stay memoised. */
export interface GraphActions {
  readonly expand: (step: ExpandedStep) => void;
  readonly collapse: (step: Step) => void;
  readonly toggleColumns: (id: number) => void;
  /** Opens or closes a group; `id` is that of its node. */
  readonly toggleGroup: (key: string, id: number) => void;
  /** Lights the path of a column; the node stays where it is. */
  readonly trace: (columnId: number, nodeId: number) => void;
  /** Opens the menu of a node at a place on the screen. */
  readonly openMenu: (id: number, at: { x: number; y: number }) => void;
}

export const GraphActionsContext = createContext<GraphActions | null>(null);

export function useGraphActions(): GraphActions {
  const actions = use(GraphActionsContext);
  if (!actions) throw new Error('A lineage node was rendered outside its graph.');
  return actions;
}
