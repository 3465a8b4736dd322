import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportSummary } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, plural } from '../../shared/format.ts';
import { ChangesTable } from './ChangesTable.tsx';
import { DifferenceView } from './DifferenceView.tsx';
import { undoImport } from './undo-import.tsx';

/** Taking one import back as a whole: first what that does, then the deed. */
export function UndoSection({ entry }: { entry: ImportSummary }) {
  const redo = entry.undoneIn !== null;
  const preview = useMutation({ mutationFn: () => client.imports.previewUndo({ id: entry.id, redo }) });
  const deed = useMutation({
    mutationFn: () => undoImport(entry.id, redo),
    onSuccess: () => preview.reset(),
  });
  if (!entry.undoable) {
    return (
      <Text size="sm" c="dimmed">
        This import was made by an earlier version, which did not record what undo needs.
      </Text>
    );
  }
  const name = redo ? 'redo' : 'undo';
  const Icon = redo ? IconArrowForwardUp : IconArrowBackUp;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {redo ? 'Redo' : 'Undo'}
      </Title>
      {redo ? <Text size="sm">It was undone in revision {count(entry.undoneIn!)}.</Text> : null}
      <Group gap="xs">
        <Button variant="default" size="xs" loading={preview.isPending} onClick={() => preview.mutate()}>
          Preview the {name}
        </Button>
        <Button
          size="xs"
          variant={preview.data ? 'filled' : 'default'}
          loading={deed.isPending}
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => deed.mutate()}
        >
          {redo ? 'Redo this import' : 'Undo this import'}
        </Button>
      </Group>
      {preview.error ? <ErrorState error={preview.error} onRetry={() => preview.mutate()} /> : null}
      {preview.data ? (
        <>
          {preview.data.unused > 0 ? (
            <Alert color="orange" variant="outline">
              {plural(preview.data.unused, 'part')} of later imports said nothing new while this one stood, so
              undo takes them back as well. Import those files again to use them.
            </Alert>
          ) : null}
          <ChangesTable changes={preview.data.changes} />
          {preview.data.previewId === null ? null : (
            <DifferenceView previewId={preview.data.previewId} choosing={false} />
          )}
        </>
      ) : null}
    </Stack>
  );
}
