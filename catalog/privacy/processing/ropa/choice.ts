/** Which activities a record of processing is of. */
import { RequestError } from '../../../request-error.ts';
import type { Activity } from '../register/activity.ts';
import type { Known } from '../world.ts';
import { recordRole } from './coverage.ts';
import type { RecordRole } from './templates.ts';

/** Keys of activities; none: every activity of the role that has not ended. */
export interface Choice {
  readonly role: RecordRole;
  readonly activities: readonly string[];
}

/** @throws RequestError where an activity is named that there is not, or that is recorded under the other role */
export function checkChoice(all: readonly Activity[], { role, activities }: Choice): void {
  const known = new Map(all.map((activity) => [activity.key, activity]));
  for (const key of activities) {
    const activity = known.get(key);
    if (!activity) throw new RequestError(`There is no processing activity "${key.slice(0, 80)}".`);
    if (recordRole({ activity }) !== role)
      throw new RequestError(`"${activity.name}" is no activity as ${role}.`);
  }
}

interface Chosen {
  readonly recorded: readonly Known[];
  /** Have ended, and were not named. */
  readonly ended: readonly Known[];
  /** Of the role, while others were named. */
  readonly notAsked: readonly Known[];
}

export function chosen(all: readonly Known[], { role, activities }: Choice): Chosen {
  const asked = new Set(activities);
  const isAsked = ({ activity }: Known) => asked.size === 0 || asked.has(activity.key);
  const isOn = ({ activity }: Known) => activity.status !== 'ended' || asked.has(activity.key);
  const ofRole = all.filter((one) => recordRole(one) === role);
  return {
    recorded: ofRole.filter((one) => isAsked(one) && isOn(one)),
    ended: ofRole.filter((one) => isAsked(one) && !isOn(one)),
    notAsked: ofRole.filter((one) => !isAsked(one)),
  };
}
