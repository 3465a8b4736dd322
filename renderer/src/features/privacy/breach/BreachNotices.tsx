import { ActionIcon, Button, Group, Select, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { Breach, BreachNotice } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { instant } from '../../../shared/format.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { useBreachChange } from './use-breach.ts';
import { PHASE_NAME, RECEIVER_NAME, zonedInstant } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const PHASES = [
  { value: 'initial', label: say('initial, more follows') },
  { value: 'further', label: PHASE_NAME.further },
  { value: 'complete', label: PHASE_NAME.complete },
] as const;

const RECEIVERS = (['authority', 'subjects', 'controller'] as const).map((value) => ({
  value,
  label: RECEIVER_NAME[value],
}));

/** What was said of the breach, to whom and when; Art. 33(4) lets it be said in phases. */
export function BreachNotices({ breach }: { breach: Breach }) {
  const { reference, notices } = breach;
  const change = useBreachChange();
  return (
    <Section title={say('Notifications')}>
      <Stack gap="sm">
        {notices.length === 0 ? (
          <Text size="sm" c="dimmed">
            {say(
              'None is noted. Where information cannot be provided at the same time, it may be provided in phases without undue further delay (Art. 33(4)).',
            )}
          </Text>
        ) : (
          <div
            className={classes.scrollX}
            tabIndex={0}
            role="region"
            aria-label={say('Notifications, scrolls sideways')}
          >
            <Table fz="sm" verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say('When')}</Table.Th>
                  <Table.Th>{sayIn('recipient', 'To')}</Table.Th>
                  <Table.Th>{say('Phase')}</Table.Th>
                  <Table.Th>{say('What it said')}</Table.Th>
                  <Table.Th>{say('Their reference')}</Table.Th>
                  <Table.Th aria-label={say('Remove')} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {notices.map((one) => (
                  <Table.Tr key={one.number}>
                    <Table.Td>{instant(one.at)}</Table.Td>
                    <Table.Td>{RECEIVER_NAME[one.to]}</Table.Td>
                    <Table.Td>{PHASE_NAME[one.phase]}</Table.Td>
                    <Table.Td className={classes.wrap}>{one.text || '–'}</Table.Td>
                    <Table.Td>{one.theirReference || '–'}</Table.Td>
                    <Table.Td ta="end">
                      <ActionIcon
                        variant="subtle"
                        size="sm"
                        aria-label={say('Take notification {number} away', { number: one.number })}
                        onClick={() =>
                          change.mutate(() =>
                            client.breaches.notice({ reference, number: one.number, notice: null }),
                          )
                        }
                      >
                        <IconTrash size={14} aria-hidden />
                      </ActionIcon>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
        <NoticeForm breach={breach} />
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </Section>
  );
}

function NoticeForm({ breach: { reference, fields, clock } }: { breach: Breach }) {
  const blank: BreachNotice = { to: clock.receiver, at: '', phase: 'initial', text: '', theirReference: '' };
  const [notice, setNotice] = useState(blank);
  const change = useBreachChange();
  const at = zonedInstant(notice.at, fields.zone ?? 'UTC');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at !== null)
      change.mutate(() => client.breaches.notice({ reference, notice: { ...notice, at } }), {
        onSuccess: () => setNotice(blank),
      });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group align="flex-end" gap="sm" grow>
          <Select
            label={sayIn('recipient', 'To')}
            allowDeselect={false}
            data={RECEIVERS}
            value={notice.to}
            onChange={(to) => setNotice({ ...notice, to: to ?? 'authority' })}
          />
          <TextInput
            label={say('When ({zone})', { zone: fields.zone ?? 'UTC' })}
            type="datetime-local"
            value={notice.at}
            onChange={(event) => setNotice({ ...notice, at: event.currentTarget.value })}
          />
          <Select
            label={say('Phase')}
            allowDeselect={false}
            data={[...PHASES]}
            value={notice.phase}
            onChange={(phase) => setNotice({ ...notice, phase: phase ?? 'initial' })}
          />
          <TextInput
            label={say('Their reference')}
            value={notice.theirReference ?? ''}
            onChange={(event) => setNotice({ ...notice, theirReference: event.currentTarget.value })}
          />
        </Group>
        <Textarea
          label={say('What it said, or how it was made')}
          autosize
          value={notice.text ?? ''}
          onChange={(event) => setNotice({ ...notice, text: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" variant="default" disabled={at === null} loading={change.isPending}>
            {say('Note the notification')}
          </Button>
        </Group>
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </form>
  );
}
