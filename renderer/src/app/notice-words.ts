/** What notices of the system say: numbers only, no names of cases, people or files. */
import type { DueItem, ImportOutcome } from '../../../contract/index.ts';
import type { SystemNotice } from '../shared/host-bridge.ts';
import { say } from '../shared/language/say.ts';

/** Days ahead of which a deadline is told of. */
const SOON_DAYS = 3;

export function importNotice(
  outcome: Pick<ImportOutcome, 'accepted' | 'rejected' | 'unchanged'>,
): SystemNotice {
  const { accepted, rejected, unchanged } = outcome;
  const counts = { accepted, rejected };
  const body = unchanged
    ? rejected > 0
      ? say('Nothing changed, {rejected, number} rejected.', { rejected })
      : say('Nothing changed.')
    : rejected > 0
      ? say(
          '{accepted, plural, one {# record} other {# records}} accepted, {rejected, number} rejected.',
          counts,
        )
      : say('{accepted, plural, one {# record} other {# records}} accepted.', { accepted });
  return { title: say('The import is finished'), body, command: 'import.open' };
}

export function failedImportNotice(): SystemNotice {
  return { title: say('The import failed'), body: say('Nothing of it was kept.'), command: 'import.open' };
}

/** Null while nothing is due soon. */
export function deadlineNotice(items: readonly Pick<DueItem, 'daysLeft'>[]): SystemNotice | null {
  const late = items.filter(({ daysLeft }) => daysLeft < 0).length;
  const today = items.filter(({ daysLeft }) => daysLeft === 0).length;
  const soon = items.filter(({ daysLeft }) => daysLeft > 0 && daysLeft <= SOON_DAYS).length;
  if (late + today + soon === 0) return null;
  const parts = [
    ...(late > 0 ? [say('{cases, number} overdue', { cases: late })] : []),
    ...(today > 0 ? [say('{cases, number} due today', { cases: today })] : []),
    ...(soon > 0 ? [say('{cases, number} due within {days} days', { cases: soon, days: SOON_DAYS })] : []),
  ];
  const title = late + today > 0 ? say('Deadlines are due') : say('Deadlines come near');
  return { title, body: `${parts.join(', ')}.`, command: 'go.privacy' };
}
