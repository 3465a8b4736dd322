import { Button, Progress, Text } from '@mantine/core';
import { IconDownload, IconSourceCode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { OriginAnswer, OriginEnd, QuestionSubject } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, percent } from '../../shared/format.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { DatasetLink } from '../jobs/pieces.tsx';
import { EndChoice, EndPicker } from './EndPicker.tsx';
import { Figure } from './Figure.tsx';
import { useRemember } from './model/recent.ts';
import { readEnd, validateOriginSearch } from './model/search-params.ts';
import { GAP_NAMES, waysInWords } from './model/words.ts';
import { ANSWER_BARS, atLeast, Facts, useSaveFile, wayText } from './pieces.tsx';
import { atSearch, PastRules, QuestionActions, QuestionTime, useAt } from './use-at.tsx';
import { SubjectLine } from './SubjectLine.tsx';
import classes from './questions.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type End = NonNullable<ReturnType<typeof readEnd>>;

/** Where a dataset or a column comes from, and where the trail is lost. */
export function OriginPage() {
  const { of } = validateOriginSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(false);
  const end = readEnd(of);
  const at = useAt();
  const ask = (next: string) => {
    setChoosing(false);
    void navigate({ to: '/origin', search: { of: next, ...atSearch(at) } });
  };
  const save = useSaveFile();
  return (
    <div className={classes.page}>
      <PageHeader
        title={say('Origin')}
        description={say('Where something comes from, and where the trail is lost.')}
        actions={
          <QuestionActions>
            {end ? (
              <Button
                variant="default"
                loading={save.isPending}
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => save.mutate(() => client.questions.originFile({ of: end, at }))}
              >
                {say('Save as CSV')}
              </Button>
            ) : null}
          </QuestionActions>
        }
      />
      <QuestionTime />
      {end ? (
        <>
          <SubjectLine
            subject={end satisfies QuestionSubject}
            prefix={sayIn('what a question is about', 'of')}
            onChange={() => setChoosing(true)}
          />
          <Answer key={JSON.stringify([of, at])} end={end} of={of ?? ''} />
        </>
      ) : (
        <EmptyState icon={IconSourceCode} title={say('Origin of what?')}>
          <div style={{ textAlign: 'start', width: 'min(32rem, 80vw)' }}>
            <EndChoice onPick={ask} />
          </div>
        </EmptyState>
      )}
      <EndPicker
        opened={choosing}
        title={say('Origin of what?')}
        onClose={() => setChoosing(false)}
        onPick={ask}
      />
    </div>
  );
}

function Answer({ end, of }: { end: End; of: string }) {
  const at = useAt();
  const query = useQuery(
    orpc.questions.origin.queryOptions({ input: { of: end, at, offset: 0, limit: 100 } }),
  );
  useRemember(
    query.data ? { to: '/origin', search: { of, ...atSearch(at) }, title: query.data.title } : null,
  );
  if (query.isPending) return <Loading bars={ANSWER_BARS} what={say('origin')} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { data } = query;
  const gaps = data.gaps.reduce((sum, gap) => sum + gap.count, 0);
  return (
    <>
      <Facts
        of={{
          [say('sources')]: count(data.sources),
          [say('gaps')]: count(gaps),
          [say('upstream')]: count(data.upstream),
          [say('ways to the origin')]: atLeast(data.ways.exact, count(data.ways.all)),
        }}
      />
      <PastRules rules={data.rules} />
      <Coverage data={data} />
      <Section title={say('Drawn')}>
        <Figure figure={data.figure} label={told(data.title)} />
      </Section>
      <Ends end={end} data={data} />
      <Untraced data={data} />
    </>
  );
}

