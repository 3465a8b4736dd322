import { Badge, Checkbox, Group, Table, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobDetail, JobRun } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { count } from '../../shared/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { stateName } from '../../shared/words.ts';
import { formatDuration, formatInstant, formatNumber } from '../dataset/model/format.ts';
import { StateBadge } from './pieces.tsx';
import { Trend } from './Trend.tsx';
import classes from './jobs.module.css';
import { say } from '../../shared/language/say.ts';

/** The runs of a job, latest first. */
export function JobRuns({ job }: { job: JobDetail }) {
  const runs = useFlat(
    useInfiniteQuery(
      orpc.jobs.runs.infiniteOptions({
        input: (offset: number) => ({ id: job.id, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const summary = job.runs.states.map(({ state, count: n }) => `${count(n)} ${stateName(state)}`).join(', ');
  return (
    <Section
      title={say('Runs {runs, number}', { runs: job.runs.total })}
      aside={
        <Text size="sm" c="dimmed">
          {summary}
        </Text>
      }
    >
      <Trend jobId={job.id} />
      {job.runs.total > 1 && <CompareChosen chosen={chosen} runs={runs.items} />}
      <PagedList
        list={runs}
        what={say('runs')}
        empty={
          <Text size="sm" c="dimmed">
            {say('No runs are known. What it reads and writes is declared.')}
          </Text>
        }
      >
        {(items) => <RunTable runs={items} chosen={chosen} onChoose={setChosen} />}
      </PagedList>
    </Section>
  );
}

/** Two runs of the table side by side; the earlier one first. */
function CompareChosen({ chosen, runs }: { chosen: readonly number[]; runs: readonly JobRun[] }) {
  const [b, a] = runs.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
  const ready = a !== undefined && b !== undefined;
  return (
    <Group gap="xs" mb="xs">
      <ButtonLink
        to="/compare"
        search={ready ? { kind: 'runs', a, b } : {}}
        size="compact-sm"
        variant="default"
        data-disabled={!ready || undefined}
        aria-disabled={!ready}
        leftSection={<IconArrowsDiff size={14} aria-hidden />}
        onClick={(event) => {
          if (!ready) event.preventDefault();
        }}
      >
        {say('Compare two runs')}
      </ButtonLink>
      <Text size="xs" c="dimmed" role="status">
        {ready
          ? say('The two chosen runs, with everything upstream.')
          : say('Choose two runs; {chosen, number} of 2 are chosen.', { chosen: chosen.length })}
      </Text>
    </Group>
  );
}

interface RunTableProps {
  runs: readonly JobRun[];
  chosen: readonly number[];
  onChoose: (chosen: readonly number[]) => void;
}

function RunTable({ runs, chosen, onChoose }: RunTableProps) {
  // A third one takes the place of the one that was chosen first.
  const toggle = (id: number) =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen.slice(-1), id]);
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label={say('Runs, scrolls sideways')}>
      <Table striped verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Compare')}</Table.Th>
            <Table.Th>{say('Run id')}</Table.Th>
            <Table.Th>{say('State')}</Table.Th>
            <Table.Th>{say('Started')}</Table.Th>
            <Table.Th ta="end">{say('Duration')}</Table.Th>
            <Table.Th>{say('Scheduled for')}</Table.Th>
            <Table.Th ta="end">{say('Reads')}</Table.Th>
            <Table.Th ta="end">{say('Writes')}</Table.Th>
            <Table.Th ta="end">{say('Rows written')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={say('Choose run {runId} to compare', { runId: run.runId })}
                  disabled={run.referencedOnly}
                  checked={chosen.includes(run.id)}
                  onChange={() => toggle(run.id)}
                />
              </Table.Td>
              <Table.Td className={classes.wrap}>
                <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
                  {run.runId}
                </AnchorLink>
              </Table.Td>
              <Table.Td miw={run.incomplete ? '13rem' : '6.5rem'}>
                <Group gap={4}>
                  {run.referencedOnly ? (
                    <Text size="sm" c="dimmed">
                      {say('only mentioned')}
                    </Text>
                  ) : (
                    <StateBadge state={run.state} />
                  )}
                  {run.incomplete && (
                    <Badge size="sm" color="yellow" variant="light" className={classes.plain}>
                      {say('lineage incomplete')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td className={classes.nowrap}>{formatInstant(run.startedAt ?? run.lastAt)}</Table.Td>
              <Table.Td ta="end">{formatDuration(run.startedAt, run.endedAt)}</Table.Td>
              <Table.Td className={classes.nowrap}>{formatInstant(run.nominalStart)}</Table.Td>
              <Table.Td ta="end">{count(run.inputs)}</Table.Td>
              <Table.Td ta="end">{count(run.outputs)}</Table.Td>
              <Table.Td ta="end">{formatNumber(run.rowsWritten)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
