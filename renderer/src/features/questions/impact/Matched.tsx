import { Table, Text } from '@mantine/core';
import type { ImpactAnswer } from '../../../../../contract/index.ts';
import { instant } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { DatasetLink, JobLink } from '../../jobs/pieces.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

function Rest({ shown, total }: { shown: number; total: number }) {
  if (shown === total) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {say('{shown, number} of {total, number} are shown; the report has all.', { shown, total })}
    </Text>
  );
}

/** Jobs that are the code that was asked about. */
export function MatchedCode({ head: { matched, matchedTotal } }: { head: ImpactAnswer }) {
  if (matched.length === 0)
    return (
      <Text size="sm">
        {say(
          'No job is known to be this code. Jobs tell their code in a source code location (repository, path, version); without it, ask about the job itself.',
        )}
      </Text>
    );
  return (
    <div
      className={classes.scroll}
      tabIndex={0}
      role="group"
      aria-label={say('Jobs that are this code, scrolls')}
    >
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Job')}</Table.Th>
            <Table.Th>{say('Repository')}</Table.Th>
            <Table.Th>{say('Path')}</Table.Th>
            <Table.Th>{say('Version')}</Table.Th>
            <Table.Th ta="end">{say('Runs that count')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {matched.map(({ job, repo, path, versions, runs, runsTotal }) => (
            <Table.Tr key={job.id}>
              <Table.Td className={classes.wrap}>
                <JobLink job={job} />
              </Table.Td>
              <Table.Td className={classes.wrap}>{repo}</Table.Td>
              <Table.Td className={classes.wrap}>{path}</Table.Td>
              <Table.Td className={classes.wrap}>{versions.join(', ')}</Table.Td>
              <Table.Td ta="end">
                {runsTotal === 0
                  ? say('no run is known')
                  : say('{runs, number} of {total, number}', { runs, total: runsTotal })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Rest shown={matched.length} total={matchedTotal} />
    </div>
  );
}

/** Runs that replaced what the asked one, or one that it fed, had written. */
export function Overwrites({ head: { overwrites, overwritesTotal } }: { head: ImpactAnswer }) {
  if (overwrites.length === 0)
    return <Text size="sm">{say('No later run is known to have written any of it again.')}</Text>;
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={say('Written again, scrolls')}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Dataset')}</Table.Th>
            <Table.Th>{say('Written again by')}</Table.Th>
            <Table.Th>{say('Run')}</Table.Th>
            <Table.Th>{say('At')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {overwrites.map(({ dataset, run, job }) => (
            <Table.Tr key={`${dataset.id} ${run.id}`}>
              <Table.Td>
                <DatasetLink dataset={dataset} />
              </Table.Td>
              <Table.Td className={classes.wrap}>{job ? <JobLink job={job} /> : null}</Table.Td>
              <Table.Td className={classes.wrap}>
                <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
                  {run.runId}
                </AnchorLink>
              </Table.Td>
              <Table.Td>{run.at ? instant(run.at) : say('not known')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Rest shown={overwrites.length} total={overwritesTotal} />
    </div>
  );
}
