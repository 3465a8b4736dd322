import { Alert, Button, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { failureText } from './model/failure.ts';

/** An error inside a form or panel: cause, next step and, where it makes sense, another try. */
export function FailureNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, reason, next } = failureText(error);
  return (
    <Alert variant="outline" color="red" icon={<IconAlertCircle aria-hidden />} title={title} role="alert">
      <Text size="sm">{reason}</Text>
      <Text size="sm" c="dimmed">
        {next}
      </Text>
      {onRetry && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
