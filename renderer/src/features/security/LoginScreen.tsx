import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { IconUserCircle } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { client } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { setPersonToken } from '../../shared/person-token.ts';
import { GateScreen } from './GateScreen.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  file: string;
  onLoggedIn: () => void;
}

/** Asks who one is. */
export function LoginScreen({ file, onLoggedIn }: Props) {
  const [lastName, setLastName] = useLocalStorage({
    key: 'headwater.last-person',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const [name, setName] = useState(lastName);
  const [password, setPassword] = useState('');
  const logIn = useMutation({
    mutationFn: () => client.access.logIn({ name, password }),
    onSuccess: ({ token, person }) => {
      setPersonToken(token);
      setLastName(person.name);
      onLoggedIn();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && password !== '' && !logIn.isPending) logIn.mutate();
  };
  return (
    <GateScreen title={say('Log in')} icon={IconUserCircle} file={file}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={say('Name')}
            value={name}
            maxLength={128}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoFocus={lastName === ''}
          />
          <PasswordInput
            label={say('Password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={logIn.error ? explain(logIn.error).cause : null}
            autoComplete="current-password"
            autoFocus={lastName !== ''}
          />
          <Button type="submit" loading={logIn.isPending} disabled={name.trim() === '' || password === ''}>
            {say('Log in')}
          </Button>
        </Stack>
      </form>
    </GateScreen>
  );
}
