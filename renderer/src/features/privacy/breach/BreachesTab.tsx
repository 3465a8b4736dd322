import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BreachCard } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from '../privacy.module.css';
import { NewBreach } from './NewBreach.tsx';
import { KIND_NAME, leftWords, START_NAME, STATE_NAME } from './words.ts';
import { say } from '../../../shared/language/say.ts';

/** All breaches with their clocks, and the form for a new one. */
export function BreachesTab() {
  const [opening, setOpening] = useState(false);
  const breaches = useFlat(
    useInfiniteQuery(
      orpc.breaches.list.infiniteOptions({ input: (offset: number) => ({ offset, limit: PAGE }), ...paging }),
    ),
  );
  if (opening) return <NewBreach onClose={() => setOpening(false)} />;
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpening(true)}>
      {say('New breach')}
    </Button>
  );
  return (
    <Stack gap="md">
      {breaches.items.length > 0 && <Group>{add}</Group>}
      <PagedList
        list={breaches}
        what={say('breaches')}
        empty={
          <EmptyState title={say('No breaches noted')} actions={add}>
            {say(
              'From a compromised system, dataset, job or credential: which data went where, of whom, who must be told, and how much of the 72 hours is left.',
            )}
          </EmptyState>
        }
      >
        {(items) => <BreachTable breaches={items} />}
      </PagedList>
    </Stack>
  );
}

function BreachTable({ breaches }: { breaches: readonly BreachCard[] }) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Breaches, scrolls sideways')}
    >
      <Table striped fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Reference')}</Table.Th>
            <Table.Th>{say('Notify by')}</Table.Th>
            <Table.Th>{say('State')}</Table.Th>
            <Table.Th>{say('Title')}</Table.Th>
            <Table.Th>{say('Compromised')}</Table.Th>
            <Table.Th>{say('Kind')}</Table.Th>
            <Table.Th>{say('Aware since')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {breaches.map((one) => (
            <Table.Tr key={one.reference}>
              <Table.Td className={classes.wrap}>
                <AnchorLink to="/privacy" search={{ view: 'breaches', breach: one.reference }} size="sm">
                  {one.reference}
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                <Clock card={one} />
              </Table.Td>
              <Table.Td>
                <Badge color="gray" tt="none">
                  {STATE_NAME[one.state]}
                </Badge>
              </Table.Td>
              <Table.Td className={classes.wrap}>{one.title ?? '–'}</Table.Td>
              <Table.Td className={classes.wrap}>
                {START_NAME[one.start.kind]} {one.start.name}
              </Table.Td>
              <Table.Td>{one.kinds.map((kind) => KIND_NAME[kind]).join(', ')}</Table.Td>
              <Table.Td>{one.clock.awareWords}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Hours below which a running clock is marked. */
const SOON = 24;

function Clock({ card: { clock, state } }: { card: BreachCard }) {
  const hours = clock.notifiedAfterHours ?? 0;
  if (clock.notifiedAt !== null)
    return (
      <Text size="sm">
        {clock.late
          ? say('notified after {hours, number} h, late', { hours })
          : say('notified after {hours, number} h', { hours })}
      </Text>
    );
  if (clock.due === null || clock.dueWords === null) return <Text size="sm">{say('no hours set')}</Text>;
  if (state !== 'open' && state !== 'assessed') return <Text size="sm">{clock.dueWords}</Text>;
  const now = Date.now();
  const urgent = Date.parse(clock.due) - now < SOON * 3_600_000;
  return (
    <Group gap={4} wrap="nowrap">
      {urgent && <IconAlertTriangle size={16} aria-hidden />}
      <Text size="sm" fw={urgent ? 600 : undefined}>
        {leftWords(clock.due, now)}
      </Text>
    </Group>
  );
}
