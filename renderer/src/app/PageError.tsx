import { Box } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../shared/ErrorState.tsx';

/** A page that failed while drawing; the rest of the window stays usable. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <Box p="md">
      <ErrorState error={error} onRetry={reset} />
    </Box>
  );
}
