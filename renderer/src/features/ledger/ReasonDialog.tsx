import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  title: string;
  children: ReactNode;
  /** What the button says. */
  deed: string;
  opened: boolean;
  pending: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a reason before something that cannot be taken back. */
export function ReasonDialog({ title, children, deed, opened, pending, error, onConfirm, onClose }: Props) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onConfirm(reason.trim());
        }}
      >
        <Stack gap="sm">
          <Text size="sm" component="div">
            {children}
          </Text>
          <TextInput
            label={say('Reason')}
            description={say('It stands in the ledger: no personal data.')}
            required
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error ? <ErrorState error={error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" color="red" disabled={reason.trim() === ''} loading={pending}>
              {deed}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
