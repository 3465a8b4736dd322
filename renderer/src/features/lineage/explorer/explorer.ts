/** What the parts of the lineage explorer share. */
import { createContext, use } from 'react';
import type { LineageNode, LineageView } from '../../../../../contract/index.ts';
import type { CameraControls } from '../canvas/use-camera.ts';
import type { ViewIndex } from '../model/view-index.ts';
import type { ViewHistory } from '../state/use-history.ts';
import type { ViewState, Update } from '../state/view-state.ts';

export interface Explorer {
  readonly state: ViewState;
  readonly update: Update;
  readonly history: ViewHistory;
  readonly view: LineageView | undefined;
  readonly index: ViewIndex | undefined;
  readonly camera: CameraControls;
  /** The node at which the keyboard is. */
  readonly focused: LineageNode | null;
  /** Moves the keyboard to a node and brings it into sight. */
  readonly focusNode: (id: number) => void;
  /** A change around one node, which keeps its place on the screen. */
  readonly updateAround: (id: number, change: (state: ViewState) => ViewState) => void;
  /** Nodes chosen together, for one action on all of them. */
  readonly picked: ReadonlySet<number>;
  readonly pick: (ids: readonly number[], how: 'toggle' | 'add' | 'none') => void;
  /** Selects a node, and takes the keyboard along. */
  readonly select: (id: number) => void;
  /** Selects a node and shows where it is. */
  readonly goTo: (id: number) => void;
  readonly choosePathFrom: (id: number) => void;
  readonly openMenu: (id: number, at: { x: number; y: number }) => void;
}

export const ExplorerContext = createContext<Explorer | null>(null);

export function useExplorer(): Explorer {
  const explorer = use(ExplorerContext);
  if (!explorer) throw new Error('A part of the lineage explorer was rendered outside it.');
  return explorer;
}
