import { Button, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCheck, IconEye, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportFolder } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant, plural } from '../../shared/format.ts';
import { clearLeftOut, currentLeftOut } from './difference-choice.ts';
import { DifferenceView } from './DifferenceView.tsx';
import { LeftOutParts } from './LeftOutParts.tsx';
import { changeWords } from './progress-words.ts';
import { sayImported } from './undo-import.tsx';

/** What was written to a watched folder and waits to be accepted. */
export function WaitingImport({ folder }: { folder: ImportFolder }) {
  const [open, setOpen] = useState(false);
  const { waiting } = folder;
  const accept = useMutation({
    mutationFn: () =>
      client.imports.acceptFolder({
        id: folder.id,
        leaveOut: open ? currentLeftOut().map(({ part }) => part) : [],
      }),
    onSuccess: ({ importId }) => {
      clearLeftOut();
      if (importId !== null) sayImported(importId);
    },
  });
  const discard = useMutation({ mutationFn: () => client.imports.discardFolder({ id: folder.id }) });
  if (!waiting) return null;
  const totals = Object.values(waiting.changes).reduce(
    (sum, one) => ({
      added: sum.added + one.added,
      changed: sum.changed + one.changed,
      retired: sum.retired + one.retired,
    }),
    { added: 0, changed: 0, retired: 0 },
  );
  return (
    <Paper withBorder p="sm" component="section" aria-label={`Waiting: ${folder.name}`}>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {folder.name}
            </Text>
            <Text size="xs" c="dimmed">
              {instant(waiting.at)} · {changeWords(totals)}
              {waiting.rejected > 0 ? ` · ${plural(waiting.rejected, 'part')} rejected` : ''} ·{' '}
              {folder.folder}
            </Text>
          </div>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              aria-expanded={open}
              leftSection={<IconEye size={14} aria-hidden />}
              onClick={() => {
                clearLeftOut();
                setOpen(!open);
              }}
            >
              {open ? 'Hide the difference' : 'Show the difference'}
            </Button>
            <Button
              size="xs"
              loading={accept.isPending}
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => accept.mutate()}
            >
              Accept
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={discard.isPending}
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => discard.mutate()}
            >
              Discard
            </Button>
          </Group>
        </Group>
        {accept.error ? (
          <ErrorState error={accept.error} onRetry={accept.reset} retryLabel="Dismiss" />
        ) : null}
        <Collapse expanded={open}>
          {open && waiting.previewId !== null ? (
            <Stack gap="xs">
              <LeftOutParts />
              <DifferenceView previewId={waiting.previewId} choosing />
            </Stack>
          ) : null}
        </Collapse>
      </Stack>
    </Paper>
  );
}
