import { Center, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../shared/api.ts';
import { useConnection } from '../shared/connection/state.ts';
import { host } from '../shared/host.ts';
import { AccessGate } from '../features/security/AccessGate.tsx';
import { StartupFailure } from './StartupFailure.tsx';
import { say } from '../shared/language/say.ts';

/** Shows the app once the engine answered for the first time and lets the person in, and why when it cannot. */
export function EngineGate({ children }: { children: ReactNode }) {
  const connection = useConnection();
  const state = useQuery(orpc.security.state.queryOptions());
  if (connection.state === 'failed')
    return <StartupFailure cause={connection.failure.cause} logPath={connection.failure.logPath} />;
  if (state.data) return <AccessGate state={state.data}>{children}</AccessGate>;
  if (state.error) return <StartupFailure error={state.error} onRetry={() => void state.refetch()} />;
  return (
    <Center h="100%" component="main">
      <Stack align="center" gap="xs" role="status">
        <Loader size="sm" />
        <Text size="sm" c="dimmed">
          {connection.state === 'lost' ? say('Waiting for the catalog engine…') : say('Opening the catalog…')}
        </Text>
        {connection.state === 'lost' && host.kind === 'loopback' ? (
          <Text size="sm" c="dimmed">
            {say('If the server was restarted, open the link that it printed then.')}
          </Text>
        ) : null}
      </Stack>
    </Center>
  );
}
