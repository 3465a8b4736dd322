import { Alert, Button, Code, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CollectChange, CollectStatus } from '../../../../../contract/index.ts';
import { ago } from '../../../shared/format.ts';
import { CopyField } from './CopyField.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { Say } from '../../../shared/language/Say.tsx';

interface Props {
  receiver: CollectStatus['receiver'];
  newKey: string | null;
  busy: boolean;
  onChange: (change: CollectChange) => void;
  onKeyDone: () => void;
}

/** Where clients send events by HTTP. */
export function ReceiverPanel({ receiver, newKey, busy, onChange, onKeyDone }: Props) {
  const [port, setPort] = useState<number | string>(receiver.port);
  useEffect(() => setPort(receiver.port), [receiver.port]);
  const valid = typeof port === 'number' && Number.isInteger(port) && port >= 1024 && port <= 65_535;
  return (
    <Stack gap="sm">
      <Switch
        label={say('Receive events')}
        description={say('Clients send them by HTTP, as to any OpenLineage server (OPENLINEAGE_URL)')}
        checked={receiver.enabled}
        disabled={busy}
        onChange={(event) => onChange({ receiver: { enabled: event.currentTarget.checked } })}
      />
      {receiver.problem === null ? null : (
        <Alert color="red" title={say('The receiver does not run')}>
          {told(receiver.problem)}
        </Alert>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid && port !== receiver.port) onChange({ receiver: { port } });
        }}
      >
        <Group align="flex-end" gap="xs">
          <NumberInput
            label={say('Port')}
            value={port}
            onChange={setPort}
            min={1024}
            max={65_535}
            clampBehavior="none"
            allowDecimal={false}
            thousandSeparator=""
            error={valid ? null : say('A whole number from 1024 to 65535')}
            w={140}
          />
          <Button type="submit" variant="default" disabled={!valid || port === receiver.port || busy}>
            {say('Change port')}
          </Button>
          {receiver.address === null ? null : (
            <Text size="sm" role="status">
              <Say text="Listening at {address}" values={{ address: <Code>{receiver.address}</Code> }} />
            </Text>
          )}
        </Group>
      </form>
      <Group gap="md">
        <Switch
          label={say('Ask for a key')}
          checked={receiver.requireKey}
          disabled={busy}
          onChange={(event) => onChange({ receiver: { requireKey: event.currentTarget.checked } })}
        />
        <Button variant="default" size="xs" disabled={busy} onClick={() => onChange({ newKey: true })}>
          {receiver.hasKey ? say('Make a new key') : say('Make a key')}
        </Button>
      </Group>
      {receiver.requireKey ? null : (
        <Text size="xs" c="dimmed">
          {say('Without a key, every program on this computer can send events.')}
        </Text>
      )}
      {newKey === null ? null : (
        <Alert
          title={say('The new key')}
          color="teal"
          withCloseButton
          closeButtonLabel={say('Done')}
          onClose={onKeyDone}
        >
          <Text size="sm" mb="xs">
            {say(
              'Copy it now: only its digest is stored, so it cannot be shown again. A key made before stops working.',
            )}
          </Text>
          <CopyField value={newKey} label={say('key')} />
        </Alert>
      )}
      {receiver.lastRefused === null ? null : (
        <Text size="sm" c="dimmed">
          {say('Last refused request: {message} ({status}, {client}, {when})', {
            message: told(receiver.lastRefused.message),
            status: receiver.lastRefused.status,
            client: receiver.lastRefused.client || say('unnamed client'),
            when: ago(receiver.lastRefused.at),
          })}
        </Text>
      )}
    </Stack>
  );
}
