/**
 * Notices of the system, for a person who looks elsewhere: by the desktop app where there is one, by the browser where
 * it was allowed to. The words are made from numbers alone, as they may stand on a locked screen.
 */
import { runCommand } from './commands.ts';
import type { SystemNotice } from './host-bridge.ts';

export type NoticePermission = 'granted' | 'denied' | 'default' | 'unsupported';

/** Whether this browser shows notices; the desktop app always may. */
export function noticePermission(): NoticePermission {
  if (window.headwaterHost) return 'granted';
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

/** Asks the person, as browsers demand it, on a click. */
export async function askForNotices(): Promise<NoticePermission> {
  if (noticePermission() !== 'default') return noticePermission();
  return Notification.requestPermission();
}

/** Whether the person looks at this window. */
const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Answers whether it was shown. */
export async function tellSystem(notice: SystemNotice): Promise<boolean> {
  if (isLookedAt() || noticePermission() !== 'granted') return false;
  if (window.headwaterHost) return window.headwaterHost.notify(notice);
  const shown = new Notification(notice.title, { body: notice.body, tag: notice.command });
  shown.addEventListener('click', () => {
    window.focus();
    runCommand(notice.command);
    shown.close();
  });
  return true;
}
