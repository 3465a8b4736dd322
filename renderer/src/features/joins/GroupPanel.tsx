import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JoinedGroup } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { sourceName } from '../../shared/words.ts';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import classes from './joins.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  space: 'dataset' | 'job';
  id: number;
  onSplit?: () => void;
}

/** The names of one dataset or job, why each belongs, and how to take one out. */
export function GroupPanel({ space, id, onSplit }: Props) {
  const { data, error, refetch } = useQuery(orpc.joins.group.queryOptions({ input: { space, id } }));
  const { split, choosePartitions, merge } = useSteward();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the names')} bars={[160]} />;
  const failed = split.error ?? choosePartitions.error ?? merge.error;
  return (
    <Stack gap="sm">
      {failed ? <ErrorState error={failed} /> : null}
      <Stack gap="xs" role="list" aria-label={say('Names')}>
        {data.members.map((member) => (
          <Group
            key={member.id}
            role="listitem"
            justify="space-between"
            wrap="nowrap"
            align="flex-start"
            gap="sm"
          >
            <div className={classes.wrap}>
              <Text size="sm" fw={member.id === data.id ? 600 : 400}>
                {member.name}
              </Text>
              <Text size="xs" c="dimmed">
                {[member.namespace, ...member.sources.map(sourceName)].join(' · ')}
                {member.columns > 0
                  ? ` · ${say('{columns, plural, one {# column} other {# columns}}', { columns: member.columns })}`
                  : ''}
              </Text>
              {member.reasons.map((reason) => (
                <Text key={reason} size="xs">
                  {told(reason)}
                </Text>
              ))}
            </div>
            {data.membersTotal > 1 && (
              <Button
                size="compact-xs"
                variant="default"
                flex="none"
                disabled={split.isPending}
                aria-label={say('Take {name} out', { name: member.name })}
                onClick={() => split.mutate({ space, id: member.id }, { onSuccess: () => onSplit?.() })}
              >
                {say('Take out')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {data.members.length < data.membersTotal && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number} names are shown.', {
            shown: data.members.length,
            total: data.membersTotal,
          })}
        </Text>
      )}
      <Partitions
        partitions={data.partitions}
        busy={choosePartitions.isPending}
        onChoose={(setId, choice) => choosePartitions.mutate({ setIds: [setId], choice })}
      />
      {data.apart.length > 0 && (
        <div>
          <Title order={3} size="h6">
            {say('Kept apart by a person')}
          </Title>
          {data.apart.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap" gap="sm" mt={4}>
              <Text size="xs" className={classes.wrap}>
                {one.name}{' '}
                <Text span size="xs" c="dimmed">
                  {one.namespace}
                </Text>
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                flex="none"
                disabled={merge.isPending}
                aria-label={say('Join {name} after all', { name: one.name })}
                onClick={() => merge.mutate({ space, ids: [data.id, one.id] })}
              >
                {say('Join after all')}
              </Button>
            </Group>
          ))}
        </div>
      )}
    </Stack>
  );
}

interface PartitionProps {
  partitions: JoinedGroup['partitions'];
  busy: boolean;
  onChoose: (setId: number, choice: 'collapse' | 'apart') => void;
}

function Partitions({ partitions, busy, onChoose }: PartitionProps) {
  if (partitions.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6">
        {say('Partitions')}
      </Title>
      {partitions.map((set) => (
        <Group key={set.setId} justify="space-between" wrap="nowrap" align="flex-start" gap="sm" mt={4}>
          <div className={classes.wrap}>
            <Text size="sm">{set.pattern}</Text>
            <Text size="xs" c="dimmed">
              {say(
                '{partitions, plural, one {# partition} other {# partitions}}, first {first}, last {last}',
                { partitions: set.count, first: set.first, last: set.last },
              )}
            </Text>
          </div>
          <Button
            size="compact-xs"
            variant="default"
            flex="none"
            disabled={busy}
            onClick={() => onChoose(set.setId, set.collapsed ? 'apart' : 'collapse')}
          >
            {set.collapsed ? say('Show one by one') : say('Show as one')}
          </Button>
        </Group>
      ))}
    </div>
  );
}
