/** Notices of the system: for a person who looks elsewhere, about things that the page decided to tell. */
import { Notification, type BrowserWindow } from 'electron';
import type { SystemNotice } from './page-shapes.ts';

/** Kept until they go: one that is collected as garbage cannot be clicked on any more. */
const shown = new Set<Notification>();

/**
 * Shows a notice unless its window has the focus, where the page itself says it.
 * @param onClick called with the notice's command after the window was brought forward
 */
export function showNotice(
  window: BrowserWindow,
  { title, body, command }: SystemNotice,
  onClick: (command: string) => void,
): boolean {
  if (window.isFocused() || !Notification.isSupported()) return false;
  const notice = new Notification({ title, body });
  shown.add(notice);
  notice.on('close', () => shown.delete(notice));
  notice.on('click', () => {
    shown.delete(notice);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    onClick(command);
  });
  notice.show();
  return true;
}
