/** An error as people should read it: what happened, why, and what helps. */

export interface Failure {
  readonly title: string;
  readonly reason: string;
  /** What to do next. */
  readonly next: string;
}

const KNOWN: Record<string, Omit<Failure, 'reason'>> = {
  NOT_FOUND: { title: 'This is no longer in the catalog', next: 'Go back to the list and open it again.' },
  INVALID: { title: 'The input cannot be used', next: 'Correct the input and try again.' },
  CONFLICT: { title: 'The catalog changed meanwhile', next: 'Reload, look at the present state, then repeat the change.' },
};

const OTHER: Omit<Failure, 'reason'> = {
  title: 'This did not work',
  next: 'Try again. If it happens again, the message above is what to report.',
};

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Reads any thrown value; the engine's own reason comes first. */
export function failureText(error: unknown): Failure {
  const code = member(error, 'code');
  const words = typeof code === 'string' && Object.hasOwn(KNOWN, code) ? (KNOWN[code] ?? OTHER) : OTHER;
  const given = member(member(error, 'data'), 'reason');
  const message = error instanceof Error ? error.message : '';
  return { ...words, reason: typeof given === 'string' && given ? given : message || 'No cause was given.' };
}
