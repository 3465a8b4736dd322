import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../ErrorState.tsx';
import { lines, Loading } from '../Loading.tsx';
import type { Paged } from './use-flat.ts';
import { say } from '../language/say.ts';

interface Props<Item> {
  list: Paged<Item>;
  /** `runs`, as what is loading. */
  what: string;
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}

/** Loading, error, empty or the items, with "n of m" and a way to the rest. */
export function PagedList<Item>({ list, what, empty, children }: Props<Item>) {
  if (list.loading) {
    return <Loading what={what} bars={lines(6)} gap="xs" />;
  }
  if (list.error && list.items.length === 0) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.items.length === 0) return empty;
  return (
    <Stack gap="xs">
      {children(list.items)}
      <Group gap="sm">
        <Text size="xs" c="dimmed" role="status">
          {say('{shown, number} of {total, number} shown', {
            shown: list.items.length,
            total: list.total,
          })}
        </Text>
        {list.more && (
          <Button size="compact-xs" variant="default" loading={list.loadingMore} onClick={list.more}>
            {say('Show more')}
          </Button>
        )}
      </Group>
      {list.error !== null && <ErrorState error={list.error} onRetry={list.retry} />}
    </Stack>
  );
}
