import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { startVerification } from './verify-job.ts';
import { say } from '../../shared/language/say.ts';

/** For who put an older copy back on purpose: the file counts from now on, and the ledger says so. */
export function AcceptRestored() {
  const [opened, { open, close }] = useDisclosure(false);
  const accept = useMutation(
    orpc.ledger.acceptRestored.mutationOptions({
      onSuccess: () => {
        close();
        startVerification();
      },
    }),
  );
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {say('This copy was put back on purpose…')}
      </Button>
      <ReasonDialog
        title={say('Take this file as the present one')}
        deed={say('Take it')}
        opened={opened}
        pending={accept.isPending}
        error={accept.error}
        onClose={close}
        onConfirm={(reason) => accept.mutate({ reason })}
      >
        {say(
          'Only if somebody of yours put this copy of the catalog back. The ledger records it together with what was known of the file before; earlier evidence packs and reports still show what is missing.',
        )}
      </ReasonDialog>
    </>
  );
}
