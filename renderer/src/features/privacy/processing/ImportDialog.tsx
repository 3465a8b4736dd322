import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { FileChoice } from '../../registers/FileChoice.tsx';
import { FileOutcome } from '../../registers/FileOutcome.tsx';
import { fileKey } from '../../registers/model/file-key.ts';
import { useSteward } from '../../stewardship/use-steward.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  /** Null: closed. */
  importing: { readonly file: File | null } | null;
  onClose: () => void;
}

/** Activities from a CSV or XLSX file: what it would change first, then the change. */
export function ImportDialog({ importing, onClose }: Props) {
  return (
    <Modal
      opened={importing !== null}
      onClose={onClose}
      size="lg"
      title={say('Import processing activities')}
    >
      {importing && <Body key={fileKey(importing.file)} first={importing.file} onClose={onClose} />}
    </Modal>
  );
}

function Body({ first, onClose }: { first: File | null; onClose: () => void }) {
  const [file, setFile] = useState(first);
  const [reason, setReason] = useState('');
  const { importProcessing } = useSteward();
  const trial = useQuery({
    queryKey: ['processing-file', fileKey(file)],
    enabled: file !== null,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const [source] = await host.tokensFor(file ? [file] : []);
      if (!source) throw new Error(say('The file could not be read.'));
      const order = { register: 'activity' as const, token: source.token };
      return { order, outcome: await client.processing.importFile({ ...order, dryRun: true }, { signal }) };
    },
  });
  const found = trial.data?.outcome;
  const changed = (found?.added.length ?? 0) + (found?.changedKeys.length ?? 0);
  const failed = trial.error ?? importProcessing.error;
  return (
    <Stack gap="sm">
      <FileChoice
        file={file}
        what={say('CSV or XLSX file')}
        label={say('File to import')}
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onFile={setFile}
      >
        {say(
          'Columns as in an export. Only the name is needed. A column that is absent changes nothing, an empty cell clears. Several values in a cell are divided by semicolons, parts of a row by bars: Acme | processor | US.',
        )}
      </FileChoice>
      {failed ? <ErrorState error={failed} /> : null}
      {file && trial.isPending ? <Loading what={say('what the file would change')} bars={[80]} /> : null}
      {found ? (
        <FileOutcome
          outcome={{
            ...found,
            parts: [
              {
                what: say('activities'),
                added: found.added.length,
                changed: found.changedKeys.length,
                unchanged: found.unchanged,
              },
            ],
          }}
        />
      ) : null}
      <TextInput
        label={say('Why (optional, for the ledger)')}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {say('Cancel')}
        </Button>
        <Button
          disabled={changed === 0}
          loading={importProcessing.isPending}
          onClick={() =>
            trial.data &&
            importProcessing.mutate(
              { ...trial.data.order, ...(reason.trim() ? { reason: reason.trim() } : {}) },
              { onSuccess: onClose },
            )
          }
        >
          {say('Import')}
        </Button>
      </Group>
    </Stack>
  );
}
