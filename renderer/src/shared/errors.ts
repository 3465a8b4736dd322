import { ORPCError } from '@orpc/client';

interface Explained {
  readonly title: string;
  /** What happened. */
  readonly cause: string;
  /** What the person can do. */
  readonly next: string;
}

function reasonOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('reason' in data)) return null;
  return typeof data.reason === 'string' ? data.reason : null;
}

const BY_CODE: Readonly<Record<string, { title: string; next: string }>> = {
  NOT_FOUND: {
    title: 'Not in this catalog',
    next: 'It may have been joined with another dataset, or belong to another catalog file.',
  },
  INVALID: { title: 'The input cannot be used', next: 'Correct it and try again.' },
  BAD_REQUEST: { title: 'The input cannot be used', next: 'Correct it and try again.' },
  CONFLICT: {
    title: 'The catalog changed meanwhile',
    next: 'Reload to see the newest state, then decide again.',
  },
  REASON_NEEDED: {
    title: 'Nothing was changed',
    next: 'Try again and say why.',
  },
  NOT_ALLOWED: {
    title: 'Not allowed',
    next: 'Ask an admin of this catalog. Your name in the header shows what you may do.',
  },
  LOGIN_NEEDED: { title: 'Nobody is logged in', next: 'Log in and try again.' },
  LOCKED: { title: 'The catalog is locked', next: 'Unlock it and try again.' },
  UNAUTHORIZED: {
    title: 'The session ended',
    next: 'Open the address that the server printed at its start.',
  },
};

/** Turns any error into a title, a cause and a next step. */
export function explain(error: unknown): Explained {
  if (error instanceof ORPCError) {
    const known = Object.hasOwn(BY_CODE, error.code) ? BY_CODE[error.code] : undefined;
    const cause = reasonOf(error.data) ?? error.message;
    if (known) return { ...known, cause };
    return {
      title: 'The catalog engine reported an error',
      cause,
      next: 'Try again. If it stays, the log tells more.',
    };
  }
  if (error instanceof Error && error.name === 'ConnectionLostError') {
    return {
      title: 'Connection lost',
      cause: error.message,
      next: 'It is opened again as soon as the engine answers.',
    };
  }
  const cause = error instanceof Error ? error.message : String(error);
  return { title: 'This part could not be shown', cause, next: 'Try again. If it stays, reload the window.' };
}
