/** What notices of the system say: numbers only, no names of cases, people or files. */
import type { DueItem, ImportOutcome } from '../../../contract/index.ts';
import { count } from '../shared/format.ts';
import type { SystemNotice } from '../shared/host-bridge.ts';
import { say } from '../shared/language/say.ts';

/** Days ahead of which a deadline is told of. */
const SOON_DAYS = 3;

export function importNotice(
  outcome: Pick<ImportOutcome, 'accepted' | 'rejected' | 'unchanged'>,
): SystemNotice {
  const { accepted, rejected, unchanged } = outcome;
  const read = unchanged
    ? 'Nothing changed'
    : `${say('{records, plural, one {# record} other {# records}}', { records: accepted })} accepted`;
  const body = rejected > 0 ? `${read}, ${count(rejected)} rejected.` : `${read}.`;
  return { title: say('The import is finished'), body, command: 'import.open' };
}

export function failedImportNotice(): SystemNotice {
  return { title: say('The import failed'), body: 'Nothing of it was kept.', command: 'import.open' };
}

/** Null while nothing is due soon. */
export function deadlineNotice(items: readonly Pick<DueItem, 'daysLeft'>[]): SystemNotice | null {
  const late = items.filter(({ daysLeft }) => daysLeft < 0).length;
  const today = items.filter(({ daysLeft }) => daysLeft === 0).length;
  const soon = items.filter(({ daysLeft }) => daysLeft > 0 && daysLeft <= SOON_DAYS).length;
  if (late + today + soon === 0) return null;
  const parts = [
    ...(late > 0 ? [`${count(late)} overdue`] : []),
    ...(today > 0 ? [`${count(today)} due today`] : []),
    ...(soon > 0 ? [`${count(soon)} due within ${SOON_DAYS} days`] : []),
  ];
  const title = late + today > 0 ? 'Deadlines are due' : 'Deadlines come near';
  return { title, body: `${parts.join(', ')}.`, command: 'go.privacy' };
}
