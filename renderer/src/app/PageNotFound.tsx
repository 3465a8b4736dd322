import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '../shared/EmptyState.tsx';
import { ButtonLink } from '../shared/links.tsx';
import { say } from '../shared/language/say.ts';

export function PageNotFound() {
  return (
    <EmptyState
      icon={IconMapOff}
      title={say('No page at this address')}
      order={1}
      actions={
        <ButtonLink to="/" variant="default">
          {say('Go to Home')}
        </ButtonLink>
      }
    >
      {say('The link may come from another version of Headwater.')}
    </EmptyState>
  );
}
