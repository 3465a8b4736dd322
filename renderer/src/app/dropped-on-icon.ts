import { addHeld } from '../features/imports/draft.ts';
import type { HeadwaterHost } from '../shared/host-bridge.ts';
import { router } from './router.tsx';

/** Files dropped on the app's icon wait on the Import page for a preview, like those dropped on the window. */
export function takeDroppedOnIcon(bridge: Pick<HeadwaterHost, 'onSources'>): void {
  bridge.onSources((held) => {
    addHeld(held);
    void router.navigate({ to: '/import' });
  });
}
