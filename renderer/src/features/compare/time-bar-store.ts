import { createStore } from '../../shared/store.ts';

/** Whether the time bar is open, on every page that can look back. */
export const timeBarOpen = createStore(false);

export const toggleTimeBar = (): void => timeBarOpen.set(!timeBarOpen.get());
