import { List, Stack, Text, ThemeIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { HashText } from '../../shared/HashText.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { Section } from '../../shared/Section.tsx';
import { ROLE_NAMES } from './model/roles.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** What the person who looks may do and see. */
export function MineSection() {
  const { data, error, refetch } = useQuery(orpc.access.mine.queryOptions());
  return (
    <Section title={say('What you may do')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading what={say('what you may do')} bars={[160]} /> : null}
      {data?.person ? (
        <Stack gap="sm">
          <Text size="sm">
            {say(
              'You are {name}, {role, select, admin {admin} steward {steward} compliance {compliance} other {auditor (read-only)}}.',
              { name: data.person.name, role: data.person.role },
            )}{' '}
            {data.hidden.datasets > 0
              ? say(
                  '{hidden, number} of {total, plural, one {# dataset} other {# datasets}} {hidden, plural, one {is hidden from you: it stands in the lineage without its name} other {are hidden from you: they stand in the lineage without their names}}.',
                  { hidden: data.hidden.datasets, total: data.hidden.of },
                )
              : data.person.sight
                ? say('No dataset is hidden from you.')
                : say('You see the whole catalog.')}
          </Text>
          <List size="sm" spacing={4} center>
            {data.allowances.map(({ need, what, allowed, roles }) => (
              <List.Item
                key={need}
                icon={
                  <ThemeIcon size={18} radius="xl" variant="light" color={allowed ? 'teal' : 'gray'}>
                    {allowed ? <IconCheck size={12} aria-hidden /> : <IconMinus size={12} aria-hidden />}
                  </ThemeIcon>
                }
              >
                {told(what)}
                <Text span size="sm" c="dimmed">
                  {allowed
                    ? ''
                    : say(' – not you; {roles}', {
                        roles: roles.map((role) => ROLE_NAMES[role]).join(', '),
                      })}
                </Text>
              </List.Item>
            ))}
          </List>
          <div>
            <Text size="sm">{say('Your signing key; it signs each change that you make:')}</Text>
            <HashText value={data.person.keyId} label={say('fingerprint of your key')} full />
          </div>
        </Stack>
      ) : null}
    </Section>
  );
}
