import { Autocomplete, Button, Fieldset, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { OWNER_ROLES, type OwnerValue } from '../../../../contract/index.ts';
import { say } from '../../shared/language/say.ts';
import { roleName } from './model/words.ts';

interface Props {
  known: readonly OwnerValue[];
  /** Roles that people of the register usually have, by name. */
  usualRoles?: ReadonlyMap<string, string>;
  onAdd: (owner: OwnerValue) => void;
  /** Whether the keyboard begins here; it does where the dialog is about owners only. */
  first?: boolean;
}

interface Form {
  name: string;
  email: string;
  role: string;
}

const EMPTY: Form = { name: '', email: '', role: OWNER_ROLES[0] };

/** Loose on purpose: it catches a slip, the organisation's own addresses may look unusual. */
function emailError(email: string): string | null {
  return email === '' || /^[^\s@]+@[^\s@]+$/.test(email)
    ? null
    : say('An e-mail address has the form name@domain.');
}

/** Name, e-mail and role of an owner to add; people already known are completed. */
export function OwnerFields({ known, usualRoles, onAdd, first = true }: Props) {
  const [form, setForm] = useState<Form>(EMPTY);
  const [shown, setShown] = useState(false);
  const errors = {
    name: form.name.trim() ? null : say('A name is needed.'),
    email: emailError(form.email.trim()),
  };

  function setName(name: string) {
    const person = known.find((owner) => owner.name === name);
    setForm((before) => ({
      name,
      email: person?.email ?? (known.some((owner) => owner.name === before.name) ? '' : before.email),
      role: usualRoles?.get(name) ?? before.role,
    }));
  }

  function add() {
    setShown(true);
    if (errors.name || errors.email) return;
    onAdd({ name: form.name.trim(), email: form.email.trim() || null, role: form.role });
    setForm({ ...EMPTY, role: form.role });
    setShown(false);
  }

  return (
    <Fieldset legend={say('Owner to add')}>
      <Group align="flex-start" gap="xs" grow>
        <Autocomplete
          label={say('Name')}
          autoFocus={first}
          data-autofocus={first || undefined}
          openOnFocus={false}
          data={[...new Set(known.map(({ name }) => name))]}
          limit={20}
          maxLength={512}
          value={form.name}
          error={shown && errors.name}
          onChange={setName}
        />
        <TextInput
          label={say('E-mail (optional)')}
          type="email"
          maxLength={320}
          value={form.email}
          error={shown && errors.email}
          onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
        />
        <Select
          label={say('Role')}
          data={OWNER_ROLES.map((role) => ({ value: role, label: roleName(role) }))}
          allowDeselect={false}
          value={form.role}
          onChange={(role) => setForm({ ...form, role: role ?? OWNER_ROLES[0] })}
        />
      </Group>
      <Group justify="flex-end" mt="xs">
        <Button variant="default" onClick={add}>
          {say('Add owner')}
        </Button>
      </Group>
    </Fieldset>
  );
}
