import { useMemo, type RefObject } from 'react';
import { useCommands, type Command } from '../../../shared/commands.ts';
import { copyText } from '../toolbar/copy.ts';
import type { Explorer } from './explorer.ts';
import { say } from '../../../shared/language/say.ts';

const GROUP = 'Lineage';

/** The lineage page's commands in the palette and the shortcut sheet. An embedded picture adds none. */
export function useGraphCommands(
  field: RefObject<HTMLInputElement | null>,
  explorer: Explorer,
  enabled: boolean,
): void {
  const { update, camera } = explorer;
  const bounds = explorer.view?.bounds;
  const list = useMemo<readonly Command[]>(() => {
    if (!enabled) return [];
    const inPicture = () => field.current !== null;
    return [
      {
        id: 'lineage.find',
        title: say('Find in the picture'),
        group: GROUP,
        keys: ['mod+F', '/'],
        when: inPicture,
        run: () => {
          field.current?.focus();
          field.current?.select();
        },
      },
      {
        id: 'lineage.fit',
        title: say('Fit the whole picture'),
        group: GROUP,
        when: inPicture,
        run: () => bounds && camera.fitAll(bounds),
      },
      {
        id: 'lineage.table',
        title: say('Switch between picture and table'),
        group: GROUP,
        run: () => update((now) => ({ ...now, tab: now.tab === 'table' ? 'graph' : 'table' })),
      },
      {
        id: 'lineage.link',
        title: say('Copy a link to this lineage view'),
        group: GROUP,
        run: () => void copyText(window.location.href, say('Link to this view copied')),
      },
    ];
  }, [enabled, field, camera, bounds, update]);
  useCommands(list);
}
