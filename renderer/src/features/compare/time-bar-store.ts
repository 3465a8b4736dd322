import { createStore } from '../../shared/store.ts';

/** Whether the time bar of the lineage page is open. */
export const timeBarOpen = createStore(false);

export const toggleTimeBar = (): void => timeBarOpen.set(!timeBarOpen.get());
