import { Button, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditSide } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { MadeReport } from '../MadeReport.tsx';
import { ReportProgress } from '../ReportProgress.tsx';
import { DateField } from '../request/DateField.tsx';
import { useReportJob } from '../use-report-job.ts';
import { ComparisonView } from './ComparisonView.tsx';
import { FrameworkPicker } from './FrameworkPicker.tsx';
import { say } from '../../../shared/language/say.ts';

/** `day`: the end of the day given; `now`; or `report 4`. */
interface Choice {
  readonly kind: string;
  readonly day: string;
}

function sideOf({ kind, day }: Choice): AuditSide | null {
  if (kind === 'now') return { at: 'day', day: null };
  if (kind === 'day') return day === '' ? null : { at: 'day', day };
  return { at: 'report', report: Number(kind.replace('report ', '')) };
}

/** Reports that can be chosen; older ones are compared from the command line. */
const OFFERED = 200;

/** Two moments, or two recorded audits, beside each other: on screen, and as a report of its own. */
export function CompareAudits({ active }: { active: boolean }) {
  const [earlier, setEarlier] = useState<Choice>({ kind: 'day', day: '' });
  const [later, setLater] = useState<Choice>({ kind: 'now', day: '' });
  const [frameworks, setFrameworks] = useState<string[]>([]);
  const [title, setTitle] = useState(() => say('Comparison of two audits'));
  const report = useReportJob();
  const { job } = report;
  const [a, b] = [sideOf(earlier), sideOf(later)];
  const order = a && b ? { earlier: a, later: b, frameworks } : null;
  const found = useQuery(
    orpc.audit.compare.queryOptions({
      input: order ?? { earlier: { at: 'day', day: null }, later: { at: 'day', day: null } },
      enabled: active && order !== null,
      retry: false,
    }),
  );
  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="section" aria-label={say('What to compare')}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {say(
              'What changed between two moments: coverage, exceptions that are new or gone, evidence of controls, people and imports.',
            )}
          </Text>
          <Group grow align="flex-start">
            <SidePicker
              label={say('Earlier')}
              dayLabel={say('Earlier day')}
              choice={earlier}
              onChange={setEarlier}
            />
            <SidePicker label={say('Later')} dayLabel={say('Later day')} choice={later} onChange={setLater} />
          </Group>
          <FrameworkPicker value={frameworks} onChange={setFrameworks} />
          <Group align="flex-end" gap="sm">
            <TextInput
              label={say('Title of the report')}
              maxLength={256}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
              style={{ flex: 1, minWidth: '14rem' }}
            />
            <Button
              loading={job.state === 'running'}
              disabled={!found.data}
              onClick={() => order && report.start({ kind: 'audit-comparison', title, ...order })}
            >
              {say('Make a report of it')}
            </Button>
          </Group>
          <ReportProgress job={job} onCancel={report.cancel} />
        </Stack>
      </Paper>
      <MadeReport job={job} label={say('Files of the comparison')} />
      {order === null ? (
        <Text size="sm" c="dimmed">
          {say('Choose two moments.')}
        </Text>
      ) : found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <ComparisonView comparison={found.data} />
      ) : (
        <Loading what={say('the comparison')} bars={lines(5)} />
      )}
    </Stack>
  );
}

function SidePicker({
  label,
  dayLabel,
  choice,
  onChange,
}: {
  label: string;
  dayLabel: string;
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  const reports = useQuery(orpc.audit.reports.queryOptions({ input: { limit: OFFERED } }));
  const audits = (reports.data?.items ?? []).filter(({ kind }) => kind === 'audit');
  return (
    <Stack gap="xs">
      <Select
        label={label}
        allowDeselect={false}
        value={choice.kind}
        data={[
          { value: 'day', label: say('The end of a day') },
          { value: 'now', label: say('The newest state') },
          ...audits.map(({ id, title, from, to }) => ({
            value: `report ${id}`,
            label: say(
              'Report {id}: {title}, {from, select, none {beginning} other {{from}}} to {to, select, none {its making} other {{to}}}',
              { id, title, from: from ?? 'none', to: to ?? 'none' },
            ),
          })),
        ]}
        onChange={(kind) => onChange({ ...choice, kind: kind ?? 'now' })}
      />
      {choice.kind === 'day' && (
        <DateField label={dayLabel} value={choice.day} onChange={(day) => onChange({ ...choice, day })} />
      )}
    </Stack>
  );
}
