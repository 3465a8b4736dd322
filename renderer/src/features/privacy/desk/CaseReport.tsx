import { Button, Group, Stack, Text } from '@mantine/core';
import type { CaseView } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { Section } from '../../../shared/Section.tsx';
import { ReportFiles } from '../ReportFiles.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { PreviewButton } from '../reports/PreviewButton.tsx';
import { useReportJob } from '../use-report-job.ts';
import { say } from '../../../shared/language/say.ts';

/** The response basis: what the catalog knows, as a report with search tasks and, apart, the values. */
export function CaseReport({ view: { reference } }: { view: CaseView }) {
  const report = useReportJob();
  const { job } = report;
  const order = async () => ({ ...(await client.desk.reportOrder({ reference })), kind: 'dsar' as const });
  /** A preview says which kinds of identifiers there are, and needs none of their values. */
  const withoutValues = async () => {
    const { identifiers, ...rest } = await order();
    return { ...rest, identifiers: identifiers.map(({ kind }) => ({ kind })) };
  };
  return (
    <Section title={say('What the answer is based on')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say(
            'The response basis as PDF, web page, JSON, Word document, workbook and CSV tables, with every search task in one file: from the catalog as it stands now, entered in the ledger. Values of identifiers come in a file of their own while the personal data are open; it is handed out only now.',
          )}
        </Text>
        <Group>
          <Button variant="default" loading={job.state === 'running'} onClick={() => report.start(order)}>
            {say('Make the response basis')}
          </Button>
          <PreviewButton order={withoutValues} />
        </Group>
        <ReportProgress job={job} onCancel={report.cancel} />
        {job.state === 'done' && <ReportFiles report={job.report} />}
      </Stack>
    </Section>
  );
}
