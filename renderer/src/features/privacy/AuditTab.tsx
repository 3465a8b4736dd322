import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { ReportOrder } from '../../../../contract/index.ts';
import { daysUntil, today } from './model/civil-date.ts';
import { ReportFiles } from './ReportFiles.tsx';
import { PreviewButton } from './reports/PreviewButton.tsx';
import { ReportProgress } from './ReportProgress.tsx';
import { DateField } from './request/DateField.tsx';
import { useReportJob } from './use-report-job.ts';

interface Form {
  title: string;
  from: string;
  to: string;
}

function errorsOf({ title, from, to }: Form): Partial<Form> {
  const reversed = from !== '' && to !== '' && (daysUntil(to, from) ?? 0) < 0;
  return {
    ...(!title.trim() && { title: 'A title is needed; it heads every page.' }),
    ...(reversed && { to: 'The period ends before it begins.' }),
  };
}

function toInput({ title, from, to }: Form): ReportOrder {
  return { kind: 'audit', title: title.trim(), from: from || null, to: to || null };
}

/** A report on the catalog itself: coverage, changes, owners, gaps and the ledger's state. */
export function AuditTab() {
  const [form, setForm] = useState<Form>({ title: 'Catalog audit report', from: '', to: '' });
  const [checked, setChecked] = useState(false);
  const report = useReportJob();
  const { job } = report;
  const errors = errorsOf(form);
  const shown = checked ? errors : {};

  function run() {
    setChecked(true);
    if (Object.keys(errors).length === 0) report.start(toInput(form));
  }

  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="section" aria-label="Audit report">
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            Says for a period what changed in the catalog and who changed it, how far data is owned, described
            and classified, where lineage has gaps, and whether the ledger is intact.
          </Text>
          <TextInput
            label="Title"
            required
            maxLength={256}
            value={form.title}
            error={shown.title}
            onChange={(event) => setForm({ ...form, title: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <DateField
              label="From"
              description="Empty: from the beginning."
              clearable
              value={form.from}
              onChange={(from) => setForm({ ...form, from })}
            />
            <DateField
              label="To"
              description={`Empty: until today, ${today()}.`}
              clearable
              value={form.to}
              error={shown.to}
              onChange={(to) => setForm({ ...form, to })}
            />
          </Group>
          <ReportProgress job={job} onCancel={report.cancel} />
          <Group>
            <Button loading={job.state === 'running'} onClick={run}>
              Make the audit report
            </Button>
            <PreviewButton order={toInput(form)} disabled={Object.keys(errors).length > 0} />
          </Group>
        </Stack>
      </Paper>
      {job.state === 'done' && (
        <Paper withBorder p="md" component="section" aria-label="Report files">
          <Title order={2} size="h6" mb="xs">
            {job.report.title}
          </Title>
          <ReportFiles report={job.report} />
        </Paper>
      )}
    </Stack>
  );
}
