import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

let newest: string | null = null;

/**
 * Says what a change to the catalog did. Only the newest such message stands, so that no button offers
 * to take back what was followed by something else.
 * @param stay milliseconds
 */
export function sayChange(message: ReactNode, stay = 5_000): void {
  hideChange();
  newest = notifications.show({ message, autoClose: stay });
}

export function hideChange(): void {
  if (newest !== null) notifications.hide(newest);
  newest = null;
}
