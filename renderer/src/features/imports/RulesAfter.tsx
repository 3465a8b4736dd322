import { Text } from '@mantine/core';
import type { RulesFollowed } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { RulesFailed } from '../rules/RulesFailed.tsx';
import { say } from '../../shared/language/say.ts';

/** What stewards' rules did after an import; nothing where there was nothing to do. */
export function RulesAfter({ rules: { added, withdrawn, problems } }: { rules: RulesFollowed }) {
  const link = (
    <AnchorLink to="/rules" size="sm" underline="always">
      {say('Rules')}
    </AnchorLink>
  );
  return (
    <>
      {added + withdrawn > 0 ? (
        <Text size="sm">
          {say('Rules were applied: {added, number} stated, {withdrawn, number} withdrawn.', {
            added,
            withdrawn,
          })}{' '}
          {link}
        </Text>
      ) : null}
      {problems.length > 0 ? (
        <RulesFailed problems={problems} when={say('The import itself stands.')}>
          {link}
        </RulesFailed>
      ) : null}
    </>
  );
}
