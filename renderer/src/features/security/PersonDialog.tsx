import {
  Button,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import {
  SENSITIVITY_LEVELS,
  type Account,
  type AccountRole,
  type Sight,
} from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ROLE_OPTIONS } from './model/roles.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { LEVEL_WORDS } from './model/levels.ts';

export type PersonWish =
  { readonly what: 'add' } | { readonly what: 'change' | 'password'; readonly person: Account };

/** Adds a person, changes what one may, or gives a new password. */
export function PersonDialog({ wish, onClose }: { wish: PersonWish | null; onClose: () => void }) {
  const title =
    wish?.what === 'add'
      ? say('Add a person')
      : wish?.what === 'change'
        ? wish.person.name
        : say('New password');
  return (
    <Modal opened={wish !== null} onClose={onClose} title={wish && title}>
      {wish ? <Body wish={wish} onClose={onClose} /> : null}
    </Modal>
  );
}

function Body({ wish, onClose }: { wish: PersonWish; onClose: () => void }) {
  const queries = useQueryClient();
  const before = wish.what === 'add' ? null : wish.person;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<AccountRole>(before?.role ?? 'steward');
  const [sight, setSight] = useState<Sight | null>(before?.sight ?? null);
  const save = useMutation({
    mutationFn: async () => {
      if (wish.what === 'add') await client.access.add({ name, role, password, sight });
      else if (wish.what === 'change') await client.access.change({ id: wish.person.id, role, sight });
      else await client.access.resetPassword({ id: wish.person.id, password });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.access.key() });
      onClose();
    },
  });
  const asksPassword = wish.what !== 'change';
  const ready = (wish.what !== 'add' || name.trim() !== '') && (!asksPassword || password !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {wish.what === 'add' ? (
          <TextInput
            label={say('Name')}
            description={say('As the ledger names the person.')}
            value={name}
            maxLength={128}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
        ) : null}
        {wish.what === 'password' ? (
          <Text size="sm">
            {say(
              '{name} gets a new signing key with it: nobody can open the old one without the old password. What was signed with it stays signed.',
              { name: wish.person.name },
            )}
          </Text>
        ) : (
          <>
            <Select
              label={say('Role')}
              data={ROLE_OPTIONS}
              value={role}
              allowDeselect={false}
              onChange={(value) => value && setRole(value)}
            />
            <SightFields sight={sight} onChange={setSight} />
          </>
        )}
        {asksPassword ? (
          <PasswordInput
            label={wish.what === 'add' ? say('First password') : say('New password')}
            description={say('At least 12 characters. The person can change it after logging in.')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
          />
        ) : null}
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!ready}>
            {wish.what === 'add' ? say('Add') : say('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What a person sees: empty fields mean everything. */
function SightFields({ sight, onChange }: { sight: Sight | null; onChange: (sight: Sight | null) => void }) {
  const registers = useQuery(orpc.registers.all.queryOptions({ input: {} }));
  const set = (change: Partial<Sight>) => {
    const next = { domains: null, upTo: null, ...sight, ...change };
    onChange(next.domains === null && next.upTo === null ? null : next);
  };
  return (
    <>
      <TagsInput
        label={say('Sees datasets of these domains')}
        description={say('None named: of all domains, and of none.')}
        data={registers.data?.domains.map(({ key }) => key) ?? []}
        value={[...(sight?.domains ?? [])]}
        onChange={(domains) => set({ domains: domains.length === 0 ? null : domains })}
      />
      <Select
        label={say('Sees datasets up to this sensitivity')}
        placeholder={sayIn('sensitivities', 'all')}
        clearable
        data={SENSITIVITY_LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value] }))}
        value={sight?.upTo ?? null}
        onChange={(upTo) => set({ upTo })}
      />
    </>
  );
}
