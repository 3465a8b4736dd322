import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { daysUntil, today } from '../model/civil-date.ts';
import { MadeReport } from '../MadeReport.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { PreviewButton } from '../reports/PreviewButton.tsx';
import { DateField } from '../request/DateField.tsx';
import { useReportJob } from '../use-report-job.ts';
import { FrameworkPicker } from './FrameworkPicker.tsx';
import { presetsOf, type PeriodChoice } from './presets.ts';
import { PreviewView } from './PreviewView.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';

/** Chooses a period, shows what a report of it would say (while it is looked at), and makes the report. */
export function AuditPeriod({ active }: { active: boolean }) {
  const [title, setTitle] = useState(() => say('Catalog audit report'));
  const [period, setPeriod] = useState<PeriodChoice>({ from: '', to: '' });
  const [frameworks, setFrameworks] = useState<string[]>([]);
  const report = useReportJob();
  const { job } = report;
  const reversed =
    period.from !== '' && period.to !== '' && (daysUntil(period.to, period.from) ?? 0) < 0
      ? say('The period ends before it begins.')
      : undefined;
  const titleError = title.trim() === '' ? say('A title is needed; it heads every page.') : undefined;
  const order = { from: period.from || null, to: period.to || null, frameworks };
  const preview = useQuery(
    orpc.audit.preview.queryOptions({
      input: order,
      enabled: active && reversed === undefined,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="section" aria-label={say('Audit report')}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {say(
              'What the catalog held at both ends of a period, what changed in between and who decided it, what left the catalog, what is not as it should be, and whether the ledger is intact.',
            )}
          </Text>
          <PeriodPicker period={period} error={reversed} onChange={setPeriod} />
          <FrameworkPicker value={frameworks} onChange={setFrameworks} />
          <Group align="flex-end" gap="sm">
            <TextInput
              label={say('Title')}
              required
              maxLength={256}
              value={title}
              error={titleError}
              onChange={(event) => setTitle(event.currentTarget.value)}
              style={{ flex: 1, minWidth: '14rem' }}
            />
            <Button
              loading={job.state === 'running'}
              disabled={reversed !== undefined || titleError !== undefined}
              onClick={() => report.start({ kind: 'audit', title: title.trim(), ...order })}
            >
              {say('Make the audit report')}
            </Button>
            <PreviewButton
              order={{ kind: 'audit', title: title.trim(), ...order }}
              disabled={reversed !== undefined || titleError !== undefined}
            />
          </Group>
          <ReportProgress job={job} onCancel={report.cancel} />
        </Stack>
      </Paper>
      <MadeReport job={job} />
      {preview.error ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <PreviewView preview={preview.data} period={period} busy={preview.isPlaceholderData} />
      ) : (
        <Loading what={say('what the report would say')} bars={lines(5)} />
      )}
    </Stack>
  );
}

function PeriodPicker({
  period,
  error,
  onChange,
}: {
  period: PeriodChoice;
  error: string | undefined;
  onChange: (period: PeriodChoice) => void;
}) {
  return (
    <Stack gap="xs">
      <Group gap={6} role="group" aria-label={say('Usual periods')}>
        {presetsOf(today()).map(({ name, from, to }) => {
          const chosen = period.from === from && period.to === to;
          return (
            <Button
              key={name}
              size="compact-sm"
              variant={chosen ? 'filled' : 'default'}
              aria-pressed={chosen}
              onClick={() => onChange({ from, to })}
            >
              {name}
            </Button>
          );
        })}
      </Group>
      <Group grow align="flex-start">
        <DateField
          label={sayIn('date', 'From')}
          description={say('Empty: from the beginning.')}
          clearable
          value={period.from}
          onChange={(from) => onChange({ ...period, from })}
        />
        <DateField
          label={sayIn('date', 'To')}
          description={say('Empty: until today, {today}.', { today: today() })}
          clearable
          value={period.to}
          {...(error === undefined ? {} : { error })}
          onChange={(to) => onChange({ ...period, to })}
        />
      </Group>
    </Stack>
  );
}
