import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage } from '@tabler/icons-react';
import type { Report } from '../../../../contract/index.ts';
import { PackDialog } from './PackDialog.tsx';
import { say } from '../../shared/language/say.ts';

/** A report as an evidence pack: its files, the entries that record it, proofs and signatures. */
export function PackReport({ report }: { report: Report }) {
  const [opened, { open, close }] = useDisclosure(false);
  const audited = report.kind === 'audit' || report.kind === 'audit-comparison';
  return (
    <>
      <Button
        size="xs"
        variant="default"
        mt="xs"
        leftSection={<IconPackage size={14} aria-hidden />}
        onClick={open}
      >
        {say('Evidence pack')}
      </Button>
      <PackDialog
        opened={opened}
        onClose={close}
        about={say(
          '"{title}" with {files, plural, one {# file} other {# files}}, made again from revision {revision, number}, with the ledger entries that record it{audited, select, yes {, those of its period and the digests of its imports} other {}}, proofs and signatures. Files of identifier values are never in a pack.',
          {
            title: report.title,
            files: report.files.length,
            revision: report.revision,
            audited: audited ? 'yes' : 'no',
          },
        )}
        what={{ what: 'report', id: report.id }}
        audited={audited}
      />
    </>
  );
}
