/** The palette's state, so that commands can open it and its results can be chosen from. */
import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();

/**
 * Marks the first result as the one that Enter opens. The palette does so itself only while text is
 * typed, which is before results come that have to be asked for.
 */
export function chooseFirst(): void {
  const list = listed();
  for (const chosen of list?.querySelectorAll('[data-selected]') ?? [])
    chosen.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  paletteStore.setState((state) => ({ ...state, selected: 0 }));
}

/** Opens the marked result. */
export function openChosen(): void {
  listed()?.querySelector<HTMLElement>('[data-selected]')?.click();
}

function listed(): HTMLElement | null {
  const { listId } = paletteStore.getState();
  return listId ? document.getElementById(listId) : null;
}
