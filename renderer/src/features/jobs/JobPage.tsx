import { Alert, Badge, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JobDetail } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { calmly, sourceName } from '../../shared/words.ts';
import { Loading } from '../../shared/Loading.tsx';
import { JsonTree } from '../dataset/JsonTree.tsx';
import { AskMenu } from '../questions/AskMenu.tsx';
import { readId } from '../dataset/model/search-params.ts';
import { JobDatasets } from './JobDatasets.tsx';
import { JobRuns } from './JobRuns.tsx';
import { Code, Fact, JobLink, JobNames } from './pieces.tsx';
import classes from './jobs.module.css';
import { roleName } from '../stewardship/model/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** One job: what it reads and writes, how its runs went, its code, and what runs before and after it. */
export function JobPage() {
  const params = useParams({ strict: false });
  const id = readId(params.id);
  const query = useQuery({ ...orpc.jobs.get.queryOptions({ input: { id: id ?? 1 } }), enabled: id !== null });
  if (id === null) return <Missing error={new Error(say('The address does not name a job.'))} />;
  if (query.isPending) return <LoadingPage what={say('job')} />;
  if (query.error) return <Missing error={query.error} onRetry={() => void query.refetch()} />;
  return <Job key={query.data.id} job={query.data} />;
}

function Job({ job }: { job: JobDetail }) {
  useDocumentTitle(`${job.name} · Headwater`);
  return (
    <article className={classes.page} aria-label={job.name}>
      <JobHeader job={job} />
      {job.runs.incomplete > 0 && <Incomplete count={job.runs.incomplete} total={job.runs.total} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <JobDatasets title={say('Reads')} datasets={job.inputs} direction="input" />
        <JobDatasets title={say('Writes')} datasets={job.outputs} direction="output" />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {job.explicitFlows
          ? say(
              'Where the source says which dataset feeds which, only that counts; elsewhere each that is read is taken to feed each that is written.',
            )
          : say(
              'The source does not say which dataset feeds which, so each that is read is taken to feed each that is written.',
            )}
      </Text>
      <JobRuns job={job} />
      <Order job={job} />
      {job.sql !== null && (
        <Section title={say('SQL')}>
          <Code text={job.sql} label={say('SQL of this job')} />
        </Section>
      )}
      {job.code !== null && (
        <Section
          title={
            job.code.language
              ? say('Source code ({language})', { language: calmly(job.code.language) })
              : say('Source code')
          }
        >
          <Code text={job.code.text} label={say('Source code of this job')} />
        </Section>
      )}
      {job.properties.length > 0 && <Properties properties={job.properties} />}
      <EvidenceLines job={job} />
    </article>
  );
}

function JobHeader({ job }: { job: JobDetail }) {
  return (
    <Stack component="header" gap="xs">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2}>
          <Title order={1} size="h3" className={classes.name}>
            {job.name}
          </Title>
          <Text size="sm" c="dimmed" className={classes.name}>
            {[say('Job'), job.kind && calmly(job.kind), job.namespace].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
        <AskMenu on="job" id={job.id} />
      </Group>
      {(job.retired || job.referencedOnly || job.labels.length > 0) && (
        <Group gap="xs">
          {job.retired && (
            <Badge variant="outline" color="gray" className={classes.plain}>
              {say('Retired')}
            </Badge>
          )}
          {job.referencedOnly && (
            <Badge
              variant="outline"
              color="gray"
              className={classes.plain}
              title={say('Other jobs name it; no source describes it.')}
            >
              {say('Only mentioned')}
            </Badge>
          )}
          {job.labels.map(({ key, value, origin }) => (
            <Badge key={`${origin} ${key} ${value}`} variant="light" color="gray" className={classes.plain}>
              {key && value ? `${key}: ${value}` : key || value}
            </Badge>
          ))}
        </Group>
      )}
      {job.description && <Text className={classes.text}>{job.description.text}</Text>}
      <dl className={classes.facts}>
        <Fact name={say('Within')}>{job.parent && <JobLink job={job.parent} />}</Fact>
        <Fact name={say('Owners')}>
          {job.owners.map(({ name, role }) => (role ? `${name} (${roleName(role)})` : name)).join(', ')}
        </Fact>
        <Fact name={say('Code')}>{job.codeLocation}</Fact>
        <Fact name={say('Id in the source')}>{job.sourceId}</Fact>
      </dl>
    </Stack>
  );
}

function Incomplete({ count, total }: { count: number; total: number }) {
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={say('Lineage is known to be incomplete')}
    >
      {say(
        'In {count, number} of {total, number} runs the producer could not extract everything that was read or written. The runs are marked below.',
        { count, total },
      )}
    </Alert>
  );
}

/** Order and containment: what no dataset shows. */
function Order({ job }: { job: JobDetail }) {
  const lists = [
    [say('Runs after'), job.before, undefined],
    [say('Runs before'), job.after, undefined],
    [say('Gets data from'), job.dataFrom, undefined],
    [say('Hands data to'), job.dataTo, undefined],
    [say('Contains'), job.children, job.childrenTotal],
  ] as const;
  const shown = lists.filter(([, jobs]) => jobs.length > 0);
  if (shown.length === 0) return null;
  return (
    <Section title={say('Order and parts')}>
      <Text size="sm" c="dimmed" mb="sm">
        {say(
          'Which job waits for which, and which belongs to which. This is no data flow, unless it says so.',
        )}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {shown.map(([title, jobs, total]) => (
          <section key={title} aria-label={title}>
            <Title order={3} size="h6">
              {title}
            </Title>
            <JobNames jobs={jobs} {...(total === undefined ? {} : { total })} />
          </section>
        ))}
      </SimpleGrid>
    </Section>
  );
}

/** What sources say beyond the catalog's own terms. */
export function Properties({ properties }: Pick<JobDetail, 'properties'>) {
  const values = properties.map(({ key, value, origin }, index) => ({
    path: `${index}`,
    key: `${key} (${sourceName(origin)})`,
    value,
  }));
  return (
    <Section title={say('Properties ({properties, number})', { properties: properties.length })}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('As the sources say it. Arrow keys move, right opens, left closes.')}
      </Text>
      <JsonTree label={say('Properties')} values={values} />
    </Section>
  );
}

function EvidenceLines({ job }: { job: JobDetail }) {
  if (job.evidence.length === 0) return null;
  return (
    <Section title={say('Evidence')}>
      <ul className={classes.list}>
        {job.evidence.map(({ importer, file, at, sha256 }) => (
          <li key={`${file} ${at} ${importer}`}>
            <Text size="sm" span>
              {sourceName(importer)}: {file}, {told(at)}
            </Text>{' '}
            <Text size="xs" c="dimmed" span ff="monospace" title={sha256}>
              {`SHA-256 ${sha256.slice(0, 12)}…`}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A job or run that cannot be shown, with a way on. */
export function Missing({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <Stack gap="md" className={classes.page}>
      <PageHeader
        title={say('Jobs')}
        actions={
          <ButtonLink to="/jobs" search={{}} variant="default">
            {say('All jobs')}
          </ButtonLink>
        }
      />
      <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
    </Stack>
  );
}

export function LoadingPage({ what }: { what: string }) {
  return (
    <Loading
      what={what}
      className={classes.page}
      bars={[{ height: 28, width: '40%' }, { height: 16, width: '60%' }, 200, 240]}
    />
  );
}
