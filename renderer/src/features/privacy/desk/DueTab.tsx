import { Button, Group, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconCalendarDown } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { DueItem } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { AnchorLink, ButtonLink } from '../../../shared/links.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { fromBase64 } from '../../../shared/base64.ts';
import { formatDate } from '../model/civil-date.ts';
import { validatePrivacySearch } from '../model/search-params.ts';
import { DueAgenda } from './DueAgenda.tsx';
import { DueMonth } from './DueMonth.tsx';
import { DUE_NAME, STATUTORY } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { Say } from '../../../shared/language/Say.tsx';
import { told } from '../../../shared/language/told.ts';

const KINDS = Object.keys(DUE_NAME) as DueItem['kind'][];

/** Everything that is due on the desk, as an agenda or by month, and the cases whose clock stands. */
export function DueTab() {
  const due = useQuery(orpc.desk.due.queryOptions());
  const [kinds, setKinds] = useState<string[]>([]);
  const { as } = validatePrivacySearch(useSearch({ strict: false }));
  if (due.error) return <ErrorState error={due.error} onRetry={() => void due.refetch()} />;
  if (!due.data) return <Loading what={say('what is due')} bars={lines(4)} />;
  const { items, paused } = due.data;
  if (items.length === 0 && paused.length === 0) {
    return (
      <EmptyState
        title={say('Nothing is due')}
        actions={
          <ButtonLink to="/privacy" search={{ view: 'new' }}>
            {say('New case')}
          </ButtonLink>
        }
      >
        {say('Days of open cases stand here, the earliest first.')}
      </EmptyState>
    );
  }
  const shown = kinds.length === 0 ? items : items.filter(({ kind }) => kinds.includes(kind));
  const overdue = shown.filter(({ kind, daysLeft }) => daysLeft < 0 && STATUTORY.has(kind)).length;
  return (
    <Stack gap="sm">
      <DueBar kinds={kinds} onKinds={setKinds} month={as === 'month'} />
      <Text size="xs" c="dimmed" role="status">
        {overdue === 0
          ? say('{shown, number} of {total, plural, one {# day} other {# days}}', {
              shown: shown.length,
              total: items.length,
            })
          : say(
              '{shown, number} of {total, plural, one {# day} other {# days}}, {overdue, number} of them set by a law and overdue',
              { shown: shown.length, total: items.length, overdue },
            )}
      </Text>
      {as === 'month' ? <DueMonth items={shown} /> : <DueAgenda items={shown} />}
      {paused.map((one) => (
        <Text key={`${one.reference} ${one.law}`} size="sm">
          <Say
            text="{reference}, {law}: the clock stands since {since}; {reason}."
            values={{
              reference: (
                <AnchorLink to="/privacy" search={{ view: 'cases', case: one.reference }} size="sm">
                  {one.reference}
                </AnchorLink>
              ),
              law: told(one.law),
              since: formatDate(one.since),
              reason: told(one.words),
            }}
          />
        </Text>
      ))}
    </Stack>
  );
}

interface BarProps {
  kinds: string[];
  onKinds: (kinds: string[]) => void;
  month: boolean;
}

function DueBar({ kinds, onKinds, month }: BarProps) {
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: async () => {
      const { name, mediaType, base64 } = await client.desk.calendarFile();
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SegmentedControl
            aria-label={say('How days are shown')}
            value={month ? 'month' : 'agenda'}
            onChange={(next) =>
              void navigate({
                to: '/privacy',
                search: { view: 'due', ...(next === 'month' ? { as: 'month' } : {}) },
                replace: true,
              })
            }
            data={[
              { value: 'agenda', label: say('Agenda') },
              { value: 'month', label: say('Month') },
            ]}
          />
          <MultiSelect
            aria-label={say('Kinds of days')}
            placeholder={kinds.length === 0 ? say('Every kind of day') : ''}
            miw={240}
            clearable
            clearButtonProps={{ 'aria-label': say('Clear the kinds of days') }}
            data={KINDS.map((value) => ({ value, label: DUE_NAME[value] }))}
            value={kinds}
            onChange={onKinds}
          />
        </Group>
        <Button
          variant="default"
          leftSection={<IconCalendarDown size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {say('Reminders for a calendar (.ics)')}
        </Button>
      </Group>
      {save.error && <ErrorState error={save.error} />}
    </Stack>
  );
}
