import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../shared/EmptyState.tsx';

export function PageNotFound() {
  return (
    <EmptyState
      icon={IconMapOff}
      title="No page at this address"
      actions={
        <Button component={Link} to="/" variant="default">
          Go to Home
        </Button>
      }
    >
      The link may come from another version of Headwater.
    </EmptyState>
  );
}
