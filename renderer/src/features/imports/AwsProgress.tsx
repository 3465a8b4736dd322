import { Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { AwsEvent } from '../../../../contract/index.ts';
import { bytes } from '../../shared/format.ts';
import { cancelAws, type Collected } from './aws-job.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** What is being asked, and a way to end it. */
export function AwsRunning({ progress }: { progress: Extract<AwsEvent, { type: 'progress' }> | null }) {
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} role="status">
          {say('Collecting from AWS')}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={cancelAws}
        >
          {say('Cancel')}
        </Button>
      </Group>
      <Progress value={100} striped animated aria-label={say('Collecting from AWS')} />
      <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>
        {progress
          ? `${say(
              '{calls, plural, one {# call} other {# calls}}, {files, plural, one {# file} other {# files}}, {refused, number} refused',
              { calls: progress.calls, files: progress.files, refused: progress.errors },
            )} · ${progress.operation} ${progress.resource}`
          : say('Connecting')}
      </Text>
    </Stack>
  );
}

/** What came of it; the folder is among the chosen sources by now. */
export function AwsResult({ collected, onClose }: { collected: Collected; onClose: () => void }) {
  const { account, region, files, errors, errorsTotal } = collected;
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {say(
          'Account {account}, {region}: {files, plural, one {# file} other {# files}}, {bytes}. They are chosen for import now, and are kept until Headwater is closed.',
          { account, region, files, bytes: bytes(collected.bytes) },
        )}
      </Text>
      {errorsTotal > 0 ? (
        <section aria-label={say('What could not be read')}>
          <Text size="sm" fw={700}>
            {errors.length < errorsTotal
              ? say('What could not be read (the first {shown, number} of {total, number})', {
                  shown: errors.length,
                  total: errorsTotal,
                })
              : say('What could not be read')}
          </Text>
          <List size="sm">
            {errors.map(({ operation, resource, message }) => (
              <List.Item key={`${operation} ${resource} ${message}`} style={{ overflowWrap: 'anywhere' }}>
                {[operation, resource].filter(Boolean).join(' ')}: {told(message)}
              </List.Item>
            ))}
          </List>
        </section>
      ) : null}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {say('Go on to the preview')}
        </Button>
      </Group>
    </Stack>
  );
}
