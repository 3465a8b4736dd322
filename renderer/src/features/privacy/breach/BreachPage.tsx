import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Breach } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { ReportFiles } from '../ReportFiles.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { useReportJob } from '../use-report-job.ts';
import { AffectedDatasets } from './AffectedDatasets.tsx';
import { BreachAnswers } from './BreachAnswers.tsx';
import { BreachClockBox } from './BreachClockBox.tsx';
import { BreachMoves } from './BreachMoves.tsx';
import { BreachNotices } from './BreachNotices.tsx';
import { BreachRadius } from './BreachRadius.tsx';
import { FieldHistory } from './FieldHistory.tsx';
import { KIND_NAME, START_NAME, STATE_NAME } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** One breach: its clock, how far the data went, what must be said, and what is still missing. */
export function BreachPage({ reference }: { reference: string }) {
  const query = useQuery(orpc.breaches.get.queryOptions({ input: { reference } }));
  const back = (
    <AnchorLink to="/privacy" search={{ view: 'breaches' }} size="sm">
      {say('All breaches')}
    </AnchorLink>
  );
  if (query.error)
    return (
      <Stack gap="sm">
        {back}
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Stack>
    );
  if (!query.data) return <Loading what={say('the breach')} bars={[28, 160, 320]} />;
  const breach = query.data;
  const { fields } = breach;
  return (
    <Stack gap="md">
      {back}
      <Group gap="sm">
        <Title order={2} size="h3" className={classes.wrap}>
          {breach.reference}
          {fields.title ? `: ${fields.title}` : ''}
        </Title>
        <Badge color="gray" tt="none" size="lg">
          {STATE_NAME[breach.state]}
        </Badge>
        <Text size="sm" c="dimmed" className={classes.wrap}>
          {[
            fields.kinds?.map((kind) => KIND_NAME[kind]).join(', '),
            fields.start && `${START_NAME[fields.start.kind]} ${fields.start.name ?? ''}`.trim(),
            breach.radius.parts.map(told).join('; '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      <div className={classes.wizard}>
        <Stack gap="md" style={{ minWidth: 0 }}>
          <BreachRadius breach={breach} />
          <AffectedDatasets breach={breach} />
          <BreachAnswers breach={breach} />
          <BreachNotices breach={breach} />
          <FieldHistory reference={breach.reference} />
        </Stack>
        <Stack gap="md">
          <BreachClockBox breach={breach} />
          <BreachMoves breach={breach} />
          <BreachReport breach={breach} />
        </Stack>
      </div>
      <Text size="xs" c="dimmed">
        {told(breach.disclaimer)}
      </Text>
    </Stack>
  );
}

/** Makes the internal report with the drafts. */
function BreachReport({ breach }: { breach: Breach }) {
  const report = useReportJob();
  const { job } = report;
  return (
    <Section title={say('Report and drafts')}>
      <Stack gap="sm">
        <Text size="sm">
          {say(
            'An internal report, a draft for the {receiver, select, controller {controller} other {authority}}, a draft letter to the people concerned and a list of what is affected. What is missing is listed, not filled in.',
            { receiver: breach.clock.receiver },
          )}
        </Text>
        <ReportProgress job={job} onCancel={report.cancel} />
        <Button
          variant="default"
          loading={job.state === 'running'}
          onClick={() => report.start({ kind: 'breach', reference: breach.reference })}
        >
          {say('Make the report')}
        </Button>
        {job.state === 'done' && (
          <div
            className={classes.scrollX}
            tabIndex={0}
            role="region"
            aria-label={say('Report files, scrolls sideways')}
          >
            <ReportFiles report={job.report} />
          </div>
        )}
      </Stack>
    </Section>
  );
}
