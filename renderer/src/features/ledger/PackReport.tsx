import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage } from '@tabler/icons-react';
import type { Report } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { PackDialog } from './PackDialog.tsx';
import { say } from '../../shared/language/say.ts';

/** A report as an evidence pack: its files, the entries that record it, proofs and signatures. */
export function PackReport({ report }: { report: Report }) {
  const [opened, { open, close }] = useDisclosure(false);
  const files = report.files.length;
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
        about={`"${report.title}" with ${say('{files, plural, one {# file} other {# files}}', { files })}, made again from revision ${count(report.revision)}, with the ledger entries that record it${audited ? ', those of its period and the digests of its imports' : ''}, proofs and signatures. Files of identifier values are never in a pack.`}
        what={{ what: 'report', id: report.id }}
        audited={audited}
      />
    </>
  );
}
