import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StewardRule } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { plural } from '../../shared/format.ts';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.tsx';
import { Examples } from './DryRun.tsx';

/** Removing a rule, with what it would withdraw shown before it is done. */
export function RemoveRule({ rule, onClose }: { rule: StewardRule; onClose: () => void }) {
  const { removeRule } = useSteward();
  const effect = useQuery(
    orpc.stewardRules.remove.queryOptions({ input: { rule: rule.rule, dryRun: true } }),
  );
  return (
    <Modal opened onClose={onClose} title={`Remove the rule “${rule.name}”`}>
      <Stack gap="sm">
        {effect.isPending ? <Loading what="what it states" bars={[48]} /> : null}
        {effect.data ? (
          <>
            <Text size="sm">
              {effect.data.outcome.withdrawn === 0
                ? 'It states nothing now.'
                : `${plural(effect.data.outcome.withdrawn, 'statement')} of it would be withdrawn. What people stated themselves stays.`}
            </Text>
            <Examples outcome={effect.data.outcome} />
          </>
        ) : null}
        {(effect.error ?? removeRule.error) ? <ErrorState error={effect.error ?? removeRule.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            color="red"
            loading={removeRule.isPending}
            onClick={() => removeRule.mutate({ rule: rule.rule }, { onSuccess: onClose })}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
