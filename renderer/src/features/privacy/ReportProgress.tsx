import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { ErrorState } from '../../shared/ErrorState.tsx';
import type { ReportJob } from './use-report-job.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** How far a report is, or why there is none. */
export function ReportProgress({ job, onCancel }: { job: ReportJob; onCancel: () => void }) {
  if (job.state === 'failed') return <ErrorState error={job.error} />;
  if (job.state === 'cancelled') {
    return (
      <Text size="sm" role="status">
        {say('Cancelled. No report was made.')}
      </Text>
    );
  }
  if (job.state !== 'running') return null;
  const { step, done, total } = job;
  const known = total > 0;
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status">
          {told(step)}
          {known && ` · ${say('{part, number} of {whole, number}', { part: done, whole: total })}`}
        </Text>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {say('Cancel')}
        </Button>
      </Group>
      <Progress
        value={known ? (100 * done) / total : 100}
        animated={!known}
        striped={!known}
        aria-label={say('Report progress')}
      />
    </Stack>
  );
}
