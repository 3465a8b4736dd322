import { Center, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../shared/api.ts';
import { useConnection } from '../shared/connection/state.ts';
import { host } from '../shared/host.ts';
import { StartupFailure } from './StartupFailure.tsx';

/** Shows the app once the engine answered for the first time, and why when it cannot. */
export function EngineGate({ children }: { children: ReactNode }) {
  const connection = useConnection();
  const info = useQuery(orpc.system.info.queryOptions());
  if (connection.state === 'failed')
    return <StartupFailure cause={connection.failure.cause} logPath={connection.failure.logPath} />;
  if (info.data) return children;
  if (info.error) return <StartupFailure error={info.error} onRetry={() => void info.refetch()} />;
  return (
    <Center h="100%" component="main">
      <Stack align="center" gap="xs" role="status">
        <Loader size="sm" />
        <Text size="sm" c="dimmed">
          {connection.state === 'lost' ? 'Waiting for the catalog engine…' : 'Opening the catalog…'}
        </Text>
        {connection.state === 'lost' && host.kind === 'loopback' ? (
          <Text size="sm" c="dimmed">
            If the server was restarted, open the link that it printed then.
          </Text>
        ) : null}
      </Stack>
    </Center>
  );
}
