import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, plural } from '../../shared/format.ts';
import { useSteward } from '../stewardship/use-steward.tsx';

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
        title={all === 0 ? 'Nothing to apply' : undefined}
      >
        Apply{all === 0 ? '' : ` ${plural(all, 'change')}`}…
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Apply what follows along lineage">
        <Stack gap="sm">
          <Text size="sm">
            {plural(added, 'tag')} would be added, {count(retracted)} taken back, {count(renewed)} noted with
            another cause. It is one change, and undone as one.
          </Text>
          {propagate.error ? (
            <ErrorState error={propagate.error} onRetry={propagate.reset} retryLabel="Dismiss" />
          ) : null}
          <TextInput
            data-autofocus
            label="Reason (optional, for the ledger)"
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button loading={propagate.isPending} onClick={apply}>
              Apply
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
