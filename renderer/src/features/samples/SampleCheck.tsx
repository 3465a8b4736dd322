import { Alert, Button, FileButton, Group, List, Select, Stack, Text } from '@mantine/core';
import { IconFile, IconShieldLock } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetRef } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { useSettings } from '../../shared/appearance.ts';
import { countries } from '../../shared/countries.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { host } from '../../shared/host.ts';
import { Loading } from '../../shared/Loading.tsx';
import { DatasetPicker } from '../lineage/panels/DatasetPicker.tsx';
import { SampleResult } from './SampleResult.tsx';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  dataset: Pick<DatasetRef, 'id' | 'name'> | null;
  onDone: () => void;
}

/** Hands a file to the engine, which looks at it and forgets it. */
async function classify(choice: { files: File[] | null; datasetId: number | null; region: string }) {
  const { files, datasetId, region } = choice;
  const [held] = files ? await host.tokensFor(files) : ((await host.choose?.('files')) ?? []);
  if (!held) return null;
  return client.samples.classify({
    token: held.token,
    ...(datasetId === null ? {} : { datasetId }),
    ...(region === '' ? {} : { region }),
  });
}

/** A file with sample rows is chosen, looked at, and its suggestions decided on. */
export function SampleCheck({ dataset: given, onDone }: Props) {
  const { settings } = useSettings();
  const [picked, setPicked] = useState<number | null>(given?.id ?? null);
  const [region, setRegion] = useState<string | null>(null);
  const country = region ?? settings.data?.organisation.country ?? '';
  const check = useMutation({ mutationFn: classify });
  const look = (files: File[] | null) => check.mutate({ files, datasetId: picked, region: country });
  if (check.isPending) return <Loading what={say('the file')} bars={[160]} />;
  if (check.data) return <SampleResult sample={check.data} onDone={onDone} onAnother={() => check.reset()} />;
  return (
    <Stack gap="sm">
      <Alert variant="outline" icon={<IconShieldLock aria-hidden />} title={say('What leaves the file')}>
        <List size="sm">
          <List.Item>
            {say(
              'The first 10,000 rows are read on this computer. Values are looked at and forgotten; no copy of the file stays.',
            )}
          </List.Item>
          <List.Item>
            {say(
              'What you see, and what may be kept, are counts and masked shapes: letters as a or A, digits as 9 (aaaa@aaa.aa).',
            )}
          </List.Item>
          <List.Item>{say('Nothing is tagged until you confirm it.')}</List.Item>
        </List>
      </Alert>
      {given ? (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Say
            text="A sample of {dataset}: columns of the file are matched with its columns by name."
            values={{ dataset: <b>{given.name}</b> }}
          />
        </Text>
      ) : (
        <WhichDataset id={picked} onPick={setPicked} />
      )}
      <Select
        label={say('Country')}
        description={say('Phone numbers of this country are known without their international prefix.')}
        data={countries(country).map(({ code, name }) => ({ value: code, label: name }))}
        value={country || null}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': say('Clear the country') }}
        nothingFoundMessage={say('No country matches')}
        onChange={(code) => setRegion(code ?? '')}
      />
      {check.error ? <ErrorState error={check.error} /> : null}
      {check.data === null ? (
        <Text size="sm" role="status">
          {say('No file was chosen.')}
        </Text>
      ) : null}
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {say('CSV with a heading (comma, semicolon, tab), one JSON object a line, or a JSON array.')}
        </Text>
        {host.choose ? (
          <Button leftSection={<IconFile size={16} aria-hidden />} onClick={() => look(null)}>
            {say('Choose a file')}
          </Button>
        ) : (
          <FileButton
            accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
            inputProps={{ 'aria-label': say('File with sample values') }}
            onChange={(file) => file && look([file])}
          >
            {(props) => (
              <Button {...props} leftSection={<IconFile size={16} aria-hidden />}>
                {say('Choose a file')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
    </Stack>
  );
}

function WhichDataset({ id, onPick }: { id: number | null; onPick: (id: number | null) => void }) {
  const chosen = useQuery({
    ...orpc.datasets.get.queryOptions({ input: { id: id ?? 1 } }),
    enabled: id !== null,
  });
  if (id === null)
    return (
      <DatasetPicker label={say('A sample of which dataset?')} onPick={onPick}>
        <Text size="xs" c="dimmed">
          {say('Without one, the file is looked at by itself, and nothing can be confirmed.')}
        </Text>
      </DatasetPicker>
    );
  return (
    <Group gap="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <Say text="A sample of {dataset}" values={{ dataset: <b>{chosen.data?.name ?? '…'}</b> }} />
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => onPick(null)}>
        {say('Another dataset')}
      </Button>
    </Group>
  );
}
