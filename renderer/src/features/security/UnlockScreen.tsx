import { Button, Checkbox, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconLock } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { SecurityState } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { GateScreen } from './GateScreen.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  file: SecurityState['file'];
  onOpened: () => void;
}

/** Asks for the passphrase of an encrypted catalog. */
export function UnlockScreen({ file, onOpened }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [keep, setKeep] = useState(false);
  const unlock = useMutation({
    mutationFn: () => client.security.unlock({ passphrase, keep }),
    onSuccess: onOpened,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '' && !unlock.isPending) unlock.mutate();
  };
  return (
    <GateScreen title={say('The catalog is locked')} icon={IconLock} file={file.path}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PasswordInput
            label={say('Passphrase')}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={unlock.error ? explain(unlock.error).cause : null}
            autoComplete="off"
            data-autofocus
            autoFocus
          />
          {file.keychain === 'none' ? null : (
            <Checkbox
              label={say('Keep the key in the keychain of this machine')}
              description={say('Then this user of this machine is not asked again.')}
              checked={keep}
              onChange={(event) => setKeep(event.currentTarget.checked)}
            />
          )}
          <Button type="submit" loading={unlock.isPending} disabled={passphrase === ''}>
            {say('Unlock')}
          </Button>
          <Text size="xs" c="dimmed">
            {say('Without the passphrase nobody can read the catalog, and nobody can give it back.')}
          </Text>
        </Stack>
      </form>
    </GateScreen>
  );
}
