/**
 * Everything a person can do by command. One list feeds the palette, the shortcut sheet, tooltips
 * and the desktop menu; pages add their own with `useCommands` while they are shown.
 */
import { useEffect } from 'react';
import { say } from './language/say.ts';
import { createStore, useStore } from './store.ts';

/** What the groups of commands are called; the desktop menu goes by the keys. */
export const GROUP_NAME = {
  General: say('General'),
  Theme: say('Theme'),
  'Go to': say('Go to'),
  Questions: say('Questions'),
  Edit: say('Edit'),
  Catalog: say('Catalog'),
  Lineage: say('Lineage'),
  'This page': say('This page'),
} as const;
export type CommandGroup = keyof typeof GROUP_NAME;

export interface Command {
  /** Stable, dotted: `go.browse`, `edit.undo`. The desktop menu uses it too. */
  readonly id: string;
  readonly title: string;
  /** For the shortcut sheet, where the title tells of the present state: `Undo`. */
  readonly name?: string;
  readonly group: CommandGroup;
  /** `mod+Z`, `?`, `alt+ArrowLeft`; `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[];
  /** Whether the keys also work while text is typed. */
  readonly whileTyping?: boolean;
  /** Left out of the palette when it answers false. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

interface Layer {
  readonly owner: object;
  readonly list: readonly Command[];
}

const pages = createStore<readonly Layer[]>([]);
const shell = createStore<readonly Command[]>([]);
const all = createStore<readonly Command[]>([]);
const join = () => all.set([...shell.get(), ...pages.get().flatMap(({ list }) => list)]);
shell.subscribe(join);
pages.subscribe(join);

/** Calls `listener` whenever the list changes. */
export const onCommands = all.subscribe;

/** All commands now; those of the page come last and win over the shell's. */
export const commands = all.get;

export function useCommandList(): readonly Command[] {
  return useStore(all);
}

/** Sets the commands that every page has. Memoise the list. */
export function useBaseCommands(list: readonly Command[]): void {
  useEffect(() => shell.set(list), [list]);
}

/** Adds commands of a page or panel while it is shown. Memoise the list. */
export function useCommands(list: readonly Command[]): void {
  useEffect(() => {
    const owner = {};
    pages.set([...pages.get(), { owner, list }]);
    return () => pages.set(pages.get().filter((layer) => layer.owner !== owner));
  }, [list]);
}

/** Runs the newest command with this id; false when there is none, or not now. */
export function runCommand(id: string): boolean {
  const command = all.get().findLast((candidate) => candidate.id === id && (candidate.when?.() ?? true));
  command?.run();
  return command !== undefined;
}
