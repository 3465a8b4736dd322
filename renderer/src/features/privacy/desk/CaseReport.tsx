import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { Section } from '../../../shared/Section.tsx';
import { ReportFiles } from '../ReportFiles.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { PreviewButton } from '../reports/PreviewButton.tsx';
import { useReportJob } from '../use-report-job.ts';

/** The response basis: what the catalog knows, as a report with search tasks and, apart, the values. */
export function CaseReport({ view: { reference } }: { view: CaseView }) {
  const report = useReportJob();
  const { job } = report;
  const order = useQuery(orpc.desk.reportOrder.queryOptions({ input: { reference } }));
  return (
    <Section title="What the answer is based on">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The response basis as PDF, web page, JSON, Word document, workbook and CSV tables, with every search
          task in one file: from the catalog as it stands now, entered in the ledger. Values of identifiers
          come in a file of their own while the personal data are open; it is handed out only now.
        </Text>
        <Group>
          <Button
            variant="default"
            loading={job.state === 'running'}
            onClick={() =>
              void client.desk
                .reportOrder({ reference })
                .then((order) => report.start({ ...order, kind: 'dsar' }))
            }
          >
            Make the response basis
          </Button>
          {order.data && <PreviewButton order={{ ...order.data, identifiers: [], kind: 'dsar' }} />}
        </Group>
        <ReportProgress job={job} onCancel={report.cancel} />
        {job.state === 'done' && <ReportFiles report={job.report} />}
      </Stack>
    </Section>
  );
}
