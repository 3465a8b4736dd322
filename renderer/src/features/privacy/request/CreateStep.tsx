import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { Jurisdiction, Report } from '../../../../../contract/index.ts';
import { formatDate } from '../model/civil-date.ts';
import { toInput, type RequestForm } from '../model/request-form.ts';
import { IDENTIFIER_NAME, RIGHT_NAME } from '../model/words.ts';
import { isParameterFile } from '../model/words.ts';
import { ReportFiles } from '../ReportFiles.tsx';
import { PreviewButton } from '../reports/PreviewButton.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import type { useReportJob } from '../use-report-job.ts';
import classes from '../privacy.module.css';

interface Props {
  form: RequestForm;
  law: Jurisdiction | undefined;
  subjectName: string;
  report: ReturnType<typeof useReportJob>;
  onCreated: (report: Report) => void;
  onNew: () => void;
}

/** A last look, then the report: answers, search tasks and parameters, recorded in the ledger. */
export function CreateStep({ form, law, subjectName, report, onCreated, onNew }: Props) {
  const { job } = report;
  if (job.state === 'done') return <Created report={job.report} onNew={onNew} />;
  const place = law?.places.find(({ code }) => code === form.place)?.name ?? form.place;
  return (
    <Stack gap="md">
      <dl className={classes.facts}>
        <dt>Reference</dt>
        <dd>{form.reference.trim()}</dd>
        <dt>Received on</dt>
        <dd>{formatDate(form.receivedOn)}</dd>
        <dt>Law and place</dt>
        <dd>
          {law?.name ?? form.jurisdiction}, {place}
        </dd>
        <dt>Rights</dt>
        <dd>{form.rights.map((right) => RIGHT_NAME[right]).join(', ')}</dd>
        <dt>Person</dt>
        <dd>{subjectName}</dd>
        <dt>Identifiers</dt>
        <dd>
          {form.identifiers.length > 0
            ? form.identifiers.map(({ kind }) => IDENTIFIER_NAME[kind]).join(', ')
            : 'none'}
        </dd>
      </dl>
      <div>
        <Text size="sm">This makes, from the catalog as it stands now:</Text>
        <List size="sm">
          <List.Item>the report as PDF, web page, JSON, Word document, workbook and CSV tables;</List.Item>
          <List.Item>one search task per system, with SQL to be run by its owner;</List.Item>
          <List.Item>a separate parameter file with the identifiers’ values.</List.Item>
        </List>
        <Text size="sm" c="dimmed" mt={4}>
          The case and the making of the report are entered in the ledger.
        </Text>
      </div>
      <ReportProgress job={job} onCancel={report.cancel} />
      <Group>
        <Button
          loading={job.state === 'running'}
          onClick={() => report.start({ kind: 'dsar', ...toInput(form, true) }, onCreated)}
        >
          Create the report
        </Button>
        <PreviewButton order={{ kind: 'dsar', ...toInput(form, false) }} />
      </Group>
    </Stack>
  );
}

function Created({ report, onNew }: { report: Report; onNew: () => void }) {
  return (
    <Stack gap="md">
      <Alert
        variant="outline"
        color="teal"
        icon={<IconCircleCheck aria-hidden />}
        title={`${report.title} is ready`}
        role="status"
      >
        {report.files.some(isParameterFile)
          ? 'The values of identifiers are in the parameter file alone. Save it now: they have left this form and cannot be recovered from the catalog.'
          : 'No values of identifiers were given, so there is no parameter file: whoever runs the search tasks fills them in.'}
      </Alert>
      <ReportFiles report={report} />
      <Group>
        <Button variant="default" onClick={onNew}>
          Start another request
        </Button>
      </Group>
    </Stack>
  );
}
