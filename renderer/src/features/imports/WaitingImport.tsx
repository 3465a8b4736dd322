import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCheck, IconEye, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportFolder } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { currentLeftOut, setLeftOut, useLeftOut } from './difference-choice.ts';
import { DifferenceView } from './DifferenceView.tsx';
import classes from './imports.module.css';
import { LeftOutParts } from './LeftOutParts.tsx';
import { changeWords, changeTotals } from './change-words.ts';
import { sayImported } from './undo-import.ts';
import { say } from '../../shared/language/say.ts';

/** What was written to a watched folder and waits to be accepted. */
export function WaitingImport({ folder, opened }: { folder: ImportFolder; opened: boolean }) {
  const [open, setOpen] = useState(opened);
  const { waiting } = folder;
  const parts = useLeftOut(folder.id).length;
  const accept = useMutation({
    mutationFn: () =>
      client.imports.acceptFolder({
        id: folder.id,
        leaveOut: currentLeftOut(folder.id).map(({ part }) => part),
      }),
    onSuccess: ({ importId }) => {
      setLeftOut(folder.id, []);
      if (importId !== null) sayImported(importId, waiting?.changes);
    },
  });
  const discard = useMutation({
    mutationFn: () => client.imports.discardFolder({ id: folder.id }),
    onSuccess: () => setLeftOut(folder.id, []),
  });
  if (!waiting) return null;
  const problem = accept.error ?? discard.error;
  return (
    <Paper withBorder p="sm" component="section" aria-label={say('Waiting: {name}', { name: folder.name })}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {folder.name}
            </Text>
            <Text size="xs" c="dimmed">
              {instant(waiting.at)} · {changeWords(changeTotals(waiting.changes))}
              {waiting.rejected > 0
                ? ` · ${say('{rejected, number} rejected', { rejected: waiting.rejected })}`
                : ''}
              {waiting.warnings > 0
                ? ` · ${say('{warnings, plural, one {# warning} other {# warnings}}', { warnings: waiting.warnings })}`
                : ''}
            </Text>
            <Text size="xs" c="dimmed" className={classes.wrap}>
              {folder.folder}
            </Text>
          </div>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              aria-expanded={open}
              leftSection={<IconEye size={14} aria-hidden />}
              onClick={() => setOpen(!open)}
            >
              {open ? say('Hide the difference') : say('Show the difference')}
            </Button>
            <Button
              size="xs"
              loading={accept.isPending}
              disabled={discard.isPending}
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => accept.mutate()}
            >
              {parts === 0 ? say('Accept') : say('Accept the rest')}
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={discard.isPending}
              disabled={accept.isPending}
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => discard.mutate()}
            >
              {say('Discard')}
            </Button>
          </Group>
        </Group>
        {waiting.outdated ? (
          <Text size="sm" role="status">
            {say('The catalog changed since this preview. Another one is made in a moment.')}
          </Text>
        ) : null}
        {problem ? (
          <ErrorState
            error={problem}
            onRetry={() => {
              accept.reset();
              discard.reset();
            }}
            retryLabel={say('Dismiss')}
          />
        ) : null}
        <LeftOutParts subject={folder.id} />
        {open && waiting.previewId !== null ? (
          <DifferenceView previewId={waiting.previewId} subject={folder.id} />
        ) : null}
      </Stack>
    </Paper>
  );
}
