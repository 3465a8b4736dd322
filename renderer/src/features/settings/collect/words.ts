/** The state of collection in words. */
import type { CollectStatus } from '../../../../../contract/index.ts';
import { ago } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** One line for the header; null while nothing is collected. */
export function headline(status: CollectStatus): { text: string; detail: string; failed: boolean } | null {
  const { receiver, watch, inbox } = status;
  if (!receiver.enabled && !watch.enabled && inbox.waiting === 0) return null;
  const problem = inbox.problem ?? receiver.problem ?? watch.problem;
  if (problem !== null) return { text: say('Not collecting'), detail: told(problem), failed: true };
  const parts = [
    ...(receiver.address === null
      ? []
      : [say('Events are received at {address}.', { address: receiver.address })]),
    ...(watch.state === 'on'
      ? [
          watch.folder === null
            ? say('The files of a folder are followed.')
            : say('The files of {folder} are followed.', { folder: watch.folder }),
        ]
      : []),
    waitingLine(status),
    ...(inbox.rejected > 0
      ? [
          say('{events, plural, one {# event} other {# events}} could not be used.', {
            events: inbox.rejected,
          }),
        ]
      : []),
  ];
  const text =
    inbox.waiting > 0
      ? say('Collecting, {events, plural, one {# event} other {# events}}', { events: inbox.waiting })
      : say('Collecting');
  return { text, detail: parts.join(' '), failed: false };
}

/** When something came last and what waits. */
export function waitingLine({ inbox }: CollectStatus): string {
  const last =
    inbox.lastReceivedAt === null
      ? say('No event yet.')
      : say('The last event came {when}.', { when: ago(inbox.lastReceivedAt) });
  return inbox.waiting > 0
    ? `${last} ${say('{events, plural, one {# event} other {# events}} to import.', { events: inbox.waiting })}`
    : last;
}
