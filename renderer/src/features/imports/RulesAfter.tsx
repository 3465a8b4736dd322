import { Text } from '@mantine/core';
import type { RulesFollowed } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { RulesFailed } from '../rules/RulesFailed.tsx';

/** What stewards' rules did after an import; nothing where there was nothing to do. */
export function RulesAfter({ rules: { added, withdrawn, problems } }: { rules: RulesFollowed }) {
  const link = (
    <AnchorLink to="/rules" size="sm" underline="always">
      Rules
    </AnchorLink>
  );
  return (
    <>
      {added + withdrawn > 0 ? (
        <Text size="sm">
          Rules were applied: {count(added)} stated, {count(withdrawn)} withdrawn. {link}
        </Text>
      ) : null}
      {problems.length > 0 ? (
        <RulesFailed problems={problems} when="The import itself stands.">
          {link}
        </RulesFailed>
      ) : null}
    </>
  );
}
