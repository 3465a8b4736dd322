import { useEffect, useMemo, useRef } from 'react';
import { useCommands, type Command } from './commands.ts';

/** What a list shows of a command. */
type Shown = Pick<Command, 'id' | 'title' | 'keys' | 'whileTyping'>;

/**
 * The keys of the present page, listed in the palette and the shortcut sheet. `run` and `when` may
 * change with every render; the registry hears of it only when ids, titles or keys change.
 */
export function usePageCommands(list: readonly Omit<Command, 'group'>[]): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const shape = JSON.stringify(
    list.map(({ id, title, keys, whileTyping }) => ({ id, title, keys, whileTyping })),
  );
  const stable = useMemo(() => {
    const now = (id: string) => latest.current.find((command) => command.id === id);
    return (JSON.parse(shape) as Shown[]).map((shown) => ({
      ...shown,
      group: 'This page' as const,
      when: () => now(shown.id)?.when?.() ?? true,
      run: () => now(shown.id)?.run(),
    }));
  }, [shape]);
  useCommands(stable);
}
