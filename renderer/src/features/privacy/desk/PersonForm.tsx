import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import type { Identifier } from '../model/request-form.ts';
import { IdentifierList } from '../request/IdentifierList.tsx';
import { say } from '../../../shared/language/say.ts';

const EMPTY: Person = { name: '', contact: '', identifiers: [], agent: null };

interface Props {
  reference: string;
  person: Person | null;
}

/** The person of a case, by what systems can be searched for them, and who acts for them. */
export function PersonForm({ reference, person }: Props) {
  const [draft, write] = useState(person ?? EMPTY);
  const [identifiers, writeIdentifiers] = useState<readonly Identifier[]>(
    (person ?? EMPTY).identifiers.map((one, key) => ({ ...one, key })),
  );
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      client.desk.notePerson({
        reference,
        person: {
          ...draft,
          identifiers: identifiers
            .map(({ kind, value }) => ({ kind, value: value.trim() }))
            .filter(({ value }) => value !== ''),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.desk.key() }),
  });
  // What is changed is not what was kept.
  const setDraft = (next: Person) => {
    save.reset();
    write(next);
  };
  const setIdentifiers = (next: readonly Identifier[]) => {
    save.reset();
    writeIdentifiers(next);
  };
  const agent = draft.agent;
  return (
    <section aria-label={say('Person')}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput
            label={say('Name')}
            maxLength={500}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <Textarea
            label={say('Where the answer goes')}
            autosize
            minRows={1}
            maxLength={2000}
            value={draft.contact}
            onChange={(event) => setDraft({ ...draft, contact: event.currentTarget.value })}
          />
        </Group>
        <IdentifierList identifiers={identifiers} values onChange={setIdentifiers} />
        <Checkbox
          label={say('Somebody acts for the person')}
          checked={agent !== null}
          onChange={(event) =>
            setDraft({ ...draft, agent: event.currentTarget.checked ? { name: '', authority: '' } : null })
          }
        />
        {agent && (
          <Group grow align="flex-start">
            <TextInput
              label={say('Who acts for the person')}
              maxLength={500}
              value={agent.name}
              onChange={(event) =>
                setDraft({ ...draft, agent: { ...agent, name: event.currentTarget.value } })
              }
            />
            <Textarea
              label={say('What shows that they may')}
              autosize
              minRows={1}
              maxLength={2000}
              value={agent.authority}
              onChange={(event) =>
                setDraft({ ...draft, agent: { ...agent, authority: event.currentTarget.value } })
              }
            />
          </Group>
        )}
        <Group>
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            {say('Keep encrypted')}
          </Button>
          <Text size="sm" role="status">
            {save.isSuccess && say('Kept.')}
          </Text>
        </Group>
        {save.error && <ErrorState error={save.error} />}
      </Stack>
    </section>
  );
}
