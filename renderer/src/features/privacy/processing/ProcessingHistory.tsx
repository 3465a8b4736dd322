import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ProcessingRegister, RegisterEvent } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { instant } from '../../../shared/format.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { RevisionLink } from '../../dataset/EvidenceTab.tsx';
import { fieldLabel } from './model/fields.ts';
import { CHANGE_WORDS } from './model/words.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';

const PAGE = 10;
/** Letters of a value that are shown in a line. */
const SHOWN = 160;

const short = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text);

interface Props {
  register: ProcessingRegister;
  entryKey: string;
}

/** Who changed the record, when and why. */
export function ProcessingHistory({ register, entryKey }: Props) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.processing.history.infiniteOptions({
        input: (offset: number) => ({ register, key: entryKey, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <section aria-label={say('History')}>
      <Text size="sm" fw={600} mb={4}>
        {say('History')}
      </Text>
      <PagedList list={list} what={say('changes')} empty={<Text size="sm">{say('No changes yet.')}</Text>}>
        {(events) => (
          <ol className={classes.list}>
            {events.map((event) => (
              <li key={event.revision} className={classes.wrap}>
                <Text size="xs" c="dimmed">
                  {instant(event.at)} · {event.actor} · {CHANGE_WORDS[event.change]} ·{' '}
                  <RevisionLink revision={event.revision} />
                </Text>
                {event.reason === null ? null : (
                  <Text size="xs">{say('Why: {reason}', { reason: event.reason })}</Text>
                )}
                {event.change === 'changed'
                  ? event.fields.map((field) => (
                      <Text key={field.field} size="xs">
                        {sentence(register, field)}
                      </Text>
                    ))
                  : null}
              </li>
            ))}
          </ol>
        )}
      </PagedList>
    </section>
  );
}

function sentence(
  register: ProcessingRegister,
  { field, before, after }: RegisterEvent['fields'][number],
): string {
  const name = fieldLabel(register, field);
  if (after === null) return say('{name}: “{before}” cleared', { name, before: short(before ?? '') });
  return before === null
    ? say('{name}: “{after}”', { name, after: short(after) })
    : say('{name}: “{before}” → “{after}”', { name, before: short(before), after: short(after) });
}
