import { useEffect, useMemo, useRef } from 'react';
import { useCommands, type Command } from './commands.ts';

type PageCommand = Omit<Command, 'group'>;

/** What a list shows of a command, a menu also whether it can be used now. */
interface Shown extends Pick<Command, 'id' | 'title' | 'keys' | 'whileTyping'> {
  readonly usable: boolean;
}

/** What lists show of these commands, as a text: the same while nothing changes that can be seen. */
export function shapeOf(list: readonly PageCommand[]): string {
  const shown = list.map(({ id, title, keys, whileTyping, when }) => ({
    ...{ id, title, keys, whileTyping },
    usable: when?.() ?? true,
  }));
  return JSON.stringify(shown);
}

/**
 * The keys of the present page, listed in the palette, the shortcut sheet and the desktop menu. `run` and `when` may
 * change with every render; the registry hears of it only when something that can be seen changes: ids, titles, keys, or
 * that a command can be used now.
 */
export function usePageCommands(list: readonly PageCommand[]): void {
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const shape = shapeOf(list);
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
