import { Group, Select, Stack, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAutomation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { JobRow } from '../../../../contract/index.ts';
import { orpc, type client } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { useSentText } from '../../shared/use-sent-text.ts';
import { calmly } from '../../shared/words.ts';
import { QueryBox } from '../search/QueryBox.tsx';
import { QueryNotes } from '../search/QueryNotes.tsx';
import { JOB_STATES, STATE_NAMES, type JobState } from './model/states.ts';
import { JobLink, StateBadge } from './pieces.tsx';
import classes from './jobs.module.css';
import { say } from '../../shared/language/say.ts';

const COLUMNS: readonly GridColumn<JobRow>[] = [
  { id: 'name', header: say('Job'), width: 'minmax(14rem, 3fr)', render: (job) => <JobLink job={job} /> },
  {
    id: 'kind',
    header: say('Kind'),
    width: '9rem',
    from: 760,
    render: ({ kind, retired }) =>
      [kind && calmly(kind), retired && say('retired')].filter(Boolean).join(' · '),
  },
  {
    id: 'namespace',
    header: say('Namespace'),
    width: 'minmax(9rem, 2fr)',
    from: 900,
    render: ({ namespace }) => <span title={namespace}>{namespace}</span>,
  },
  {
    id: 'parent',
    header: say('Within'),
    width: 'minmax(8rem, 1fr)',
    from: 1100,
    render: ({ parent }) => parent && <span title={parent}>{parent}</span>,
  },
  {
    id: 'state',
    header: say('Latest run'),
    width: '8rem',
    render: ({ lastState }) => lastState && <StateBadge state={lastState} />,
  },
  { id: 'at', header: say('Last event'), width: '11rem', render: ({ lastAt }) => lastAt && instant(lastAt) },
  { id: 'runs', header: say('Runs'), width: '5rem', align: 'end', render: ({ runs }) => count(runs) },
  { id: 'inputs', header: say('Reads'), width: '5rem', align: 'end', render: ({ inputs }) => count(inputs) },
  {
    id: 'outputs',
    header: say('Writes'),
    width: '5rem',
    align: 'end',
    render: ({ outputs }) => count(outputs),
  },
];

type JobPage = Awaited<ReturnType<typeof client.jobs.list>>;

/** Two keys pressed at once ask once. */
const TYPING_MS = 60;

/** Every job that sources describe or name, with how its latest run went. */
export function JobsPage() {
  useDocumentTitle(`${say('Jobs')} · Headwater`);
  const { text: asked = '', state = 'any' } = useSearch({ from: '/jobs' });
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const show = (text: string, of: JobState): void =>
    void navigate({
      to: '/jobs',
      search: { ...(text === '' ? {} : { text }), ...(of === 'any' ? {} : { state: of }) },
      replace: true,
    });
  const { text: typed, put, flush } = useSentText(asked, (text) => show(text, state), TYPING_MS);
  usePageCommands([
    { id: 'jobs.filter', title: say('Filter jobs'), keys: ['/'], run: () => box.current?.focus() },
  ]);
  const rows = usePagedRows<JobRow, JobPage>((offset, limit) =>
    orpc.jobs.list.queryOptions({ input: { text: asked, state, offset, limit } }),
  );
  const notes = useQuery(orpc.jobs.list.queryOptions({ input: { text: asked, state, offset: 0, limit: 1 } }));
  return (
    <Stack ref={page} className={classes.listPage} p="md" gap="sm">
      <PageHeader
        title={say('Jobs')}
        description={say('What reads and writes the datasets: tasks, models, queries, scripts.')}
      />
      <Group gap="xs" align="flex-end">
        <QueryBox
          ref={box}
          label={say('Filter')}
          placeholder={say('Words, or owner: kind: is:failing …')}
          text={typed}
          scope="jobs"
          onText={put}
          onLeave={() => {
            flush();
            page.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }}
          w={300}
        />
        <Select
          label={say('Show')}
          allowDeselect={false}
          data={JOB_STATES.map((value) => ({ value, label: STATE_NAMES[value] }))}
          value={state}
          onChange={(next) => show(asked, JOB_STATES.find((name) => name === next) ?? 'any')}
          w={200}
        />
        <Text size="sm" c="dimmed" role="status" ms="auto">
          {rows.isPending ? '' : say('{jobs, plural, one {# job} other {# jobs}}', { jobs: rows.total })}
        </Text>
      </Group>
      {notes.data && !notes.isPlaceholderData ? (
        <QueryNotes text={asked} problems={notes.data.problems} near={notes.data.near} />
      ) : null}
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <NoJobs filtered={asked !== '' || state !== 'any'} />
      ) : (
        <div className={classes.grid}>
          <RowGrid
            label={say('Jobs')}
            columns={COLUMNS}
            rowCount={rows.isPending ? 12 : rows.total}
            rowAt={rows.rowAt}
            onOpen={({ id }) => void navigate({ to: '/job/$id', params: { id: String(id) } })}
            onRangeChange={rows.onRangeChange}
            listKey={`${state} ${asked}`}
            minWidth="40rem"
          />
        </div>
      )}
    </Stack>
  );
}

function NoJobs({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState icon={IconAutomation} title={filtered ? say('No jobs match') : say('No jobs are known')}>
      {filtered
        ? say('Clear the filter to see more.')
        : say('OpenLineage events, dbt projects and AWS Glue listings bring jobs. Import one of them.')}
    </EmptyState>
  );
}
