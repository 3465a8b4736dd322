import { Checkbox, Stack, Text } from '@mantine/core';
import { REASON_POLICIES, type ReasonPolicy, type Settings } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

const WORDS: Record<ReasonPolicy, { label: string; description: string }> = {
  'lower-sensitivity': {
    label: say('Lowering a sensitivity'),
    description: say(
      'To a lower level or to none; also by switching off a rule or refusing what lineage carries.',
    ),
  },
  'remove-certification': {
    label: say('Taking a certification away'),
    description: say('Also when something certified becomes deprecated.'),
  },
};

interface Props {
  reasonsFor: Settings['reasonsFor'];
  saving: boolean;
  onChange: (change: Pick<Settings, 'reasonsFor'>) => void;
}

/** Which changes are made only with a reason. */
export function ReasonsSection({ reasonsFor, saving, onChange }: Props) {
  return (
    <Section title={say('Reasons')}>
      <Stack gap="sm">
        <Text size="sm">
          {say(
            'These changes are made only with a reason, here and on the command line. It is kept in the ledger and shown in the history. Undo is not asked for one.',
          )}
        </Text>
        {REASON_POLICIES.map((policy) => (
          <Checkbox
            key={policy}
            {...WORDS[policy]}
            checked={reasonsFor.includes(policy)}
            // The list is sent as a whole: the next change begins with what was saved.
            disabled={saving}
            onChange={({ currentTarget: { checked } }) =>
              onChange({
                reasonsFor: REASON_POLICIES.filter((one) =>
                  one === policy ? checked : reasonsFor.includes(one),
                ),
              })
            }
          />
        ))}
      </Stack>
    </Section>
  );
}
