import type { LineageViewInput } from '../../../../../contract/index.ts';
import { isFiltering, type ViewState } from './view-state.ts';

/** The question to the engine that a view state stands for, without the memory of earlier positions. */
export function toRequest(state: ViewState): LineageViewInput {
  return {
    roots: [...state.roots],
    up: state.directions === 'downstream' ? 0 : state.up,
    down: state.directions === 'upstream' ? 0 : state.down,
    expanded: [...state.expanded],
    collapsed: [...state.collapsed],
    hidden: [...state.hidden],
    along: [...state.along],
    only: state.only && [...state.only],
    openColumns: [...state.openColumns],
    allColumns: state.allColumns,
    ephemeral: state.ephemeral,
    jobs: state.jobs,
    groupBy: state.groupBy,
    closedGroups: { all: state.closed.all, except: [...state.closed.except] },
    filter: isFiltering(state) ? state.filter : null,
    hideOthers: state.hideOthers,
    columnTrace: state.trace,
    cap: state.cap,
    pins: { ...state.placed, ...state.pins },
  };
}
