import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

/** Whether people log in, and the way to who may do what. */
export function PeopleSection() {
  const { data } = useQuery(orpc.access.people.queryOptions());
  const open = data?.filter(({ closedAt }) => closedAt === null).length ?? 0;
  return (
    <Section
      title={say('People and access')}
      aside={
        <ButtonLink to="/access" size="xs" variant="default">
          {open > 0 ? say('Open people and access') : say('Let people log in')}
        </ButtonLink>
      }
    >
      <Text size="sm">
        {open > 0
          ? say(
              '{people, plural, one {# person} other {# people}} log in to this catalog, each with a role and a signing key of their own.',
              { people: open },
            )
          : say(
              'Nobody logs in: whoever opens the catalog may do everything. With people, each has a role, and signs changes with a key of their own.',
            )}
      </Text>
    </Section>
  );
}
