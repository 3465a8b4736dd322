import { useEffect } from 'react';
import { client } from '../../shared/api.ts';
import { setPersonToken } from '../../shared/person-token.ts';
import { useFreshStart } from './use-fresh-start.ts';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;
const CHECK_MS = 5_000;

/** Logs out after so many minutes without a sign of the person; null: nobody is logged in. */
export function useIdleLogOut(minutes: number | null): void {
  const startFresh = useFreshStart();
  useEffect(() => {
    if (minutes === null) return;
    let seenAt = Date.now();
    const seen = () => (seenAt = Date.now());
    for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true, capture: true });
    const timer = setInterval(() => {
      if (Date.now() - seenAt > minutes * 60_000) void logOut().finally(startFresh);
    }, CHECK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [minutes, startFresh]);
}

export async function logOut(): Promise<void> {
  try {
    await client.access.logOut();
  } finally {
    setPersonToken(null);
  }
}
