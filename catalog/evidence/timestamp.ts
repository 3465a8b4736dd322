/** What a time stamp says; apart from how it is read, which loads much that most starts never need. */

/** That an authority saw the data, and when. */
export interface TimeStamp {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Common name in the authority's certificate. */
  readonly authority: string;
  /** Its certificate leads to one of those that were given. */
  readonly trusted: boolean;
}

/** The reply cannot be taken as a time stamp of the data; the message says why. */
export class TimeStampError extends Error {
  override readonly name = 'TimeStampError';
}
