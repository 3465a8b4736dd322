import { Button, Stack, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage, IconShieldCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { CheckpointsTab } from './CheckpointsTab.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import { filterOf, filtersOf } from './filters.ts';
import classes from './ledger.module.css';
import { LedgerTable } from './LedgerTable.tsx';
import { PackDialog } from './PackDialog.tsx';
import { startVerification, useVerifyJob } from './verify-job.ts';
import { VerifyPanel } from './VerifyPanel.tsx';
import { say } from '../../shared/language/say.ts';

/** Every change and every disclosure, each chained to the one before. */
export function LedgerPage() {
  const search = useSearch({ from: '/ledger' });
  const { seq, view = 'entries' } = search;
  const navigate = useNavigate();
  const job = useVerifyJob();
  const [filters, setFilters] = useState(() => filtersOf(search));
  const [packing, { open, close }] = useDisclosure(false);
  const show = (shown: number | undefined) =>
    void navigate({ to: '/ledger', search: shown ? { seq: shown } : {}, replace: seq !== undefined });
  const goTo = (next: string | null) =>
    void navigate({
      to: '/ledger',
      search: next === 'checkpoints' ? { view: 'checkpoints' } : {},
      replace: true,
    });
  const filter = filterOf(filters);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <Stack className={classes.page} p="md" gap="md">
      <PageHeader
        title={say('Ledger')}
        description={say(
          'Every change to the catalog and every report made from it. Each entry holds the hash of the one before.',
        )}
        actions={
          <>
            <Button variant="default" leftSection={<IconPackage size={16} aria-hidden />} onClick={open}>
              {say('Evidence pack')}
            </Button>
            <Button
              leftSection={<IconShieldCheck size={16} aria-hidden />}
              onClick={startVerification}
              loading={job.step === 'running'}
            >
              {say('Verify now')}
            </Button>
          </>
        }
      />
      <VerifyPanel />
      <Tabs className={classes.tabs} value={view} keepMounted={false} onChange={goTo}>
        <Tabs.List>
          <Tabs.Tab value="entries">{say('Entries')}</Tabs.Tab>
          <Tabs.Tab value="checkpoints">{say('Checkpoints and key')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entries" className={classes.panel}>
          <LedgerTable filters={filters} onFilter={setFilters} onOpen={show} />
        </Tabs.Panel>
        <Tabs.Panel value="checkpoints" className={classes.panel}>
          <CheckpointsTab />
        </Tabs.Panel>
      </Tabs>
      <EntryDrawer seq={seq ?? null} onClose={() => show(undefined)} onShow={show} />
      <PackDialog
        opened={packing}
        onClose={close}
        about={
          narrowed
            ? say(
                'The entries that the filter shows, with proofs that they are in the ledger, and signatures.',
              )
            : say(
                'All entries of the ledger, with the signed state that they add up to. Set a filter first to show some of them only.',
              )
        }
        what={{ what: 'entries', filter }}
      />
    </Stack>
  );
}
