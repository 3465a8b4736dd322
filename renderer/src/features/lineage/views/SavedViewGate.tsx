import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { fromSaved } from '../state/saved-state.ts';
import type { Update } from '../state/view-state.ts';
import { say } from '../../../shared/language/say.ts';

/** Opens a saved view that the address names by its id alone. */
export function SavedViewGate({ id, update }: { readonly id: number; readonly update: Update }) {
  const { data, error, refetch } = useQuery(orpc.views.get.queryOptions({ input: { id } }));
  const open = useEffectEvent((state: Readonly<Record<string, unknown>>) =>
    update(() => fromSaved(id, state), 'replace'),
  );
  useEffect(() => {
    if (data) open(data.state);
  }, [data]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Loader m="xl" aria-label={say('Opening the saved view')} />;
}
