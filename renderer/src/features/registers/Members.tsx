import { Button, Group, MultiSelect, Text } from '@mantine/core';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import type { RegisterEntry } from './model/entries.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  entry: RegisterEntry;
  entries: readonly RegisterEntry[];
  memberships: readonly { readonly team: string; readonly member: string }[];
  onShow: (key: string) => void;
}

/** Buttons that lead to the entry of a member or team. */
const SHOWN = 20;

/** Who is in a team, or which teams a person is in; changed in place. */
export function Members({ entry, entries, memberships, onShow }: Props) {
  const { changeMembers } = useSteward();
  const isTeam = entry.kind === 'team';
  const others = entries.filter(({ kind }) => kind === (isTeam ? 'person' : 'team'));
  const now = memberships
    .filter(({ team, member }) => (isTeam ? team : member) === entry.key)
    .map(({ team, member }) => (isTeam ? member : team));
  const change = (next: readonly string[]) => {
    const add = next.filter((key) => !now.includes(key));
    const remove = now.filter((key) => !next.includes(key));
    changeMembers.mutate({ ...(isTeam ? { team: entry.key } : { member: entry.key }), add, remove });
  };
  return (
    <div>
      <MultiSelect
        label={isTeam ? say('Members') : say('Teams')}
        placeholder={
          others.length > 0
            ? say('Type a name')
            : isTeam
              ? say('The register has no people yet')
              : say('The register has no teams yet')
        }
        searchable
        hidePickedOptions
        clearButtonProps={{ 'aria-label': isTeam ? say('Clear members') : say('Clear teams') }}
        limit={100}
        disabled={changeMembers.isPending}
        nothingFoundMessage={say('Nobody of that name')}
        data={others.map(({ key, name }) => ({
          value: key,
          label: name === key ? name : `${name} (${key})`,
        }))}
        value={now}
        onChange={change}
      />
      {now.length > 0 && (
        <Group gap={4} mt={4}>
          <Text size="xs" c="dimmed">
            {say('Show')}
          </Text>
          {now.slice(0, SHOWN).map((key) => (
            <Button key={key} size="compact-xs" variant="subtle" onClick={() => onShow(key)}>
              {others.find((other) => other.key === key)?.name ?? key}
            </Button>
          ))}
          {now.length > SHOWN ? (
            <Text size="xs" c="dimmed">
              {say('{shown, number} of {total, number}', { shown: SHOWN, total: now.length })}
            </Text>
          ) : null}
        </Group>
      )}
      {changeMembers.error ? <ErrorState error={changeMembers.error} /> : null}
    </div>
  );
}
