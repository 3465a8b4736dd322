import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '../shared/EmptyState.tsx';
import { ButtonLink } from '../shared/links.tsx';

export function PageNotFound() {
  return (
    <EmptyState
      icon={IconMapOff}
      title="No page at this address"
      order={1}
      actions={
        <ButtonLink to="/" variant="default">
          Go to Home
        </ButtonLink>
      }
    >
      The link may come from another version of Headwater.
    </EmptyState>
  );
}
