import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { bytes as size } from '../../../shared/format.ts';
import { toBase64 } from '../../../shared/base64.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  view: CaseView;
  /** The search task that it is a result of; null: it belongs to the case. */
  task: string | null;
}

/** Attaches a file, encrypted; a result of a task is CSV, JSON or PDF. */
export function AttachFile({ view: { reference, erased }, task }: Props) {
  const desk = useQuery(orpc.desk.state.queryOptions());
  const queries = useQueryClient();
  const attach = useMutation({
    mutationFn: async (file: File) =>
      client.desk.attach({
        reference,
        name: file.name,
        task,
        base64: toBase64(new Uint8Array(await file.arrayBuffer())),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.records.key() }),
  });
  if (erased) return null;
  if (desk.data?.open !== true)
    return (
      <Text size="sm" c="dimmed">
        {say('Files can be attached once the personal data are open, under “Person and files”.')}
      </Text>
    );
  return (
    <Stack gap={4} align="flex-start">
      <FileButton
        onChange={(file) => file && attach.mutate(file)}
        {...(task === null ? {} : { accept: '.csv,.tsv,.json,.pdf' })}
        inputProps={{
          'aria-label': task === null ? say('File of the case') : say('Result of {task}', { task }),
        }}
      >
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconPaperclip size={16} aria-hidden />}
            loading={attach.isPending}
          >
            {task === null ? say('Attach a file') : say('Attach the result')}
          </Button>
        )}
      </FileButton>
      <Text size="sm" role="status">
        {attach.data &&
          say('Attached {name} ({size}), SHA-256 {digest}…', {
            name: attach.data.name ?? '',
            size: size(attach.data.bytes),
            digest: attach.data.sha256?.slice(0, 12) ?? '',
          })}
      </Text>
      {attach.error && <ErrorState error={attach.error} />}
    </Stack>
  );
}
