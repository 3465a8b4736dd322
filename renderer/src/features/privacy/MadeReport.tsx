import { Paper, Title } from '@mantine/core';
import { say } from '../../shared/language/say.ts';
import { ReportFiles } from './ReportFiles.tsx';
import type { ReportJob } from './use-report-job.ts';
import { titleOf } from './reports/model/report-title.ts';

interface Props {
  job: ReportJob;
  /** Of the section. */
  label?: string;
  order?: 2 | 3;
}

/** The files of a report, once it is made. */
export function MadeReport({ job, label = say('Report files'), order = 2 }: Props) {
  if (job.state !== 'done') return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={label}>
      <Title order={order} size="h6" mb="xs">
        {titleOf(job.report)}
      </Title>
      <ReportFiles report={job.report} />
    </Paper>
  );
}
