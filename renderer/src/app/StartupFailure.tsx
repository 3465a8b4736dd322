import { Button, Center, Code, Group, List, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { EngineFailedError } from '../shared/connection/state.ts';
import { explain } from '../shared/errors.ts';
import { host } from '../shared/host.ts';
import { say } from '../shared/language/say.ts';
import { Say } from '../shared/language/Say.tsx';
import { told } from '../shared/language/told.ts';

interface Props {
  cause?: string;
  logPath?: string | null;
  error?: unknown;
  onRetry?: () => void;
}

const LOG_PLACE = {
  loopback: say('The log is in the terminal where the server was started.'),
  electron: say('The log is in the app’s data folder: menu Help → Show log.'),
} as const;

/** The engine did not start: what happened, where the log lies, what to do. */
export function StartupFailure({ cause, logPath, error, onRetry }: Props) {
  useDocumentTitle(say('Headwater did not start'));
  const shown = told(cause) ?? explain(error).cause;
  const log = logPath ?? (error instanceof EngineFailedError ? error.logPath : null);
  return (
    <Center h="100%" component="main" p="md">
      <Stack maw={620} gap="md" role="alert">
        <Group gap="sm">
          <IconPlugConnectedX size={28} stroke={1.4} aria-hidden />
          <Title order={1} size="h3">
            {say('The catalog could not be opened')}
          </Title>
        </Group>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {shown}
        </Code>
        <Text size="sm">
          {log === null ? (
            LOG_PLACE[host.kind]
          ) : (
            <Say text="The log is at {path}." values={{ path: <Code>{log}</Code> }} />
          )}
        </Text>
        <List size="sm" spacing={4}>
          <List.Item>
            {say('Another Headwater may have this catalog file open; close it there first.')}
          </List.Item>
          <List.Item>
            {say('A file made by a newer version needs that version: nothing in it was changed.')}
          </List.Item>
          <List.Item>
            <Say
              text="A damaged file can be replaced by its last safe copy: the app offers it, and so does the command {command}."
              values={{ command: <Code>headwater recover</Code> }}
            />
          </List.Item>
        </List>
        <Group gap="xs">
          {onRetry ? <Button onClick={onRetry}>{say('Try again')}</Button> : null}
          <Button variant="default" onClick={() => window.location.reload()}>
            {say('Reload')}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
