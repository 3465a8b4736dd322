import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { explain } from './errors.ts';
import { say } from './language/say.ts';

interface Props {
  error: unknown;
  /** Omitted where trying again makes no sense. */
  onRetry?: () => void;
  retryLabel?: string;
}

/** An error with its cause, the next step and a way to try again. */
export function ErrorState({ error, onRetry, retryLabel = say('Try again') }: Props) {
  const { title, cause, next } = explain(error);
  return (
    <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Stack gap={6} align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {cause}
        </Text>
        <Text size="sm" c="dimmed">
          {next}
        </Text>
        {onRetry ? (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {retryLabel}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
