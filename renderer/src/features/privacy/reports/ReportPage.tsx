import { Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { instant } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading, lines } from '../../../shared/Loading.tsx';
import { PageHeader } from '../../../shared/PageHeader.tsx';
import { Section } from '../../../shared/Section.tsx';
import { readId } from '../../dataset/model/search-params.ts';
import { AUDIENCE_NAME, kindName } from '../model/words.ts';
import classes from '../privacy.module.css';
import { ReportFiles } from '../ReportFiles.tsx';
import { CopyForOthers } from './CopyForOthers.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { Say } from '../../../shared/language/Say.tsx';
import { say } from '../../../shared/language/say.ts';
import { titleOf } from './model/report-title.ts';

/** A recorded report: its page as it was made, its files, and what proves that they are the recorded ones. */
export function ReportPage() {
  const id = readId(useParams({ strict: false }).id);
  const query = useQuery({
    ...orpc.reports.one.queryOptions({ input: { id: id ?? 1 } }),
    enabled: id !== null,
  });
  return (
    <div className={classes.page}>
      {id === null ? (
        <Missing error={new Error(say('The address does not name a report.'))} />
      ) : query.isPending ? (
        <>
          <PageHeader title={say('Report')} />
          <Loading what={say('the report')} bars={lines(12)} />
        </>
      ) : query.error ? (
        <Missing error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Shown key={query.data.id} report={query.data} />
      )}
    </div>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <>
      <PageHeader title={say('Report')} />
      <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
    </>
  );
}

const linkToEntry = (seq: number) => (inside: ReactNode) => (
  <AnchorLink to="/ledger" search={{ seq }} size="sm" underline="always">
    {inside}
  </AnchorLink>
);

function Shown({ report }: { report: Report }) {
  const { title, kind, reference, at, actor, revision, ledgerSeq, audience } = report;
  const facts = [kindName(kind), reference, instant(at), say('made by {actor}', { actor })]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <AnchorLink to="/privacy" search={{ view: 'reports' }} size="sm">
        {say('All reports')}
      </AnchorLink>
      <PageHeader
        title={titleOf(report)}
        description={
          <Group gap="xs">
            <span className={classes.wrap}>{facts}</span>
            <Badge variant="light">{AUDIENCE_NAME[audience]}</Badge>
            <span>
              <Say
                text="Revision {revision, number}, <link>ledger entry {ledgerSeq, number}</link>"
                values={{
                  revision,
                  ledgerSeq,
                  link: linkToEntry(ledgerSeq),
                }}
              />
            </span>
          </Group>
        }
        actions={<CopyForOthers report={report} />}
      />
      <PageOf id={report.id} title={title} />
      <Section title={say('Files')}>
        <ReportFiles report={report} read={false} />
      </Section>
    </>
  );
}

/** The page is made again and compared with the recorded digest before it is shown. */
function PageOf({ id, title }: { id: number; title: string }) {
  const query = useQuery({ ...orpc.reports.page.queryOptions({ input: { id } }), staleTime: Infinity });
  if (query.isPending) return <Loading what={say('the page')} bars={lines(12)} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Text size="xs" c="dimmed">
        {say('Made again from revision {revision, number}; the bytes are the recorded ones.', {
          revision: query.data.revision,
        })}
      </Text>
      <ReportPreview html={query.data.html} title={title} />
    </>
  );
}
