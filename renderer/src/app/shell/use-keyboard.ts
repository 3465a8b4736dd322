import { useEffect } from 'react';
import { commands } from '../../shared/commands.ts';
import { isTyping, matches } from '../../shared/keys.ts';

/** Letters and signs stay with a dialog while one is open; only keys with Ctrl or Cmd reach past it. */
function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/**
 * Runs commands by their keys. Listens last, on the window, so that whatever has the focus decides
 * first; the newest layer of commands wins.
 */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const dialog = dialogIsOpen();
      const command = commands().findLast(
        ({ keys, when, whileTyping }) =>
          (whileTyping || !(typing || dialog)) &&
          keys?.some((combination) => matches(combination, event)) &&
          (when?.() ?? true),
      );
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
