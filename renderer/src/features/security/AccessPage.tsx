import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { FirstPerson } from './FirstPerson.tsx';
import { MineSection } from './MineSection.tsx';
import { OwnPassword } from './OwnPassword.tsx';
import { People } from './People.tsx';
import { RulesSection } from './RulesSection.tsx';
import { say } from '../../shared/language/say.ts';

/** Who may use the catalog and for what; and what that means for oneself. */
export function AccessPage() {
  const { data, error, refetch } = useQuery(orpc.security.state.queryOptions());
  const admin = data?.person?.role === 'admin';
  return (
    <Stack p="md" gap="md" maw={980} mx="auto">
      <PageHeader
        title={say('People and access')}
        description={say(
          'Roles are kept by Headwater. Who has the file and its passphrase can read it with other tools: encrypt it, too.',
        )}
      />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading what={say('the people')} bars={[120]} /> : null}
      {data && !data.users ? <FirstPerson /> : null}
      {data?.users ? (
        <>
          <MineSection />
          <OwnPassword />
          <People admin={admin} />
          <RulesSection admin={admin} />
        </>
      ) : null}
    </Stack>
  );
}
