import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { sayChange } from '../../../shared/say-change.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  /** Said when it was kept. */
  kept: string;
  /** Said when the bundled one is in force again. */
  back: string;
  /** There is a version of one's own in force. */
  own: boolean;
  /** There is one to go back to. */
  bundled: boolean;
  /** The text differs from what is in force, and nothing is wrong in it. */
  ready: boolean;
  /** Null: back to what is bundled. */
  onKeep: (text: 'draft' | null, reason: string | null) => Promise<unknown>;
  onKept: () => void;
}

/** Keeping a version of one's own with its reason, or going back to the bundled one. */
export function KeepBar({ kept, back, own, bundled, ready, onKeep, onKept }: Props) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: (text: 'draft' | null) => onKeep(text, reason.trim() === '' ? null : reason.trim()),
    onSuccess: async (_, text) => {
      setReason('');
      sayChange(text === null ? back : kept);
      await Promise.all([
        queries.invalidateQueries({ queryKey: orpc.desk.key() }),
        queries.invalidateQueries({ queryKey: orpc.privacy.key() }),
      ]);
      onKept();
    },
  });
  return (
    <>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={say('Reason, for the ledger')}
          w={320}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button loading={keep.isPending} disabled={!ready} onClick={() => keep.mutate('draft')}>
          {say('Keep')}
        </Button>
        {own && bundled && (
          <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate(null)}>
            {say('Back to the bundled one')}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {own ? say('Your own version is in force.') : say('The bundled one is in force.')}
        </Text>
      </Group>
      {keep.error && <ErrorState error={keep.error} />}
    </>
  );
}
