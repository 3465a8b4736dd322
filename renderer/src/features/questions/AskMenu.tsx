import { Button, Menu } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSteward } from '../stewardship/use-steward.ts';
import type { At } from '../../../../contract/index.ts';
import { atSearch } from './use-at.tsx';
import { handleOf } from './model/search-params.ts';
import { say } from '../../shared/language/say.ts';
import { sayError } from '../../shared/say-error.ts';

/** The questions that can be asked of a dataset, as entries of a menu. */
export function AskItems({ id, at = null }: { readonly id: number; readonly at?: At | null }) {
  const navigate = useNavigate();
  const of = handleOf('dataset', id);
  const then = atSearch(at);
  return (
    <>
      <Menu.Item onClick={() => void navigate({ to: '/impact', search: { of, ...then } })}>
        {say('Impact')}
      </Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: '/origin', search: { of, ...then } })}>
        {say('Origin')}
      </Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: '/paths', search: { from: of, ...then } })}>
        {say('Paths from here')}
      </Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: '/paths', search: { to: of, ...then } })}>
        {say('Paths to here')}
      </Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: '/critical', search: { map: id, ...then } })}>
        {say('Map, source to use')}
      </Menu.Item>
    </>
  );
}

interface Props {
  readonly on: 'dataset' | 'job' | 'run';
  readonly id: number;
}

/** The button of a page that leads to the questions about what it shows. */
export function AskMenu({ on, id }: Props) {
  const navigate = useNavigate();
  const ask = <IconMessageQuestion size={14} aria-hidden />;
  if (on !== 'dataset')
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={ask}
        onClick={() => void navigate({ to: '/impact', search: { of: handleOf(on, id) } })}
      >
        {say('Impact')}
      </Button>
    );
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={ask}>
          {say('Ask')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <AskItems id={id} />
        <Menu.Divider />
        <MarkItem id={id} />
      </Menu.Dropdown>
    </Menu>
  );
}

function MarkItem({ id }: { readonly id: number }) {
  const { setCritical } = useSteward();
  return (
    <Menu.Item onClick={() => setCritical.mutate({ ids: [id], critical: true }, { onError: sayError })}>
      {say('Mark as critical')}
    </Menu.Item>
  );
}
