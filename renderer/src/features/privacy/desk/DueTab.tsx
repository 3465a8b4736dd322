import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { DueItem } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { AnchorLink, ButtonLink } from '../../../shared/links.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { dueWords, formatDate, today } from '../model/civil-date.ts';
import { fromBase64 } from '../model/base64.ts';
import classes from '../privacy.module.css';

/** Everything that is due on the desk by day, and the cases whose clock stands. */
export function DueTab() {
  const due = useQuery(orpc.desk.due.queryOptions());
  const save = useMutation({
    mutationFn: async () => {
      const { name, mediaType, base64 } = await client.desk.calendarFile();
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  if (due.error) return <ErrorState error={due.error} onRetry={() => void due.refetch()} />;
  if (!due.data) return <Loading what="what is due" bars={lines(4)} />;
  const { items, paused } = due.data;
  if (items.length === 0 && paused.length === 0) {
    return (
      <EmptyState
        title="Nothing is due"
        actions={
          <ButtonLink to="/privacy" search={{ view: 'new' }}>
            New request
          </ButtonLink>
        }
      >
        Days of open cases stand here, the earliest first.
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          Reminders for a calendar (.ics)
        </Button>
      </Group>
      {save.error && <ErrorState error={save.error} />}
      {items.length > 0 && <DueTable items={items} />}
      {paused.map((one) => (
        <Text key={`${one.reference} ${one.law}`} size="sm">
          <CaseLink reference={one.reference} />, {one.law}: the clock stands since {formatDate(one.since)};{' '}
          {one.words}.
        </Text>
      ))}
    </Stack>
  );
}

function CaseLink({ reference }: { reference: string }) {
  return (
    <AnchorLink to="/privacy" search={{ view: 'cases', case: reference }} size="sm">
      {reference}
    </AnchorLink>
  );
}

function DueTable({ items }: { items: readonly DueItem[] }) {
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label="What is due, scrolls sideways">
      <Table striped fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th>Left</Table.Th>
            <Table.Th>Case</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Law</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={`${item.reference} ${item.kind} ${item.law}`}>
              <Table.Td>{formatDate(item.date)}</Table.Td>
              <Table.Td>
                {item.daysLeft < 0 ? (
                  <Badge color="red" variant="outline" tt="none">
                    {dueWords(item.date, today())}
                  </Badge>
                ) : (
                  dueWords(item.date, today())
                )}
              </Table.Td>
              <Table.Td>
                <CaseLink reference={item.reference} />
              </Table.Td>
              <Table.Td>{item.words}</Table.Td>
              <Table.Td>{item.law}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
