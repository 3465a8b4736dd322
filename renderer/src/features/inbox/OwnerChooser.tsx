import { Autocomplete, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { OWNER_ROLES, type OwnerValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { roleName } from '../stewardship/model/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  /** Who is suggested; null where nobody is. */
  readonly suggested: OwnerValue | null;
  readonly owner: OwnerValue | null;
  readonly onOwner: (owner: OwnerValue | null) => void;
}

/** Who owns them, where it is not who is suggested: people and teams of the register, and whoever owns anything. */
export function OwnerChooser({ suggested, owner, onOwner }: Props) {
  const known = useKnownOwners();
  const role = owner?.role ?? suggested?.role ?? OWNER_ROLES[0];
  const choose = (name: string) => {
    const person = known.find((one) => one.name === name);
    onOwner(name.trim() === '' ? null : { name, email: person?.email ?? null, role: person?.role ?? role });
  };
  const roles = [...new Set([role, ...OWNER_ROLES])].filter((one) => one !== '');
  return (
    <Group gap="xs" align="flex-end" grow preventGrowOverflow={false}>
      <Autocomplete
        label={suggested ? say('Somebody else owns them') : say('Who owns them')}
        placeholder={suggested?.name ?? say('A person or team')}
        data={[...new Set(known.map(({ name }) => name))]}
        limit={20}
        maxLength={512}
        value={owner?.name ?? ''}
        onChange={choose}
      />
      <Select
        label={say('Role')}
        data={roles.map((value) => ({ value, label: roleName(value) }))}
        allowDeselect={false}
        value={role === '' ? null : role}
        disabled={owner === null}
        onChange={(next) => owner && onOwner({ ...owner, role: next ?? OWNER_ROLES[0] })}
      />
    </Group>
  );
}

function useKnownOwners(): readonly OwnerValue[] {
  const vocabulary = useQuery(orpc.stewardship.vocabulary.queryOptions()).data;
  const parties = useQuery(orpc.registers.all.queryOptions({ input: {} })).data?.parties ?? [];
  const registered = parties.map(({ name, email, role }) => ({ name, email, role: role ?? OWNER_ROLES[0] }));
  return [...registered, ...(vocabulary?.owners ?? [])];
}
