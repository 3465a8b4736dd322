import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RunDetail, RunRef } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { formatDuration, formatInstant } from '../dataset/model/format.ts';
import { AskMenu } from '../questions/AskMenu.tsx';
import { readId } from '../dataset/model/search-params.ts';
import { LoadingPage, Missing, Properties } from './JobPage.tsx';
import { Code, DatasetLink, Fact, JobLink, StateBadge } from './pieces.tsx';
import { RunDatasets } from './RunDatasets.tsx';
import { RunHistory } from './RunHistory.tsx';
import classes from './jobs.module.css';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** One run: when, within what, what it read and wrote in which version, and what went wrong. */
export function RunPage() {
  const params = useParams({ strict: false });
  const id = readId(params.id);
  const query = useQuery({ ...orpc.jobs.run.queryOptions({ input: { id: id ?? 1 } }), enabled: id !== null });
  if (id === null) return <Missing error={new Error(say('The address does not name a run.'))} />;
  if (query.isPending) return <LoadingPage what={say('run')} />;
  if (query.error) return <Missing error={query.error} onRetry={() => void query.refetch()} />;
  return <Run key={query.data.id} run={query.data} />;
}

function Run({ run }: { run: RunDetail }) {
  const title = say('Run of {job}', { job: run.job.name });
  useDocumentTitle(`${title} · Headwater`);
  return (
    <article className={classes.page} aria-label={say('Run {run}', { run: run.runId })}>
      <Stack component="header" gap={4}>
        <Group gap="xs">
          <Title order={1} size="h3" className={classes.name}>
            {title}
          </Title>
          {run.referencedOnly ? null : <StateBadge state={run.state} />}
          <AskMenu on="run" id={run.id} />
        </Group>
        <Text size="sm" c="dimmed" className={classes.name}>
          {run.runId}
        </Text>
      </Stack>
      {run.referencedOnly && (
        <Text size="sm">
          {say('Other runs name this one. No event of it was imported, so its state is not known.')}
        </Text>
      )}
      {run.referencedOnly ? null : <RunHistory run={run} />}
      <Failure run={run} />
      <Extraction run={run} />
      <Times run={run} />
      <RunDatasets title={say('Read')} facetsLabel={say('Facets of what was read')} datasets={run.inputs} />
      <RunDatasets
        title={say('Wrote')}
        facetsLabel={say('Facets of what was written')}
        datasets={run.outputs}
      />
      {run.flows && <Flows flows={run.flows} />}
      {run.children.length > 0 && <Children run={run} />}
      {run.properties.length > 0 && <Properties properties={run.properties} />}
    </article>
  );
}

function Times({ run }: { run: RunDetail }) {
  const instants = (at: string | null) => (at === null ? null : formatInstant(at));
  return (
    <Section title={say('About the run')}>
      <dl className={classes.facts}>
        <Fact name={say('Job')}>
          <JobLink job={run.job} />
        </Fact>
        <Fact name={say('Within')}>{run.parent && <RunLink run={run.parent} />}</Fact>
        <Fact name={say('At the top')}>
          {run.root &&
            say('{job} in {namespace}, run {run}', {
              job: run.root.name,
              namespace: run.root.namespace,
              run: run.root.runId,
            })}
        </Fact>
        <Fact name={say('Started')}>{instants(run.startedAt)}</Fact>
        <Fact name={say('Ended')}>{instants(run.endedAt)}</Fact>
        <Fact name={say('Duration')}>
          {run.startedAt && run.endedAt ? formatDuration(run.startedAt, run.endedAt) : null}
        </Fact>
        <Fact name={say('First event')}>{run.firstAt === run.startedAt ? null : instants(run.firstAt)}</Fact>
        <Fact name={say('Last event')}>{run.lastAt === run.endedAt ? null : instants(run.lastAt)}</Fact>
        <Fact name={say('Scheduled for')}>
          {run.nominalStart &&
            [instants(run.nominalStart), instants(run.nominalEnd)].filter(Boolean).join(' – ')}
        </Fact>
        <Fact name={say('Tags')}>
          {run.labels.map(({ key, value }) => (key && value ? `${key}: ${value}` : key || value)).join(', ')}
        </Fact>
        <Fact name={say('First read in')}>
          {run.evidence.file}, {told(run.evidence.at)}{' '}
          <Text span size="xs" c="dimmed" ff="monospace" title={run.evidence.sha256}>
            {`SHA-256 ${run.evidence.sha256.slice(0, 12)}…`}
          </Text>
        </Fact>
      </dl>
    </Section>
  );
}

function RunLink({ run }: { run: RunRef }) {
  return (
    <Say
      text="{run} of {job}"
      values={{
        run: (
          <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
            {run.runId}
          </AnchorLink>
        ),
        job: <JobLink job={run.job} />,
      }}
    />
  );
}

function Failure({ run: { error } }: { run: RunDetail }) {
  if (!error) return null;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={say('The run reported an error')}
    >
      <Text size="sm" className={classes.text}>
        {error.message}
      </Text>
      {error.stackTrace && (
        <Code
          text={error.stackTrace}
          label={
            error.language
              ? say('stack trace ({language})', { language: error.language })
              : say('stack trace')
          }
        />
      )}
    </Alert>
  );
}

function Extraction({ run: { extraction } }: { run: RunDetail }) {
  if (!extraction) return null;
  const { failedTasks, totalTasks, errors } = extraction;
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={say('Lineage of this run is known to be incomplete')}
    >
      <Text size="sm">
        {failedTasks !== null && totalTasks !== null
          ? say(
              'The producer could not extract everything that the run read or wrote: {failed, number} of {total, number} tasks failed.',
              { failed: failedTasks, total: totalTasks },
            )
          : say('The producer could not extract everything that the run read or wrote.')}
      </Text>
      {errors.length > 0 && (
        <ul className={classes.list}>
          {errors.map(({ message, task }, index) => (
            <li key={index}>
              <Text size="sm">{task ? `${task}: ${message}` : message}</Text>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

function Flows({ flows }: { flows: NonNullable<RunDetail['flows']> }) {
  return (
    <Section title={say('Flows that the run states {flows, number}', { flows: flows.length })}>
      {flows.length === 0 ? (
        <Text size="sm">
          {say('The run states that nothing flows from what it read into what it wrote.')}
        </Text>
      ) : (
        <ul className={classes.list}>
          {flows.map(({ from, to }) => (
            <li key={`${from.id} ${to.id}`}>
              <Group gap="xs">
                <Say
                  text="{from} feeds {to}"
                  values={{
                    from: <DatasetLink dataset={from} />,
                    to: <DatasetLink dataset={to} />,
                  }}
                />
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Children({ run }: { run: RunDetail }) {
  return (
    <Section title={say('Runs within this one {runs, number}', { runs: run.childrenTotal })}>
      <ul className={classes.list}>
        {run.children.map((child) => (
          <li key={child.id}>
            <Group gap="xs">
              <StateBadge state={child.state} />
              <span>
                <RunLink run={child} />
              </span>
            </Group>
          </li>
        ))}
      </ul>
      {run.childrenTotal > run.children.length && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number} are shown.', {
            shown: run.children.length,
            total: run.childrenTotal,
          })}
        </Text>
      )}
    </Section>
  );
}
