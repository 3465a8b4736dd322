import { Button, Text } from '@mantine/core';
import { IconArrowsExchange, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { PathsAnswer } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { EndPicker } from './EndPicker.tsx';
import { Figure } from './Figure.tsx';
import { useRemember } from './model/recent.ts';
import { readEnd, validatePathsSearch, type PathsSearch } from './model/search-params.ts';
import { PathList } from './paths/PathList.tsx';
import { PathSteps } from './paths/PathSteps.tsx';
import { ANSWER_BARS, useSaveFile } from './pieces.tsx';
import { PastRules, QuestionActions, QuestionTime, useAt } from './use-at.tsx';
import { SubjectLine } from './SubjectLine.tsx';
import classes from './questions.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const MAX = 100;
const MOST_IN_FILE = 1000;
type End = NonNullable<ReturnType<typeof readEnd>>;

/** Every way that data take between two datasets or two columns. */
export function PathsPage() {
  const search = validatePathsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState<'from' | 'to' | null>(null);
  const [from, to] = [readEnd(search.from), readEnd(search.to)];
  const go = (next: PathsSearch) => void navigate({ to: '/paths', search: next });
  const ends = from && to && from.on === to.on ? { from, to } : null;
  return (
    <div className={classes.page}>
      <PageHeader
        title={say('Paths')}
        description={say('How data get from here to there.')}
        actions={<QuestionActions>{ends ? <Save {...ends} /> : null}</QuestionActions>}
      />
      <QuestionTime />
      <End end={from} which="from" onChange={() => setChoosing('from')} />
      <End end={to} which="to" onChange={() => setChoosing('to')} />
      {from && to && from.on !== to.on ? (
        <EmptyState icon={IconArrowsExchange} title={say('Two datasets, or two columns')}>
          {say('One end is a dataset and the other a column. Change one of them.')}
        </EmptyState>
      ) : null}
      {ends ? <Answer key={`${search.from} ${search.to} ${search.at}`} {...ends} search={search} /> : null}
      <EndPicker
        opened={choosing !== null}
        title={choosing === 'to' ? say('To where?') : say('From where?')}
        onClose={() => setChoosing(null)}
        onPick={(handle) => {
          if (choosing) go({ ...search, [choosing]: handle });
          setChoosing(null);
        }}
      />
    </div>
  );
}

const END_WORDS = { from: sayIn('an end of paths', 'from'), to: sayIn('an end of paths', 'to') } as const;

function End({ end, which, onChange }: { end: End | null; which: 'from' | 'to'; onChange: () => void }) {
  if (end) return <SubjectLine subject={end} prefix={END_WORDS[which]} onChange={onChange} />;
  return (
    <div>
      <Button size="compact-sm" onClick={onChange}>
        {which === 'from' ? say('Choose where from…') : say('Choose where to…')}
      </Button>
    </div>
  );
}

function Save({ from, to }: { from: End; to: End }) {
  const save = useSaveFile();
  const at = useAt();
  return (
    <Button
      variant="default"
      loading={save.isPending}
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => save.mutate(() => client.questions.pathsFile({ from, to, at, max: MOST_IN_FILE }))}
    >
      {say('Save as CSV')}
    </Button>
  );
}

function Answer({ from, to, search }: { from: End; to: End; search: PathsSearch }) {
  const at = useAt();
  const query = useQuery(orpc.questions.paths.queryOptions({ input: { from, to, at, max: MAX } }));
  const [chosen, setChosen] = useState(0);
  useRemember(query.data ? { to: '/paths', search: { ...search }, title: query.data.title } : null);
  if (query.isPending) return <Loading bars={ANSWER_BARS} what={say('paths')} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { data } = query;
  if (data.paths.length === 0)
    return (
      <EmptyState icon={IconArrowsExchange} title={say('No path connects the two')}>
        {at
          ? say('Neither way round, as far as imported sources told by then.')
          : say('Neither way round, as far as imported sources tell.')}
      </EmptyState>
    );
  const path = data.paths[chosen] ?? data.paths[0] ?? [];
  const lit = new Set(path.flatMap((at) => data.nodes[at]?.dataset.id ?? []));
  return (
    <>
      <Text size="sm" role="status">
        {countWords(data)} {data.reversed ? say('The data flow the other way round than asked.') : ''}
      </Text>
      <PastRules rules={data.rules} />
      <Section title={say('Drawn')}>
        <Figure figure={data.figure} label={told(data.title)} lit={lit} />
      </Section>
      <div className={classes.split}>
        <Section title={say('Paths')}>
          <PathList answer={data} chosen={chosen} onChoose={setChosen} />
        </Section>
        <Section title={say('Steps of the chosen path')}>
          <PathSteps answer={data} path={path} />
        </Section>
      </div>
    </>
  );
}

/** `100 of 3,482 paths are listed, the shortest first.` */
function countWords({ paths, total, totalExact }: PathsAnswer): string {
  if (paths.length === total)
    return say(
      '{paths, plural, one {# path, all of them. The shortest first.} other {# paths, all of them. The shortest first.}}',
      { paths: total },
    );
  const numbers = { listed: paths.length, total, most: MOST_IN_FILE };
  return totalExact
    ? say(
        '{listed, number} of {total, number} paths are listed, the shortest first. The file has up to {most, number}.',
        numbers,
      )
    : say(
        '{listed, number} of at least {total, number} paths are listed, the shortest first. The file has up to {most, number}.',
        numbers,
      );
}
