import { useEffect, useMemo, useRef } from 'react';
import { useCommands, type Command } from '../../shared/commands.ts';

/**
 * The keys of the present page, listed in the palette and the shortcut sheet. `run` and `when` may
 * change with every render; ids, titles and keys stay.
 */
export function usePageCommands(list: readonly Omit<Command, 'group'>[]): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const shape = list.map(({ id, title }) => `${id} ${title}`).join('\n');
  const stable = useMemo(
    () =>
      latest.current.map(({ id, title, keys }) => {
        const now = () => latest.current.find((command) => command.id === id);
        return { id, title, keys, group: 'This page', when: () => now()?.when?.() ?? true, run: () => now()?.run() };
      }),
    // The list is made anew only when what is shown of it changes.
    [shape],
  );
  useCommands(stable);
}
