import { Button, Stack } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import classes from './ledger.module.css';
import { LedgerTable } from './LedgerTable.tsx';
import { startVerification, useVerifyJob } from './verify-job.ts';
import { VerifyPanel } from './VerifyPanel.tsx';

/** Every change and every disclosure, each chained to the one before. */
export function LedgerPage() {
  const { seq } = useSearch({ from: '/ledger' });
  const navigate = useNavigate();
  const job = useVerifyJob();
  const show = (shown: number | undefined) =>
    void navigate({ to: '/ledger', search: shown ? { seq: shown } : {}, replace: seq !== undefined });
  return (
    <Stack className={classes.page} p="md" gap="md">
      <PageHeader
        title="Ledger"
        description="Every change to the catalog and every report made from it. Each entry holds the hash of the one before."
        actions={
          <Button
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            onClick={startVerification}
            loading={job.step === 'running'}
          >
            Verify now
          </Button>
        }
      />
      <VerifyPanel />
      <LedgerTable onOpen={show} />
      <EntryDrawer seq={seq ?? null} onClose={() => show(undefined)} onShow={show} />
    </Stack>
  );
}
