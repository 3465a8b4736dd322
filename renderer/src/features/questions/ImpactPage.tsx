import { Button, Menu, Tabs } from '@mantine/core';
import { IconArrowsSplit2, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImpactAnswer, QuestionSubject } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { AffectedList } from './impact/AffectedList.tsx';
import { JobsList } from './impact/JobsList.tsx';
import { MatchedCode, Overwrites } from './impact/Matched.tsx';
import { OwnersList } from './impact/OwnersList.tsx';
import { IMPACT_TABS, subjectOf, validateImpactSearch, type ImpactTab } from './model/search-params.ts';
import { useRemember } from './model/recent.ts';
import { ANSWER_BARS, Facts, Rules, useSaveFile } from './pieces.tsx';
import { SubjectChoice, SubjectPicker } from './SubjectPicker.tsx';
import { atSearch, QuestionActions, QuestionTime, useAt } from './use-at.tsx';
import { SubjectLine } from './SubjectLine.tsx';
import classes from './questions.module.css';
import { say, sayIn } from '../../shared/language/say.ts';

const FORMATS = [
  ['xlsx', say('Workbook (XLSX)')],
  ['csv', say('List (CSV)')],
  ['pdf', say('Report (PDF)')],
  ['drafts', say('Mail drafts to owners (ZIP of EML)')],
] as const;

/** What a change reaches: from a dataset, a column, a job, a run or a piece of code. */
export function ImpactPage() {
  const search = validateImpactSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(false);
  const subject = subjectOf(search);
  const at = useAt();
  const ask = (next: typeof search) => {
    setChoosing(false);
    void navigate({ to: '/impact', search: { ...next, ...atSearch(at) } });
  };
  return (
    <div className={classes.page}>
      <PageHeader
        title={say('Impact')}
        description={say('What a change reaches, and who must know.')}
        actions={<QuestionActions>{subject ? <Files subject={subject} /> : null}</QuestionActions>}
      />
      <QuestionTime />
      {subject ? (
        <>
          <SubjectLine
            subject={subject}
            prefix={sayIn('what a question is about', 'of')}
            onChange={() => setChoosing(true)}
          />
          <Answer key={JSON.stringify([subject, at])} subject={subject} />
        </>
      ) : (
        <EmptyState icon={IconArrowsSplit2} title={say('Impact of what?')}>
          <div style={{ textAlign: 'start', width: 'min(32rem, 80vw)' }}>
            <SubjectChoice search={search} onPick={ask} />
          </div>
        </EmptyState>
      )}
      <SubjectPicker opened={choosing} search={search} onClose={() => setChoosing(false)} onPick={ask} />
    </div>
  );
}

function Files({ subject }: { subject: QuestionSubject }) {
  const save = useSaveFile();
  const at = useAt();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          loading={save.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {say('Save as…')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(([format, name]) => (
          <Menu.Item
            key={format}
            onClick={() => save.mutate(() => client.questions.impactFile({ subject, format, at }))}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Answer({ subject }: { subject: QuestionSubject }) {
  const at = useAt();
  const head = useQuery(orpc.questions.impact.queryOptions({ input: { subject, at, offset: 0, limit: 1 } }));
  const {
    tab: _tab,
    kind: _kind,
    critical: _critical,
    arrival: _arrival,
    ...place
  } = validateImpactSearch(useSearch({ strict: false }));
  useRemember(head.data ? { to: '/impact', search: { ...place }, title: head.data.title } : null);
  if (head.isPending) return <Loading bars={ANSWER_BARS} what={say('impact')} />;
  if (head.error) return <ErrorState error={head.error} onRetry={() => void head.refetch()} />;
  const { summary, rules } = head.data;
  return (
    <>
      <Facts
        of={{
          [say('affected')]: count(summary.affected),
          [say('critical')]: count(summary.critical),
          [say('owners to notify')]: count(summary.owners),
          [say('owned by nobody')]: count(summary.unowned),
          [say('jobs that read them')]: count(summary.jobs),
          ...(summary.columns > 0 ? { [say('columns')]: count(summary.columns) } : {}),
          [say('hops at most')]: count(summary.farthest),
        }}
      />
      <Rules rules={rules} />
      <Parts subject={subject} head={head.data} />
    </>
  );
}

function Parts({ subject, head }: { subject: QuestionSubject; head: ImpactAnswer }) {
  const search = validateImpactSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { summary } = head;
  const titles: Record<ImpactTab, string | null> = {
    affected: say('Affected {affected, number}', { affected: summary.affected }),
    owners: say('Owners to notify {owners, number}', { owners: summary.owners }),
    jobs: say('Jobs {jobs, number}', { jobs: summary.jobs }),
    code: subject.on === 'code' ? say('Code {jobs, number}', { jobs: head.matchedTotal }) : null,
    overwritten:
      subject.on === 'run'
        ? say('Written again {datasets, number}', { datasets: head.overwritesTotal })
        : null,
  };
  const shown = IMPACT_TABS.filter((name) => titles[name] !== null);
  const tab = shown.find((name) => name === search.tab) ?? 'affected';
  const choose = (next: string | null) => {
    const known = IMPACT_TABS.find((name) => name === next);
    const { tab: _before, ...rest } = search;
    void navigate({
      to: '/impact',
      search: { ...rest, ...(known && known !== 'affected' ? { tab: known } : {}) },
      replace: true,
    });
  };
  return (
    <Tabs value={tab} onChange={choose} keepMounted={false}>
      <Tabs.List mb="sm">
        {shown.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {titles[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="affected">
        <AffectedList subject={subject} head={head} search={search} />
      </Tabs.Panel>
      <Tabs.Panel value="owners">
        <OwnersList subject={subject} />
      </Tabs.Panel>
      <Tabs.Panel value="jobs">
        <JobsList subject={subject} />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <MatchedCode head={head} />
      </Tabs.Panel>
      <Tabs.Panel value="overwritten">
        <Overwrites head={head} />
      </Tabs.Panel>
    </Tabs>
  );
}
