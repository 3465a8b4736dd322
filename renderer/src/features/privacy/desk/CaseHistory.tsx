import { Button, Checkbox, Group, NumberInput, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CASE_STATES, type CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes as size } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate } from '../model/civil-date.ts';
import { useCaseChange } from './use-desk.ts';
import { EVENT_NAME, sentence, STATE_NAME, words } from './words.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What happened in a case, and how long its personal data are kept. */
export function CaseHistory({ view }: { view: CaseView }) {
  return (
    <Stack gap="md">
      <Events view={view} />
      <Retention view={view} />
    </Stack>
  );
}

type CaseEvent = CaseView['events'][number];

function whatOf(event: CaseEvent): string {
  const { kind, to, outcome } = event;
  const state = CASE_STATES.find((one) => one === to);
  const what = state ? STATE_NAME[state] : (EVENT_NAME[kind] ?? sentence(kind));
  const more = [aboutOf(event), outcome && words(outcome)].filter(Boolean).join(', ');
  return more === '' ? what : `${what}: ${more}`;
}

/** A name and a reference stay as they are, and a time is said; everything else that an event is about is a code, or several. */
function aboutOf({ kind, to, about }: CaseEvent): string {
  if (about === null) return '';
  if (kind === 'assign' || to === 'duplicate_of') return about;
  if (kind === 'retention') return told(about);
  return about.split(', ').map(words).join(', ');
}

function Events({ view }: { view: CaseView }) {
  return (
    <Section title={say('What happened')}>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Events, scrolls sideways')}
      >
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Day')}</Table.Th>
              <Table.Th>{say('What')}</Table.Th>
              <Table.Th>{say('By')}</Table.Th>
              <Table.Th ta="end">{say('Ledger')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.events.toReversed().map((event, index) => (
              <Table.Tr key={index}>
                <Table.Td className={classes.nowrap}>{formatDate(event.on)}</Table.Td>
                <Table.Td>
                  <Text span size="sm" td={event.undone ? 'line-through' : undefined}>
                    {whatOf(event)}
                  </Text>
                  {event.undone && ` ${say('(taken back)')}`}
                </Table.Td>
                <Table.Td className={classes.wrap}>{event.actor}</Table.Td>
                <Table.Td ta="end">
                  <AnchorLink
                    to="/ledger"
                    search={{ seq: event.revision }}
                    size="sm"
                    aria-label={say('Ledger entry {revision}', { revision: event.revision })}
                  >
                    {event.revision}
                  </AnchorLink>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Section>
  );
}

function Retention({ view }: { view: CaseView }) {
  const { reference, retentionMonths, erased } = view;
  const [months, setMonths] = useState<number | string>(retentionMonths ?? 24);
  const change = useCaseChange(reference);
  if (erased)
    return (
      <Section title={say('Retention of the case’s data')}>
        <Text size="sm">
          {say(
            'The key and the personal data of the case were destroyed. What happened stays in the ledger.',
          )}
        </Text>
      </Section>
    );
  return (
    <Section title={say('Retention of the case’s data')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say(
            'The person, notes, files and letters are kept for so many months after the case is done. 0: no longer than the case.',
          )}
        </Text>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={say('Months')}
            min={0}
            max={120}
            allowDecimal={false}
            w={110}
            value={months}
            onChange={setMonths}
          />
          <Button
            variant="default"
            loading={change.isPending}
            disabled={typeof months !== 'number' || months === retentionMonths}
            onClick={() =>
              typeof months === 'number' && change.mutate(() => client.desk.retention({ reference, months }))
            }
          >
            {say('Keep so long')}
          </Button>
          <Text size="sm">
            {retentionMonths === null
              ? say('Nobody has chosen yet.')
              : say('Chosen: {months, plural, one {# month} other {# months}}.', { months: retentionMonths })}
          </Text>
        </Group>
        {change.error && <ErrorState error={change.error} />}
        <Erasure view={view} />
      </Stack>
    </Section>
  );
}

/** What erasing would take away, then doing it. */
function Erasure({ view: { reference } }: { view: CaseView }) {
  const erasable = useQuery(orpc.desk.erasable.queryOptions());
  const [sure, setSure] = useState(false);
  const queries = useQueryClient();
  const one = erasable.data?.find((entry) => entry.reference === reference);
  const erase = useMutation({
    mutationFn: () => client.desk.erase({ reference, early: one?.isDue === false }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.key() }),
  });
  if (erasable.error) return <ErrorState error={erasable.error} onRetry={() => void erasable.refetch()} />;
  if (!erasable.data) return <Loading what={say('what would be erased')} bars={[28]} />;
  if (!one) return <Text size="sm">{say('The case holds no personal data.')}</Text>;
  const when =
    one.doneOn === null
      ? say('The case is still worked on; its data are needed.')
      : one.eraseFrom === null
        ? say('Nobody has chosen for how long they are kept.')
        : one.isDue
          ? say('They are no longer kept since {day}.', { day: formatDate(one.eraseFrom) })
          : say('They are kept until {day}.', { day: formatDate(one.eraseFrom) });
  return (
    <Stack gap="xs">
      <Text size="sm">
        {say(
          'Erasing takes away {records, plural, one {# record} other {# records}} ({bytes}) and the key of the case. {when} It cannot be undone; the ledger stays whole.',
          { records: one.records, bytes: size(one.bytes), when },
        )}
      </Text>
      {one.doneOn !== null && (
        <>
          <Checkbox
            label={
              one.isDue
                ? say('Erase the personal data of this case for good')
                : say('Erase the personal data of this case for good, before their day')
            }
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          <Group>
            <Button color="red" disabled={!sure} loading={erase.isPending} onClick={() => erase.mutate()}>
              {say('Erase personal data')}
            </Button>
          </Group>
        </>
      )}
      {erase.error && <ErrorState error={erase.error} />}
    </Stack>
  );
}
