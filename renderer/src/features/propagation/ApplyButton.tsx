import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly added: number;
  readonly retracted: number;
  readonly renewed: number;
}

/** Stores what is carried on and takes back what no longer follows, as one change with a reason. */
export function ApplyButton({ added, retracted, renewed }: Props) {
  const { propagate } = useSteward();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const all = added + retracted + renewed;
  const apply = () =>
    propagate.mutate(
      { only: [], ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      { onSuccess: () => (setOpen(false), setReason('')) },
    );
  return (
    <>
      <Button
        disabled={all === 0}
        onClick={() => setOpen(true)}
        title={all === 0 ? say('Nothing to apply') : undefined}
      >
        {all === 0
          ? say('Apply…')
          : say('{changes, plural, one {Apply # change…} other {Apply # changes…}}', { changes: all })}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={say('Apply what follows along lineage')}>
        <Stack gap="sm">
          <Text size="sm">
            {say(
              '{tags, plural, one {# tag} other {# tags}} would be added, {retracted, number} taken back, {renewed, number} noted with another cause. It is one change, and undone as one.',
              { tags: added, retracted, renewed },
            )}
          </Text>
          {propagate.error ? (
            <ErrorState error={propagate.error} onRetry={propagate.reset} retryLabel={say('Dismiss')} />
          ) : null}
          <TextInput
            data-autofocus
            label={say('Reason (optional, for the ledger)')}
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('Cancel')}
            </Button>
            <Button loading={propagate.isPending} onClick={apply}>
              {say('Apply')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
