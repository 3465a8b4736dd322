import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { retryConnection } from '../../shared/connection/loopback.ts';
import { useConnection } from '../../shared/connection/state.ts';
import { host } from '../../shared/host.ts';
import { say } from '../../shared/language/say.ts';

/** After this long the server was probably restarted, and then it knows this session no more. */
const RESTART_HINT_MS = 8_000;

/** Seconds until an instant, counted down while it is shown. */
function useSecondsUntil(at: number | null): number | null {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (at === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** Says that the engine cannot be reached, and what happens next. */
export function ConnectionBanner() {
  const connection = useConnection();
  const seconds = useSecondsUntil(connection.state === 'lost' ? connection.retryAt : null);
  if (connection.state !== 'lost') return null;
  const restarted = host.kind === 'loopback' && Date.now() - connection.since > RESTART_HINT_MS;
  const next =
    seconds === null
      ? say('It is started again.')
      : seconds === 0
        ? say('Connecting…')
        : say('Next attempt in {seconds} s.', { seconds });
  return (
    <Alert
      variant="filled"
      color="red"
      radius={0}
      py={6}
      icon={<IconPlugConnectedX aria-hidden />}
      role="alert"
    >
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" c="inherit">
          {[
            say('Connection to the catalog engine lost. What is shown may be out of date.'),
            next,
            ...(restarted ? [say('If the server was restarted, open the link that it printed then.')] : []),
          ].join(' ')}
        </Text>
        {host.kind === 'loopback' ? (
          <Button
            size="compact-xs"
            variant="white"
            color="dark"
            style={{ flex: 'none' }}
            onClick={retryConnection}
          >
            {say('Connect now')}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
