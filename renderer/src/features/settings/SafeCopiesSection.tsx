import { Button, Group, Stack, Switch, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes, count, instant } from '../../shared/format.ts';
import { Loading } from '../../shared/Loading.tsx';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

const WHY_NOT = {
  fresh: say('Nothing changed since the last copy.'),
  busy: say('The catalog was written to all the time. Try again when nothing is imported.'),
  'no-space': say('The disk has no room for a copy.'),
} as const;
const KIND = { daily: say('Safe copy'), upgrade: say('Before an upgrade') } as const;

interface Props {
  on: boolean;
  onChange: (change: Pick<Settings, 'safeCopies'>) => void;
}

/** Copies of the file for the day on which it cannot be opened. */
export function SafeCopiesSection({ on, onChange }: Props) {
  const { data, error, refetch } = useQuery(orpc.system.safeCopies.queryOptions());
  const make = useMutation(orpc.system.makeSafeCopy.mutationOptions({ onSuccess: () => void refetch() }));
  return (
    <Section title={say('Safe copies')}>
      <Stack gap="sm">
        <Switch
          label={say('Keep a copy of the catalog file beside it')}
          description={say(
            'Made after the file was opened and checked, at most once a day. Where the file is damaged, the app offers it. Erasing the data of a case deletes every copy.',
          )}
          checked={on}
          onChange={({ currentTarget: { checked } }) => onChange({ safeCopies: checked })}
        />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading what={say('the safe copies')} bars={[40]} /> : null}
        {data && data.copies.length === 0 ? <Text size="sm">{say('There are no copies yet.')}</Text> : null}
        {data && data.copies.length > 0 ? <CopyTable copies={data.copies} /> : null}
        {make.error ? (
          <ErrorState error={make.error} onRetry={make.reset} retryLabel={say('Dismiss')} />
        ) : null}
        <Group gap="sm">
          <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate({})}>
            {say('Make a copy now')}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {make.data?.reason ? WHY_NOT[make.data.reason] : make.data?.made ? say('The copy is made.') : ''}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}

interface Copy {
  name: string;
  kind: keyof typeof KIND;
  at: string;
  bytes: number;
  seq: number | null;
}

function CopyTable({ copies }: { copies: Copy[] }) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Made')}</Table.Th>
            <Table.Th>{say('Kind')}</Table.Th>
            <Table.Th ta="end">{say('Size')}</Table.Th>
            <Table.Th ta="end">{say('Ledger entries')}</Table.Th>
            <Table.Th>{say('File')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {copies.map((copy) => (
            <Table.Tr key={copy.name}>
              <Table.Td>{instant(copy.at)}</Table.Td>
              <Table.Td>{KIND[copy.kind]}</Table.Td>
              <Table.Td ta="end">{bytes(copy.bytes)}</Table.Td>
              <Table.Td ta="end">{copy.seq === null ? '' : count(copy.seq)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{copy.name}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
