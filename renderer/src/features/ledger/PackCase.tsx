import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage } from '@tabler/icons-react';
import { PackDialog } from './PackDialog.tsx';
import { say } from '../../shared/language/say.ts';

/** A case as an evidence pack: what was done and when, its reports, digests of its letters; nothing of the person. */
export function PackCase({ reference }: { reference: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPackage size={14} aria-hidden />} onClick={open}>
        {say('Evidence pack')}
      </Button>
      <PackDialog
        opened={opened}
        onClose={close}
        about={say(
          'Case {reference}: the ledger entries that record it, the files of its reports, and digests of its letters, notes and attachments, with proofs and signatures. Personal data are never in a pack.',
          { reference },
        )}
        what={{ what: 'case', reference }}
      />
    </>
  );
}
