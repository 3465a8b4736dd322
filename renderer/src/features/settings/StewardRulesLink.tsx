import { Text } from '@mantine/core';
import { ButtonLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

/** Where the rules are that state owners, domains and tags. */
export function StewardRulesLink() {
  return (
    <Section
      title={say('Steward rules')}
      aside={
        <ButtonLink to="/rules" size="xs" variant="default">
          {say('Open the rules')}
        </ButtonLink>
      }
    >
      <Text size="sm">
        {say(
          '“Everything in schema finance.* belongs to team Finance”: rules state owners, domains and tags of whatever a search finds, now and after each import.',
        )}
      </Text>
    </Section>
  );
}
