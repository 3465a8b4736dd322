import { Badge, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  BREACH_ARRIVALS,
  type Breach,
  type BreachAffected,
  type BreachArrival,
} from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { Section } from '../../../shared/Section.tsx';
import { DatasetLink } from '../../jobs/pieces.tsx';
import classes from '../privacy.module.css';
import { ARRIVAL_MEANING, ARRIVAL_NAME } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Rows at a time. */
const ROWS = 25;

/** The datasets of the radius, with what arrives, who owns them and by which way. */
export function AffectedDatasets({ breach }: { breach: Breach }) {
  const [arrival, setArrival] = useState<BreachArrival | null>(null);
  const { reference, radius } = breach;
  const list = useFlat(
    useInfiniteQuery(
      orpc.breaches.affected.infiniteOptions({
        input: (offset: number) => ({ reference, offset, limit: ROWS, ...(arrival ? { arrival } : {}) }),
        ...paging,
      }),
    ),
  );
  return (
    <Section title={say('Datasets')}>
      <Stack gap="xs">
        <Group gap="sm" align="flex-end">
          <Select
            label={say('How the data are there')}
            placeholder={say('in any way')}
            clearable
            clearButtonProps={{ 'aria-label': say('Show all') }}
            w={300}
            data={BREACH_ARRIVALS.map((value) => ({
              value,
              label: `${ARRIVAL_NAME[value]} (${count(radius.summary.counts[value] ?? 0)})`,
            }))}
            value={arrival}
            onChange={(value) => setArrival(BREACH_ARRIVALS.find((one) => one === value) ?? null)}
          />
          {arrival && <Text size="sm">{ARRIVAL_MEANING[arrival]}</Text>}
        </Group>
        <PagedList list={list} what={say('datasets')} empty={<Text size="sm">{say('None.')}</Text>}>
          {(items) => <Rows items={items} />}
        </PagedList>
      </Stack>
    </Section>
  );
}

function Rows({ items }: { items: readonly BreachAffected[] }) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Datasets, scrolls sideways')}
    >
      <Table fz="sm" verticalSpacing={4} striped miw={980}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Dataset')}</Table.Th>
            <Table.Th>{say('How')}</Table.Th>
            <Table.Th>{say('Personal data')}</Table.Th>
            <Table.Th ta="end">{say('Rows')}</Table.Th>
            <Table.Th>{say('Owners')}</Table.Th>
            <Table.Th>{say('Why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.dataset.id}>
              <Table.Td className={classes.wrap} miw={160}>
                <DatasetLink dataset={one.dataset} />
              </Table.Td>
              <Table.Td miw={130}>{told(one.words)}</Table.Td>
              <Table.Td className={classes.wrap} miw={180}>
                <Personal one={one} />
              </Table.Td>
              <Table.Td ta="end">{one.rows === null ? say('not known') : count(one.rows)}</Table.Td>
              <Table.Td className={classes.wrap}>
                {one.owners.map(({ name }) => name).join(', ') || say('nobody')}
              </Table.Td>
              <Table.Td className={classes.wrap} miw={180}>
                {one.reasons.map(told).join('; ') || one.path.join(' → ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Columns of one dataset that a row names. */
const COLUMNS = 6;

function Personal({ one }: { one: BreachAffected }) {
  if (one.categories.length === 0) return <>{say('none known')}</>;
  if (one.columns.length === 0) return <>{one.categories.join(', ')}</>;
  return (
    <Stack gap={2}>
      {one.columns.slice(0, COLUMNS).map(({ path, categories, arrival }) => (
        <div key={path}>
          {path}{' '}
          <Text span size="xs" c="dimmed">
            {categories.join(', ')}
          </Text>
          {arrival !== one.arrival && (
            <Badge ms={4} size="xs" color="gray" variant="light" tt="none">
              {ARRIVAL_NAME[arrival]}
            </Badge>
          )}
        </div>
      ))}
      {one.columns.length > COLUMNS && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {columns, plural, one {# column} other {# columns}}', {
            shown: COLUMNS,
            columns: one.columns.length,
          })}
        </Text>
      )}
    </Stack>
  );
}
