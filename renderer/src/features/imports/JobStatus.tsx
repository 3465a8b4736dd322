import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { ORPCError } from '@orpc/client';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { cancelJob, dismissJob, isBusy, startImport, useImportJob, type Job, type Purpose } from './job.ts';
import { percentDone, PHASE_NAME, progressLine } from './progress-words.ts';
import { say, sayIn } from '../../shared/language/say.ts';

const TITLE: Record<Purpose, string> = {
  preview: say('Preview'),
  import: sayIn('noun', 'Import'),
  sample: say('Sample workspace'),
};

/** Redraws once a second, for rates and durations. */
function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Running({ job }: { job: Extract<Job, { step: 'sending' | 'running' }> }) {
  const now = useNow();
  const done = percentDone(job);
  const phase =
    job.step === 'sending'
      ? say('Handing over the files')
      : job.progress
        ? PHASE_NAME[job.progress.phase]
        : say('Starting');
  const file = job.step === 'running' ? (job.progress?.file ?? null) : null;
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={say('{title} under way', { title: TITLE[job.purpose] })}
    >
      <Stack gap="xs">
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" fw={600} role="status">
            {TITLE[job.purpose]}: {phase}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={cancelJob}
          >
            {say('Cancel')}
          </Button>
        </Group>
        <Progress.Root size="md">
          <Progress.Section
            value={done ?? 100}
            striped={done === null}
            animated={done === null}
            aria-label={phase}
            {...(done === null ? { 'aria-valuenow': undefined, 'aria-valuetext': phase } : {})}
          />
        </Progress.Root>
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {progressLine(job, Math.max(now, job.since))}
          </Text>
          <Text size="xs" c="dimmed" truncate title={file ?? undefined}>
            {file}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Progress, cancellation and failure of the import under way; a result is shown by the page. */
export function JobStatus({ shownFor }: { shownFor: readonly Purpose[] }) {
  const job = useImportJob();
  if (job.step === 'idle' || job.step === 'done' || !shownFor.includes(job.purpose)) return null;
  if (isBusy(job)) return <Running job={job} />;
  if (job.step === 'failed') {
    const outdated = job.error instanceof ORPCError && job.error.code === 'CONFLICT';
    return outdated ? (
      <ErrorState
        error={job.error}
        onRetry={() => void startImport('preview')}
        retryLabel={say('Preview again')}
      />
    ) : (
      <ErrorState error={job.error} onRetry={dismissJob} retryLabel={say('Dismiss')} />
    );
  }
  return (
    <Alert
      variant="outline"
      color="gray"
      title={say('{title} cancelled', { title: TITLE[job.purpose] })}
      withCloseButton
      onClose={dismissJob}
      closeButtonLabel={say('Dismiss')}
    >
      {say('The catalog is as it was before.')}
    </Alert>
  );
}
