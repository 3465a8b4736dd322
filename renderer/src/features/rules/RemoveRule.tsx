import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StewardRule } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { Examples } from './DryRun.tsx';
import { say } from '../../shared/language/say.ts';

/** Removing a rule, with what it would withdraw shown before it is done. */
export function RemoveRule({ rule, onClose }: { rule: StewardRule; onClose: () => void }) {
  const { removeRule } = useSteward();
  const effect = useQuery(
    orpc.stewardRules.remove.queryOptions({ input: { rule: rule.rule, dryRun: true } }),
  );
  return (
    <Modal opened onClose={onClose} title={say('Remove the rule “{name}”', { name: rule.name })}>
      <Stack gap="sm">
        {effect.isPending ? <Loading what={say('what it states')} bars={[48]} /> : null}
        {effect.data ? (
          <>
            <Text size="sm">
              {effect.data.outcome.withdrawn === 0
                ? say('It states nothing now.')
                : say(
                    '{statements, plural, one {# statement} other {# statements}} of it would be withdrawn. What people stated themselves stays.',
                    { statements: effect.data.outcome.withdrawn },
                  )}
            </Text>
            <Examples outcome={effect.data.outcome} />
          </>
        ) : null}
        {(effect.error ?? removeRule.error) ? <ErrorState error={effect.error ?? removeRule.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {say('Cancel')}
          </Button>
          <Button
            color="red"
            loading={removeRule.isPending}
            onClick={() => removeRule.mutate({ rule: rule.rule }, { onSuccess: onClose })}
          >
            {say('Remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
