import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CollectStatus } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes, count, instant } from '../../../shared/format.ts';
import { HashText } from '../../../shared/HashText.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from '../settings.module.css';
import { waitingLine } from './words.ts';
import { sayError } from '../../../shared/say-error.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Rejected events that are shown. */
const SHOWN = 20;

/** What came in, and what could not be used. */
export function InboxPanel({ status }: { status: CollectStatus }) {
  const { inbox } = status;
  if (inbox.received === 0 && !status.receiver.enabled && !status.watch.enabled) return null;
  return (
    <Stack gap="sm">
      <dl className={classes.facts}>
        <dt>{say('Now')}</dt>
        <dd>
          {waitingLine(status)}
          {inbox.waiting > 0 ? ` (${bytes(inbox.waitingBytes)})` : ''}
        </dd>
        <dt>{say('Received')}</dt>
        <dd>{say('{events, plural, one {# event} other {# events}}', { events: inbox.received })}</dd>
        <dt>{say('Imported')}</dt>
        <dd>
          {count(inbox.imported)}
          {inbox.known > 0 ? `; ${say('{events, number} told nothing new', { events: inbox.known })}` : ''}
          {inbox.lastImport === null ? null : (
            <>
              {' · '}
              <AnchorLink to="/import" search={{ id: inbox.lastImport.id }} size="sm">
                {say('newest import')}
              </AnchorLink>
            </>
          )}
        </dd>
        <dt>{say('Rejected')}</dt>
        <dd>{count(inbox.rejected)}</dd>
      </dl>
      {inbox.rejected > 0 ? <Rejected /> : null}
    </Stack>
  );
}

function Rejected() {
  const queries = useQueryClient();
  const input = { state: 'rejected', offset: 0, limit: SHOWN } as const;
  const { data, error, refetch } = useQuery(orpc.collect.events.queryOptions({ input }));
  const dismiss = useMutation(
    orpc.collect.dismissRejected.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.collect.key() }),
      onError: sayError,
    }),
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={560}>
        <Table fz="sm" aria-label={say('Rejected events')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Received')}</Table.Th>
              <Table.Th>{say('From')}</Table.Th>
              <Table.Th>{say('Why it was not used')}</Table.Th>
              <Table.Th>{say('SHA-256')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((event) => (
              <Table.Tr key={event.id}>
                <Table.Td>{instant(event.receivedAt)}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {event.source === ''
                    ? event.client || say('unnamed client')
                    : `${event.source} ${told(event.place)}`}
                </Table.Td>
                <Table.Td>{told(event.reason)}</Table.Td>
                <Table.Td>
                  <HashText value={event.sha256} label={say('digest')} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="sm">
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number}', { shown: data.items.length, total: data.total })}
        </Text>
        <Button
          variant="default"
          size="compact-xs"
          loading={dismiss.isPending}
          onClick={() => dismiss.mutate(undefined)}
        >
          {say('Clear the list')}
        </Button>
      </Group>
    </Stack>
  );
}
