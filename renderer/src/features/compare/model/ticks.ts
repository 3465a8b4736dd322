/** The stops of the time bar, and which of them a moment is at. */
import type { At, Timeline } from '../../../../../contract/index.ts';
import { instant } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

export type Clock = 'revisions' | 'times';

export interface Stop {
  /** Null: now. */
  readonly at: At | null;
  /** In full, for the slider. */
  readonly words: string;
  /** When it was, for the badge; '' for now. */
  readonly when: string;
  /** Who and what. */
  readonly what: string;
}

/** Oldest first; the last one is now. */
export function stopsOf(timeline: Timeline, clock: Clock): Stop[] {
  const now: Stop = { at: null, words: say('Now'), when: '', what: '' };
  const stop = (at: At, name: string, when: string, what: string): Stop => ({
    at,
    words: [name, when, what].filter(Boolean).join(' · '),
    when,
    what,
  });
  if (clock === 'times')
    return [
      ...timeline.runs.map(({ time, runs }) =>
        stop({ time }, '', instant(time), say('{runs, plural, one {# run} other {# runs}}', { runs })),
      ),
      now,
    ];
  return [
    ...timeline.revisions.map(({ revision, at, actor, label, added, removed }) =>
      stop(
        { revision },
        say('Revision {revision}', { revision }),
        instant(at),
        say(
          '{actor}: {label} · {added, plural, one {# edge} other {# edges}} more, {removed, plural, one {# edge} other {# edges}} less',
          { actor, label: told(label), added, removed },
        ),
      ),
    ),
    now,
  ];
}

/** The stop at or before the moment; the last one for now. */
export function stopAt(stops: readonly Stop[], at: At | null): number {
  if (!at) return stops.length - 1;
  const reached = (stop: Stop): boolean => {
    if (!stop.at) return false;
    if ('revision' in at) return 'revision' in stop.at && stop.at.revision <= at.revision;
    return 'time' in stop.at && stop.at.time <= at.time;
  };
  return Math.max(0, stops.findLastIndex(reached));
}
