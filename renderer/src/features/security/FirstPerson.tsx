import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { setPersonToken } from '../../shared/person-token.ts';
import { Section } from '../../shared/Section.tsx';
import { useFreshStart } from './use-fresh-start.ts';
import { say } from '../../shared/language/say.ts';

/** Switches logging in on, by adding the first person. */
export function FirstPerson() {
  const startFresh = useFreshStart();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const add = useMutation({
    mutationFn: () => client.access.add({ name, role: 'admin', password }),
    onSuccess: ({ token }) => {
      setPersonToken(token);
      startFresh();
    },
  });
  const differs = again !== '' && again !== password;
  const ready = name.trim() !== '' && password !== '' && again === password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) add.mutate();
  };
  return (
    <Section title={say('Let people log in')}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={440}>
          <Text size="sm">
            {say(
              'Until now whoever opens the catalog may do everything. The first person is an admin, who adds the others. From then on everybody logs in, here and on the command line, and the ledger names and carries the signature of whoever made a change.',
            )}
          </Text>
          <TextInput
            label={say('Your name')}
            description={say('As the ledger names you.')}
            value={name}
            maxLength={128}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
          />
          <PasswordInput
            label={say('Password')}
            description={say(
              'At least 12 characters. Nobody can give it back; another admin can give you a new one.',
            )}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
          />
          <PasswordInput
            label={say('The same again')}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={differs ? say('The two are not the same') : null}
            autoComplete="new-password"
          />
          {add.error ? <ErrorState error={add.error} /> : null}
          <Button type="submit" loading={add.isPending} disabled={!ready} style={{ alignSelf: 'flex-start' }}>
            {say('Switch logging in on')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
