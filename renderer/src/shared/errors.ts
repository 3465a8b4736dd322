import { ORPCError } from '@orpc/client';
import { say } from './language/say.ts';
import { told } from './language/told.ts';

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
    title: say('Not in this catalog'),
    next: say('It may have been joined with another dataset, or belong to another catalog file.'),
  },
  INVALID: { title: say('The input cannot be used'), next: say('Correct it and try again.') },
  BAD_REQUEST: { title: say('The input cannot be used'), next: say('Correct it and try again.') },
  // What stands against it may be in the input, in the catalog, or new since it was looked at.
  CONFLICT: {
    title: say('Not as things stand'),
    next: say(
      'Correct what it says. If somebody changed the catalog meanwhile, reload to see the newest state.',
    ),
  },
  REASON_NEEDED: {
    title: say('Nothing was changed'),
    next: say('Try again and say why.'),
  },
  NOT_ALLOWED: {
    title: say('Not allowed'),
    next: say('Ask an admin of this catalog. Your name in the header shows what you may do.'),
  },
  LOGIN_NEEDED: { title: say('Nobody is logged in'), next: say('Log in and try again.') },
  LOCKED: { title: say('The catalog is locked'), next: say('Unlock it and try again.') },
  UNAUTHORIZED: {
    title: say('The session ended'),
    next: say('Open the address that the server printed at its start.'),
  },
};

/** What the library of calls says itself, before or after the engine. */
const BY_LIBRARY: Readonly<Record<string, string>> = {
  'Input validation failed': say('Input validation failed'),
  'Output validation failed': say('Output validation failed'),
  'Internal server error': say('Internal server error'),
};

function causeOf({ data, message }: ORPCError<string, unknown>): string {
  const reason = reasonOf(data) ?? message;
  return Object.hasOwn(BY_LIBRARY, reason) ? (BY_LIBRARY[reason] ?? reason) : told(reason);
}

/** Turns any error into a title, a cause and a next step. */
export function explain(error: unknown): Explained {
  if (error instanceof ORPCError) {
    const known = Object.hasOwn(BY_CODE, error.code) ? BY_CODE[error.code] : undefined;
    const cause = causeOf(error);
    if (known) return { ...known, cause };
    return {
      title: say('The catalog engine reported an error'),
      cause,
      next: say('Try again. If it stays, the log tells more.'),
    };
  }
  if (error instanceof Error && error.name === 'ConnectionLostError') {
    return {
      title: say('Connection lost'),
      cause: error.message,
      next: say('It is opened again as soon as the engine answers.'),
    };
  }
  const cause = told(error instanceof Error ? error.message : String(error));
  return {
    title: say('This part could not be shown'),
    cause,
    next: say('Try again. If it stays, reload the window.'),
  };
}
