import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { DeskState } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { sayError } from '../../../shared/say-error.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

/** Shows what needs the personal data of cases once they are open; until then the way to open them. */
export function DeskGate({ children }: { children: ReactNode }) {
  const state = useQuery(orpc.desk.state.queryOptions());
  if (state.error) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <Loading what={say('the desk')} bars={[28]} />;
  return state.data.open ? children : <Closed state={state.data} />;
}

function Closed({ state }: { state: DeskState }) {
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const isNew = state.key === 'none';
  const open = useMutation({
    mutationFn: (secret: string | null) =>
      isNew ? client.desk.protect({ passphrase: secret }) : client.desk.open({ passphrase: secret }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.key() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {isNew
            ? say(
                'Names, addresses, results and letters are kept encrypted. Set a passphrase of at least 12 characters; without it nobody can read them, and it cannot be replaced.',
              )
            : say(
                'The personal data of cases are closed. The passphrase opens them until the app is closed.',
              )}
        </Text>
        {state.key !== 'keychain' && (
          <Group align="flex-end" gap="sm">
            <PasswordInput
              label={say('Passphrase')}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              autoComplete="off"
              w={280}
            />
            <Button type="submit" loading={open.isPending} disabled={passphrase === ''}>
              {isNew ? sayIn('a passphrase', 'Set') : say('Open')}
            </Button>
          </Group>
        )}
        {state.keychain && state.key !== 'passphrase' && (
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate(null)}>
            {isNew ? say('Keep the key in the keychain of this machine') : say('Open with the keychain')}
          </Button>
        )}
        {open.error && <ErrorState error={open.error} />}
      </Stack>
    </form>
  );
}

/** Closes the personal data of all cases until somebody opens them again. */
export function CloseDesk() {
  const queries = useQueryClient();
  const state = useQuery(orpc.desk.state.queryOptions());
  const close = useMutation({
    mutationFn: () => client.desk.close(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.key() }),
    onError: sayError,
  });
  if (!state.data?.open) return null;
  return (
    <Button size="compact-sm" variant="subtle" loading={close.isPending} onClick={() => close.mutate()}>
      {say('Close personal data')}
    </Button>
  );
}
