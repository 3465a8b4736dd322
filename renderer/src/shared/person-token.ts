/**
 * The token of the person who logged in: goes with every call, and lives as long as this window. And the word that
 * the engine refused a call because nobody is logged in, or the file is locked.
 */
import { ORPCError } from '@orpc/client';

const KEY = 'headwater.person';

export function personToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function setPersonToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}

/** Headers of every call. The name is that of server/access/admit.ts. */
export function personHeaders(): Record<string, string> {
  const token = personToken();
  return token === null ? {} : { 'x-headwater-person': token };
}

/** Whether an error means that the way in is shut, rather than that one call failed. */
export function isShut(error: unknown): boolean {
  return error instanceof ORPCError && (error.code === 'LOGIN_NEEDED' || error.code === 'LOCKED');
}
