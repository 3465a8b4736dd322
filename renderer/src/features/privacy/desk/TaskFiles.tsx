import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../../shared/api.ts';
import { CopyText } from '../../../shared/CopyText.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { fromBase64 } from '../../../shared/base64.ts';
import { orSay } from '../../../shared/say-error.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  reference: string;
  task: string;
}

/** What is handed to the owner of a system: the task as text, and the values apart. */
export function TaskFiles({ reference, task }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileText size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {say('Files for the owner')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        size="xl"
        title={say('Files of {task}', { task })}
      >
        {opened && <Files reference={reference} task={task} />}
      </Modal>
    </>
  );
}

function Files({ reference, task }: Props) {
  // Asked anew each time: values must not stay in a cache once the dialog is closed.
  const files = useQuery({
    ...orpc.desk.taskFiles.queryOptions({ input: { reference, task } }),
    queryFn: () => client.desk.taskFiles({ reference, task }),
    gcTime: 0,
    staleTime: 0,
  });
  if (files.error) return <ErrorState error={files.error} onRetry={() => void files.refetch()} />;
  if (!files.data) return <Loading what={say('the files')} bars={[160]} />;
  const hasValues = files.data.length > 1;
  return (
    <Stack gap="md">
      {files.data.map(({ name, mediaType, base64 }) => {
        const bytes = fromBase64(base64);
        const text = new TextDecoder().decode(bytes);
        return (
          <div key={name}>
            <Group justify="space-between" gap="xs" mb={4}>
              <Text size="sm" fw={600}>
                {name}
              </Text>
              <Group gap="xs">
                <CopyText text={text} label={name} framed />
                <Button size="xs" variant="default" onClick={() => orSay(host.save(name, mediaType, bytes))}>
                  {say('Save {name}', { name })}
                </Button>
              </Group>
            </Group>
            <Code block tabIndex={0} role="region" aria-label={name} mah={360} style={{ overflow: 'auto' }}>
              {text}
            </Code>
          </div>
        );
      })}
      <Text size="sm" c="dimmed">
        {hasValues
          ? say(
              'The parameter file holds personal data: send it another way than the statements, and have it deleted afterwards.',
            )
          : say(
              'There is no parameter file: no values of identifiers are known, or the personal data are closed.',
            )}
      </Text>
    </Stack>
  );
}
