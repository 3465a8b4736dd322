import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { FirstLaunch } from './FirstLaunch.tsx';
import { Overview } from './Overview.tsx';
import { say } from '../../shared/language/say.ts';

/** Where a day starts: the state of the catalog and what needs a person; a welcome while it is empty. */
export function HomePage() {
  const home = useQuery(orpc.system.home.queryOptions());
  const info = useQuery(orpc.system.info.queryOptions());
  const error = home.error ?? info.error;
  if (error) {
    return (
      <Stack p="md">
        <ErrorState error={error} onRetry={() => void Promise.all([home.refetch(), info.refetch()])} />
      </Stack>
    );
  }
  if (!home.data || !info.data) {
    return (
      <Stack p="md">
        <Loading what={say('the overview')} bars={[{ height: 28, width: '180px' }, 72, 280]} />
      </Stack>
    );
  }
  return info.data.catalog.empty ? (
    <FirstLaunch />
  ) : (
    <Overview home={home.data} catalogName={info.data.catalog.name} />
  );
}
