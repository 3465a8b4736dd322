import type { LineageViewInput } from '../../../../../contract/index.ts';
import type { ViewState } from './view-state.ts';

/** The question to the engine that a view state stands for, without the memory of earlier positions. */
export function toRequest(state: ViewState): LineageViewInput {
  return {
    roots: [...state.roots],
    up: state.directions === 'downstream' ? 0 : state.up,
    down: state.directions === 'upstream' ? 0 : state.down,
    expanded: [...state.expanded],
    collapsed: [...state.collapsed],
    hidden: [...state.hidden],
    openColumns: [...state.openColumns],
    allColumns: state.allColumns,
    ephemeral: state.ephemeral,
    columnTrace: state.trace,
    cap: state.cap,
    at: state.at,
  };
}