/** How much of the origin is known, with what that number is. */
function Coverage({ data }: { data: OriginAnswer }) {
  const { ways, columnsTraced } = data;
  return (
    <Section title={say('Coverage')}>
      <Text size="lg" fw={600}>
        {percent(ways.traced, ways.all)}
      </Text>
      <Progress
        value={ways.all === 0 ? 0 : (100 * ways.traced) / ways.all}
        my={6}
        aria-label={say('Ways that end at a real source')}
      />
      <Text size="sm">{waysInWords(ways)}</Text>
      {columnsTraced && columnsTraced.columns > 0 ? (
        <Text size="sm" mt={4}>
          {say(
            'Of {columns, plural, one {# column} other {# columns}}, {whole, number} traced to real sources, {partly, number} in part, and {untraced, number} not.',
            {
              columns: columnsTraced.columns,
              whole: columnsTraced.whole,
              partly: columnsTraced.partly,
              untraced: columnsTraced.columns - columnsTraced.whole - columnsTraced.partly,
            },
          )}
        </Text>
      ) : null}
      {data.gaps.length > 0 ? (
        <Text size="sm" mt={4}>
          {say('Gaps: {gaps}.', {
            gaps: data.gaps.map((gap) => `${GAP_NAMES[gap.code]} ${count(gap.count)}`).join(', '),
          })}
        </Text>
      ) : null}
    </Section>
  );
}

const COLUMNS: readonly GridColumn<OriginEnd>[] = [
  {
    id: 'end',
    header: say('End'),
    width: 'minmax(7rem, 1fr)',
    render: ({ gap }) =>
      gap ? (
        <span title={told(gap.reason)}>{say('Gap: {gap}', { gap: GAP_NAMES[gap.code] })}</span>
      ) : (
        say('Source')
      ),
  },
  {
    id: 'name',
    header: say('Dataset'),
    width: 'minmax(14rem, 2fr)',
    render: ({ dataset }) => <DatasetLink dataset={dataset} />,
  },
  {
    id: 'column',
    header: say('Column'),
    width: 'minmax(6rem, 1fr)',
    render: ({ column }) => column && <span title={column.name}>{column.name}</span>,
  },
  { id: 'hops', header: say('Hops'), width: '4rem', align: 'end', render: ({ distance }) => count(distance) },
  {
    id: 'ways',
    header: say('Ways'),
    width: '7rem',
    align: 'end',
    render: ({ paths, pathsExact }) => atLeast(pathsExact, count(paths)),
  },
  {
    id: 'way',
    header: say('Shortest way, or why lineage stops'),
    width: 'minmax(12rem, 3fr)',
    from: 800,
    render: ({ gap, way }) => {
      const steps = wayText(way.map(({ dataset, column }) => ({ ...dataset, column })));
      return (
        <span title={gap ? `${told(gap.reason)}\n${steps}` : steps}>{gap ? told(gap.reason) : steps}</span>
      );
    },
  },
];

function Ends({ end, data }: { end: End; data: OriginAnswer }) {
  const navigate = useNavigate();
  const at = useAt();
  const rows = usePagedRows<OriginEnd, OriginAnswer>((offset, limit) =>
    orpc.questions.origin.queryOptions({ input: { of: end, at, offset, limit } }),
  );
  const columns = data.column ? COLUMNS : COLUMNS.filter(({ id }) => id !== 'column');
  return (
    <Section title={say('Where ways end {total, number}', { total: data.total })}>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      <div className={classes.grid}>
        <RowGrid
          label={say('Where ways end')}
          columns={columns}
          rowCount={rows.isPending ? 4 : rows.total}
          rowAt={rows.rowAt}
          onOpen={({ dataset }) => void navigate({ to: '/dataset/$id', params: { id: String(dataset.id) } })}
          onRangeChange={rows.onRangeChange}
          minWidth="40rem"
        />
      </div>
    </Section>
  );
}

/** Datasets upstream whose own lineage is known, but not that of all their columns. */
function Untraced({ data: { untraced, untracedTotal } }: { data: OriginAnswer }) {
  if (untracedTotal === 0) return null;
  return (
    <Section
      title={say('Upstream, with columns that are not all traced {untraced, number}', {
        untraced: untracedTotal,
      })}
    >
      <ul className={classes.list}>
        {untraced.map(({ dataset, gap }) => (
          <li key={dataset.id}>
            <DatasetLink dataset={dataset} />
            <Text size="xs" c="dimmed" ms={20}>
              {told(gap.reason)}
            </Text>
          </li>
        ))}
      </ul>
      {untraced.length < untracedTotal ? (
        <Text size="xs" c="dimmed" mt={4}>
          {say('{shown, number} of {total, number} are shown.', {
            shown: untraced.length,
            total: untracedTotal,
          })}
        </Text>
      ) : null}
    </Section>
  );
}
