import { Alert, Button, Checkbox, Group, Loader, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SheetFileOutcome } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { host } from '../../shared/host.ts';
import { sayChange } from '../../shared/say-change.ts';
import { FileDifference } from './FileDifference.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  file: File;
  onClose: () => void;
}

/** What a file would change, cell by cell; then it is written as one change. */
export function ImportDialog({ file, onClose }: Props) {
  const [force, setForce] = useState(false);
  const [reason, setReason] = useState('');
  const held = useQuery({
    queryKey: ['grid-file', file.name, file.size, file.lastModified],
    queryFn: async () => {
      const [source] = await host.tokensFor([file]);
      if (!source) throw new Error(say('The file could not be read.'));
      return source.token;
    },
    staleTime: Infinity,
    // What was imported is let go of, and handed over anew when the file is chosen again.
    gcTime: 0,
    retry: false,
  });
  const token = held.data;
  const preview = useQuery({
    queryKey: ['grid-import', token, force],
    queryFn: ({ signal }) => client.sheet.importFile({ token: token ?? '', dryRun: true, force }, { signal }),
    enabled: token !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () =>
      client.sheet.importFile({
        ...{ token: token ?? '', dryRun: false, force, shown: 0 },
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      }),
    onSuccess: ({ label, revision }) => {
      if (revision !== null) sayChange(told(label));
      else notifications.show({ message: say('Nothing had to change.') });
      onClose();
    },
  });
  const error = held.error ?? preview.error ?? apply.error;
  const outcome = preview.data;
  const needsReason = outcome?.reasonNeeded ?? null;
  return (
    <Modal opened onClose={onClose} title={say('Import {name}', { name: file.name })} size="70rem">
      <Stack gap="sm">
        {error ? (
          <Alert color="red" title={say('The file cannot be used')}>
            {explain(error).cause}
          </Alert>
        ) : null}
        {!outcome && !error && (
          <Group gap="xs" role="status">
            <Loader size="sm" />
            <Text size="sm">{say('Comparing the file with the catalog …')}</Text>
          </Group>
        )}
        {outcome && (
          <>
            <Text size="sm" role="status">
              {summary(outcome)}
            </Text>
            <FileDifference outcome={outcome} force={force} />
            {outcome.conflicts.total > 0 && (
              <Checkbox
                label={say(
                  'Overwrite {cells, plural, one {# cell} other {# cells}} that changed since the export',
                  { cells: outcome.conflicts.total },
                )}
                checked={force}
                onChange={(event) => setForce(event.currentTarget.checked)}
              />
            )}
            {needsReason && (
              <TextInput
                label={say('Reason')}
                description={say('{message} It is kept in the ledger.', {
                  message: told(needsReason.message),
                })}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            )}
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            disabled={
              !outcome || outcome.changes.total === 0 || (needsReason !== null && reason.trim() === '')
            }
            loading={apply.isPending || preview.isPlaceholderData}
            onClick={() => apply.mutate()}
          >
            {outcome && outcome.changes.total > 0
              ? say('Write {cells, plural, one {# cell} other {# cells}}', { cells: outcome.changes.total })
              : say('Write')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function summary({ rows, changes, conflicts, problems, datasets, columns }: SheetFileOutcome): string {
  const where =
    columns === 0
      ? say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets })
      : datasets === 0
        ? say('{columns, plural, one {# column} other {# columns}}', { columns })
        : say(
            '{datasets, plural, one {# dataset} other {# datasets}} and {columns, plural, one {# column} other {# columns}}',
            { datasets, columns },
          );
  const parts = [
    changes.total === 0
      ? say('nothing to change')
      : say('{cells, plural, one {# cell} other {# cells}} of {where} to change', {
          cells: changes.total,
          where,
        }),
    ...(conflicts.total > 0
      ? [say('{cells, number} changed since the export', { cells: conflicts.total })]
      : []),
    ...(problems.total > 0
      ? [say('{problems, plural, one {# problem} other {# problems}}', { problems: problems.total })]
      : []),
  ];
  return `${say('{rows, plural, one {# row} other {# rows}}', { rows })}: ${parts.join(', ')}.`;
}
