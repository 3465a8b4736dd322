import { Text } from '@mantine/core';
import type { RegisterEvent } from '../../../../contract/index.ts';
import { instant } from '../../shared/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import type { Paged } from '../../shared/grid/use-flat.ts';
import { RevisionLink } from '../dataset/EvidenceTab.tsx';
import classes from './registers.module.css';
import { say } from '../../shared/language/say.ts';

/** Events that are read at a time. */
export const EVENTS = 10;
/** Letters of a value that are shown in a line. */
const SHOWN = 160;

/** The beginning of a value that is longer than a line. */
export const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text);

const CHANGE: Readonly<Record<RegisterEvent['change'], string>> = {
  added: say('added'),
  changed: say('changed'),
  removed: say('removed'),
};

interface Props {
  list: Paged<RegisterEvent>;
  /** What an event changed, a line for each field. */
  linesOf: (event: RegisterEvent) => readonly string[];
}

/** What happened to an entry of a register: when, by whom and why. */
export function EventList({ list, linesOf }: Props) {
  return (
    <section aria-label={say('History')}>
      <Text size="sm" fw={600} mb={4}>
        {say('History')}
      </Text>
      <PagedList list={list} what={say('changes')} empty={<Text size="sm">{say('No changes yet.')}</Text>}>
        {(events) => (
          <ol className={classes.list}>
            {events.map((event) => (
              <li key={event.revision} className={classes.wrap} style={{ marginBottom: 6 }}>
                <Text size="xs" c="dimmed">
                  {instant(event.at)} · {event.actor} · {CHANGE[event.change]} ·{' '}
                  <RevisionLink revision={event.revision} />
                </Text>
                {event.reason === null ? null : (
                  <Text size="xs">{say('Why: {reason}', { reason: event.reason })}</Text>
                )}
                {linesOf(event).map((line, at) => (
                  <Text key={at} size="xs">
                    {line}
                  </Text>
                ))}
              </li>
            ))}
          </ol>
        )}
      </PagedList>
    </section>
  );
}
