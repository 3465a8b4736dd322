import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

/** A new password for oneself; the signing key stays. */
export function OwnPassword() {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => client.access.changePassword({ old, new: next }),
    onSuccess: () => {
      setOld('');
      setNext('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (old !== '' && next !== '') change.mutate();
  };
  return (
    <Section title={say('Your password')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group align="flex-end" gap="xs">
            <PasswordInput
              label={say('Present password')}
              value={old}
              onChange={(event) => setOld(event.currentTarget.value)}
              autoComplete="current-password"
              w={260}
            />
            <PasswordInput
              label={say('New password')}
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
              autoComplete="new-password"
              w={260}
            />
            <Button
              type="submit"
              variant="default"
              loading={change.isPending}
              disabled={old === '' || next === ''}
            >
              {say('Change')}
            </Button>
          </Group>
          <div role="status">
            {change.isSuccess ? (
              <Text size="sm">{say('Changed. Other windows of yours have to log in again.')}</Text>
            ) : null}
          </div>
          {change.error ? <ErrorState error={change.error} /> : null}
        </Stack>
      </form>
    </Section>
  );
}
