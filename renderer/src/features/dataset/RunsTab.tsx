import { Badge, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { DatasetDetail, JobRef, Run } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { formatBytes, formatDuration, formatInstant, formatNumber } from './model/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { useRuns } from './use-paged.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { calmly, stateName } from '../../shared/words.ts';
import classes from './dataset.module.css';
import { say } from '../../shared/language/say.ts';

/** The jobs that write and read the dataset, and their runs. */
export function RunsTab({ dataset }: { dataset: DatasetDetail }) {
  const runs = useRuns(dataset.id);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Jobs
          title={say('Written by')}
          jobs={dataset.producers}
          empty={say('No job is known to write this dataset.')}
        />
        <Jobs
          title={say('Read by')}
          jobs={dataset.consumers}
          empty={say('No job is known to read this dataset.')}
        />
      </SimpleGrid>
      <section aria-label={say('Runs')}>
        <Title order={2} size="h6" mb="xs">
          {say('Runs')}
        </Title>
        <PagedList
          list={runs}
          what={say('runs')}
          empty={
            <EmptyState title={say('No runs are known')}>
              {say('OpenLineage events and dbt run results carry runs. Lineage above may still be declared.')}
            </EmptyState>
          }
        >
          {(items) => <RunTable runs={items} />}
        </PagedList>
      </section>
    </Stack>
  );
}

function Jobs({ title, jobs, empty }: { title: string; jobs: readonly JobRef[]; empty: string }) {
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Title order={2} size="h6">
        {title}
      </Title>
      {jobs.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ul className={classes.wrap}>
          {jobs.map(({ id, name, namespace, kind }) => (
            <li key={id}>
              <AnchorLink to="/job/$id" params={{ id: String(id) }} size="sm">
                {name}
              </AnchorLink>{' '}
              <Text span size="xs" c="dimmed">
                {kind && `${calmly(kind)} `}
                {say('in {namespace}', { namespace })}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}

const DIRECTION: Record<Run['direction'], string> = {
  input: say('read it'),
  output: say('wrote it'),
  both: say('read and wrote it'),
};

function RunTable({ runs }: { runs: readonly Run[] }) {
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label={say('Runs, scrolls sideways')}>
      <Table striped verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Started')}</Table.Th>
            <Table.Th>{say('State')}</Table.Th>
            <Table.Th>{say('Job')}</Table.Th>
            <Table.Th>{say('What it did')}</Table.Th>
            <Table.Th ta="end">{say('Duration')}</Table.Th>
            <Table.Th ta="end">{say('Rows')}</Table.Th>
            <Table.Th ta="end">{say('Size')}</Table.Th>
            <Table.Th>{say('Dataset version')}</Table.Th>
            <Table.Th>{say('Run id')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={`${run.id} ${run.direction}`}>
              <Table.Td className={classes.nowrap}>{formatInstant(run.startedAt ?? run.endedAt)}</Table.Td>
              <Table.Td className={classes.nowrap} miw="6.5rem">
                <Badge
                  variant="outline"
                  size="sm"
                  color={/fail|abort|error/i.test(run.state) ? 'red' : 'gray'}
                  className={classes.plain}
                  style={{ flex: 'none' }}
                >
                  {stateName(run.state)}
                </Badge>
              </Table.Td>
              <Table.Td className={classes.wrap} title={run.job.namespace}>
                <AnchorLink to="/job/$id" params={{ id: String(run.job.id) }} size="sm">
                  {run.job.name}
                </AnchorLink>
              </Table.Td>
              <Table.Td className={classes.nowrap}>{DIRECTION[run.direction]}</Table.Td>
              <Table.Td ta="end">{formatDuration(run.startedAt, run.endedAt)}</Table.Td>
              <Table.Td ta="end">{formatNumber(run.rowCount)}</Table.Td>
              <Table.Td ta="end">{formatBytes(run.byteCount)}</Table.Td>
              <Table.Td className={classes.wrap}>{run.version ?? '–'}</Table.Td>
              <Table.Td className={classes.wrap}>
                <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
                  {run.runId}
                </AnchorLink>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
