/** Keeps the desktop app's native menu in step with the commands of the page. */
import { commands, GROUP_NAME, onCommands, type Command } from '../shared/commands.ts';
import type { HeadwaterHost, MenuCommand } from '../shared/host-bridge.ts';
import { locale } from '../shared/language/language.ts';

/** Pages add and take away several layers at once. */
const SETTLED_MS = 100;

/** The commands as a menu shows them: the list that the sheet of shortcuts is made from. */
export function menuCommandsOf(list: readonly Command[]): MenuCommand[] {
  return list.map(({ id, title, group, keys, when }) => ({
    id,
    title,
    group,
    groupName: GROUP_NAME[group],
    keys: keys?.[0] ?? null,
    enabled: when?.() ?? true,
  }));
}

/**
 * Says the language of the page, and sends the list whenever it changes: also when a command can be used now, or not any
 * more.
 */
export function keepMenuInStep(bridge: Pick<HeadwaterHost, 'setCommands' | 'speak'>): void {
  void bridge.speak(locale);
  let sent = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    const list = menuCommandsOf(commands());
    const text = JSON.stringify(list);
    if (text === sent) return;
    sent = text;
    void bridge.setCommands(list);
  };
  onCommands(() => {
    clearTimeout(timer);
    timer = setTimeout(send, SETTLED_MS);
  });
}
