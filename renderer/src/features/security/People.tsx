import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { Section } from '../../shared/Section.tsx';
import { ROLE_NAMES } from './model/roles.ts';
import { PersonDialog, type PersonWish } from './PersonDialog.tsx';
import { say, sayIn } from '../../shared/language/say.ts';
import { LEVEL_WORDS } from './model/levels.ts';

/** Everybody who logs in, or once did. */
export function People({ admin }: { admin: boolean }) {
  const queries = useQueryClient();
  const people = useQuery(orpc.access.people.queryOptions());
  const [wish, setWish] = useState<PersonWish | null>(null);
  const toggle = useMutation({
    mutationFn: ({ id, closedAt }: Account) => client.access.change({ id, open: closedAt !== null }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.access.key() }),
  });
  return (
    <Section
      title={say('People')}
      aside={
        admin ? (
          <Button size="xs" variant="default" onClick={() => setWish({ what: 'add' })}>
            {say('Add a person')}
          </Button>
        ) : null
      }
    >
      {people.error ? <ErrorState error={people.error} onRetry={() => void people.refetch()} /> : null}
      {toggle.error ? (
        <ErrorState error={toggle.error} onRetry={toggle.reset} retryLabel={say('Dismiss')} />
      ) : null}
      {people.isPending ? <Loading what={say('the people')} bars={[120]} /> : null}
      {people.data ? (
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Name')}</Table.Th>
                <Table.Th>{say('Role')}</Table.Th>
                <Table.Th>{say('Sees')}</Table.Th>
                <Table.Th>{say('Key')}</Table.Th>
                {admin ? <Table.Th>{say('Change')}</Table.Th> : null}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.data.map((person) => (
                <Row
                  key={person.id}
                  person={person}
                  admin={admin}
                  onWish={setWish}
                  onToggle={toggle.mutate}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
      <PersonDialog wish={wish} onClose={() => setWish(null)} />
    </Section>
  );
}

interface RowProps {
  person: Account;
  admin: boolean;
  onWish: (wish: PersonWish) => void;
  onToggle: (person: Account) => void;
}

function Row({ person, admin, onWish, onToggle }: RowProps) {
  const { name, role, keyId, closedAt } = person;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          {name}
          {closedAt === null ? null : (
            <Badge variant="outline" color="gray">
              {say('may not log in')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>{ROLE_NAMES[role]}</Table.Td>
      <Table.Td>{sightWords(person)}</Table.Td>
      <Table.Td>
        <Text size="xs" ff="monospace" title={keyId}>
          {keyId.slice(0, 16)}
        </Text>
      </Table.Td>
      {admin ? (
        <Table.Td>
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say('Change {name}', { name })}
              onClick={() => onWish({ what: 'change', person })}
            >
              {say('Change')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say('New password for {name}', { name })}
              onClick={() => onWish({ what: 'password', person })}
            >
              {say('New password')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={
                closedAt === null
                  ? say('Close the account of {name}', { name })
                  : say('Open the account of {name}', { name })
              }
              onClick={() => onToggle(person)}
            >
              {closedAt === null ? sayIn('account', 'Close') : sayIn('account', 'Open')}
            </Button>
          </Group>
        </Table.Td>
      ) : null}
    </Table.Tr>
  );
}

function sightWords({ sight }: Account): string {
  if (!sight) return say('everything');
  const parts = [
    ...(sight.domains === null
      ? []
      : [
          sight.domains.length === 0
            ? say('domains none')
            : say('domains {domains}', { domains: sight.domains.join(', ') }),
        ]),
    ...(sight.upTo === null ? [] : [say('up to {level}', { level: LEVEL_WORDS[sight.upTo] })]),
  ];
  return parts.join('; ') || say('everything');
}
