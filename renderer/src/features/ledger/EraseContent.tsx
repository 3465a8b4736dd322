import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEraser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { sayChange } from '../../shared/say-change.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { say } from '../../shared/language/say.ts';

/** Erases what an entry says, after a question; the entry and its hashes stay. */
export function EraseContent({ seq }: { seq: number }) {
  const [opened, { open, close }] = useDisclosure(false);
  const queries = useQueryClient();
  const erase = useMutation(
    orpc.ledger.erase.mutationOptions({
      onSuccess: (made) => {
        close();
        void queries.invalidateQueries({ queryKey: orpc.ledger.key() });
        sayChange(
          say('The content of entry {seq, number} is erased; entry {made, number} records it.', {
            seq,
            made: made.seq,
          }),
        );
      },
    }),
  );
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        color="red"
        leftSection={<IconEraser size={14} aria-hidden />}
        onClick={() => {
          erase.reset();
          open();
        }}
      >
        {say('Erase the content')}
      </Button>
      <ReasonDialog
        title={say('Erase the content of entry {seq, number}', { seq })}
        deed={say('Erase for good')}
        opened={opened}
        pending={erase.isPending}
        error={erase.error}
        onClose={close}
        onConfirm={(reason) => erase.mutate({ seq, reason })}
      >
        {say(
          'What the entry says is overwritten in the catalog file and cannot be had back; reports that need it can no longer be made again. The entry keeps its place and its hashes, and the ledger stays verifiable. Copies and packs made before still hold the content.',
        )}
      </ReasonDialog>
    </div>
  );
}
