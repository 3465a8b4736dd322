import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconX } from '@tabler/icons-react';
import type { ImportSummary } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ChangesTable } from './ChangesTable.tsx';
import { DifferenceView } from './DifferenceView.tsx';
import type { Undone, UndoProgress } from './undo-import.ts';
import { useUndo } from './use-undo.ts';
import { say } from '../../shared/language/say.ts';

/** Taking one import back as a whole: first what that does, then the deed. */
export function UndoSection({ entry }: { entry: ImportSummary }) {
  const redo = entry.undoneIn !== null;
  const { state, run, cancel, reset } = useUndo(entry.id, redo);
  if (!entry.undoable) {
    return (
      <Text size="sm" c="dimmed">
        {say('This import was made by an earlier version, which did not record what undo needs.')}
      </Text>
    );
  }
  const Icon = redo ? IconArrowForwardUp : IconArrowBackUp;
  const busy = state.step === 'running';
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {redo ? say('Redo') : say('Undo')}
      </Title>
      {redo ? (
        <Text size="sm">
          {say('It was undone in revision {revision, number}.', { revision: entry.undoneIn ?? 0 })}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button variant="default" size="xs" disabled={busy} onClick={() => void run(true)}>
          {redo ? say('Preview the redo') : say('Preview the undo')}
        </Button>
        <Button
          size="xs"
          variant={state.step === 'previewed' ? 'filled' : 'default'}
          disabled={busy}
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => void run(false)}
        >
          {redo ? say('Redo this import') : say('Undo this import')}
        </Button>
        {busy ? (
          <Button size="xs" variant="default" leftSection={<IconX size={14} aria-hidden />} onClick={cancel}>
            {say('Cancel')}
          </Button>
        ) : null}
      </Group>
      {busy ? <Running preview={state.preview} redo={redo} progress={state.progress} /> : null}
      {state.step === 'cancelled' ? (
        <Text size="sm" role="status">
          {say('It was cancelled; the catalog is as it was before.')}
        </Text>
      ) : null}
      {state.step === 'failed' ? (
        <ErrorState error={state.error} onRetry={reset} retryLabel={say('Dismiss')} />
      ) : null}
      {state.step === 'previewed' ? <Previewed outcome={state.outcome} redo={redo} /> : null}
    </Stack>
  );
}

function Running({
  preview,
  redo,
  progress,
}: {
  preview: boolean;
  redo: boolean;
  progress: UndoProgress | null;
}) {
  const deed = redo
    ? { previewed: say('Previewing the redo'), done: say('Redoing') }
    : { previewed: say('Previewing the undo'), done: say('Undoing') };
  const what =
    progress?.phase === 'comparing'
      ? say('Comparing with the catalog')
      : preview
        ? deed.previewed
        : deed.done;
  return (
    <div>
      <Progress value={100} striped animated aria-label={what} />
      <Text size="xs" c="dimmed" mt={4} role="status">
        {what}
        {progress
          ? ` · ${say('{records, plural, one {# record} other {# records}}', { records: progress.records })}`
          : ''}
      </Text>
    </div>
  );
}

function Previewed({ outcome, redo }: { outcome: Undone; redo: boolean }) {
  return (
    <Stack
      gap="sm"
      component="section"
      aria-label={redo ? say('What the redo would change') : say('What the undo would change')}
    >
      {outcome.unused > 0 ? (
        <Alert color="orange" variant="outline">
          {say(
            '{parts, plural, one {# part} other {# parts}} of later imports said nothing new while this one stood, so undo takes them back as well. Import those files again to use them.',
            { parts: outcome.unused },
          )}
        </Alert>
      ) : null}
      <ChangesTable changes={outcome.changes} />
      {outcome.previewId === null ? null : <DifferenceView previewId={outcome.previewId} subject={null} />}
    </Stack>
  );
}
