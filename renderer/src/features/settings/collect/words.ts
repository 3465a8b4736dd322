/** The state of collection in words. */
import type { CollectStatus } from '../../../../../contract/index.ts';
import { ago } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

/** One line for the header; null while nothing is collected. */
export function headline(status: CollectStatus): { text: string; detail: string; failed: boolean } | null {
  const { receiver, watch, inbox } = status;
  if (!receiver.enabled && !watch.enabled && inbox.waiting === 0) return null;
  const problem = inbox.problem ?? receiver.problem ?? watch.problem;
  if (problem !== null) return { text: say('Not collecting'), detail: problem, failed: true };
  const parts = [
    ...(receiver.address === null ? [] : [`Events are received at ${receiver.address}.`]),
    ...(watch.state === 'on' ? [`The files of ${watch.folder ?? 'a folder'} are followed.`] : []),
    waitingLine(status),
    ...(inbox.rejected > 0
      ? [
          `${say('{events, plural, one {# event} other {# events}}', { events: inbox.rejected })} could not be used.`,
        ]
      : []),
  ];
  const text =
    inbox.waiting > 0
      ? `Collecting, ${say('{events, plural, one {# event} other {# events}}', { events: inbox.waiting })}`
      : 'Collecting';
  return { text, detail: parts.join(' '), failed: false };
}

/** When something came last and what waits. */
export function waitingLine({ inbox }: CollectStatus): string {
  const last =
    inbox.lastReceivedAt === null ? 'No event yet.' : `The last event came ${ago(inbox.lastReceivedAt)}.`;
  return inbox.waiting > 0
    ? `${last} ${say('{events, plural, one {# event} other {# events}}', { events: inbox.waiting })} to import.`
    : last;
}
