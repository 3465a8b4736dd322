/** Instants as fields of the kind `datetime-local` have them: by the clock of this machine, without its zone. */

/** `2026-11-21T09:30` of an RFC 3339 instant; empty for none. @param to the smallest part that is shown */
export function localText(instant: string | undefined, to: 'minutes' | 'seconds'): string {
  const time = new Date(instant ?? '');
  if (Number.isNaN(time.getTime())) return '';
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, to === 'minutes' ? 16 : 19);
}

/** The RFC 3339 instant of such a text; null where it is none. */
export function instantOf(local: string): string | null {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
