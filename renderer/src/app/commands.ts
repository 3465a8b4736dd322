import { useNavigate, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Settings } from '../../../contract/index.ts';
import { startVerification } from '../features/ledger/verify-job.ts';
import { QUESTIONS, type QuestionPath } from '../features/questions/model/questions.ts';
import { useSettings } from '../shared/appearance.ts';
import type { Command } from '../shared/commands.ts';
import { AREAS } from './shell/areas.ts';
import { palette } from './shell/palette-store.ts';
import { THEMES } from './shell/ThemeMenu.tsx';
import { useUndo } from './shell/use-undo.ts';
import { say } from '../shared/language/say.ts';

interface Actions {
  readonly go: (
    to: (typeof AREAS)[number]['to'] | '/jobs' | '/map' | '/rules' | '/propagation' | QuestionPath,
  ) => void;
  readonly back: () => void;
  readonly forward: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly setTheme: (theme: Settings['theme']) => void;
  readonly toggleRail: () => void;
  readonly showShortcuts: () => void;
}

export function shellCommands(act: Actions): Command[] {
  return [
    {
      id: 'palette.open',
      group: 'General',
      title: say('Search and commands'),
      keys: ['mod+K'],
      whileTyping: true,
      run: palette.open,
    },
    {
      id: 'palette.slash',
      group: 'General',
      title: say('Filter this page, or search'),
      keys: ['/'],
      when: () => true,
      run: palette.open,
    },
    {
      id: 'help.shortcuts',
      group: 'General',
      title: say('Keyboard shortcuts'),
      keys: ['?'],
      run: act.showShortcuts,
    },
    {
      id: 'view.rail',
      group: 'General',
      title: say('Collapse or expand the navigation'),
      keys: ['mod+B'],
      whileTyping: true,
      run: act.toggleRail,
    },
    ...THEMES.map(({ value, name }): Command => ({
      id: `theme.${value}`,
      group: 'Theme',
      title: say('Theme: {name}', { name }),
      run: () => act.setTheme(value),
    })),
    ...AREAS.map(({ id, to, name, keys }): Command => ({
      id: `go.${id}`,
      group: 'Go to',
      title: say('Go to {area}', { area: name }),
      ...(keys === undefined ? {} : { keys: [keys], whileTyping: true }),
      run: () => act.go(to),
    })),
    ...QUESTIONS.map(({ to, name, line }): Command => ({
      id: `ask.${to.slice(1)}`,
      group: 'Questions',
      title: `${name}: ${line}`,
      name,
      run: () => act.go(to),
    })),
    { id: 'go.map', group: 'Go to', title: say('Go to the map of the catalog'), run: () => act.go('/map') },
    { id: 'go.rules', group: 'Go to', title: say('Go to Rules'), run: () => act.go('/rules') },
    {
      id: 'go.propagation',
      group: 'Go to',
      title: say('Go to Tags along lineage'),
      run: () => act.go('/propagation'),
    },
    { id: 'go.jobs', group: 'Go to', title: say('Go to Jobs'), run: () => act.go('/jobs') },
    {
      id: 'history.back',
      group: 'Go to',
      title: say('Back'),
      keys: ['alt+ArrowLeft'],
      whileTyping: true,
      run: act.back,
    },
    {
      id: 'history.forward',
      group: 'Go to',
      title: say('Forward'),
      keys: ['alt+ArrowRight'],
      whileTyping: true,
      run: act.forward,
    },
    {
      id: 'edit.undo',
      name: say('Undo'),
      group: 'Edit',
      keys: ['mod+Z'],
      when: () => act.undoLabel !== null,
      title: act.undoLabel === null ? say('Undo') : say('Undo: {change}', { change: act.undoLabel }),
      run: act.undo,
    },
    {
      id: 'edit.redo',
      name: say('Redo'),
      group: 'Edit',
      keys: ['mod+shift+Z', 'mod+Y'],
      when: () => act.redoLabel !== null,
      title: act.redoLabel === null ? say('Redo') : say('Redo: {change}', { change: act.redoLabel }),
      run: act.redo,
    },
    {
      id: 'import.open',
      group: 'Catalog',
      title: say('Import files or folders'),
      run: () => act.go('/import'),
    },
    {
      id: 'ledger.verify',
      group: 'Catalog',
      title: say('Verify the ledger'),
      run: () => {
        act.go('/ledger');
        startVerification();
      },
    },
  ];
}

/** The commands that every page has. */
export function useShellCommands(view: {
  toggleRail: () => void;
  showShortcuts: () => void;
}): readonly Command[] {
  const { toggleRail, showShortcuts } = view;
  const navigate = useNavigate();
  const { history } = useRouter();
  const { update } = useSettings();
  const { undo, redo, undoLabel, redoLabel } = useUndo();
  const { mutate } = update;
  return useMemo(
    () =>
      shellCommands({
        go: (to) => void navigate({ to }),
        back: () => history.back(),
        forward: () => history.forward(),
        setTheme: (theme) => mutate({ theme }),
        undo,
        redo,
        undoLabel,
        redoLabel,
        toggleRail,
        showShortcuts,
      }),
    [navigate, history, mutate, undo, redo, undoLabel, redoLabel, toggleRail, showShortcuts],
  );
}
