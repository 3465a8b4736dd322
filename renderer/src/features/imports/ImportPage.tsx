import { Stack, VisuallyHidden } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Chooser } from './Chooser.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { ImportHistory } from './ImportHistory.tsx';
import { ImportRules } from './LeftOutParts.tsx';
import { useImportJob } from './job.ts';
import { JobStatus } from './JobStatus.tsx';
import { heading, OutcomeView } from './OutcomeView.tsx';
import { WaitingImports, WatchedFolders } from './WatchedFolders.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

/** Choose, preview, import; and everything that was imported before. */
export function ImportPage() {
  const { id } = useSearch({ from: '/import' });
  const navigate = useNavigate();
  const job = useImportJob();
  const show = (shown: number | undefined) =>
    void navigate({ to: '/import', search: shown ? { id: shown } : {}, replace: shown === undefined });
  return (
    <Stack p="md" gap="md" maw={1280} mx="auto">
      <PageHeader
        title={sayIn('noun', 'Import')}
        description={say('A preview shows what would change. Nothing changes before you import.')}
      />
      <WaitingImports />
      <Chooser />
      <JobStatus shownFor={['preview', 'import', 'sample']} />
      {/* Present from the start, since only changes of a live region are spoken. */}
      <VisuallyHidden role="status">{job.step === 'done' ? heading(job.outcome) : ''}</VisuallyHidden>
      {job.step === 'done' ? <OutcomeView outcome={job.outcome} purpose={job.purpose} /> : null}
      <WatchedFolders />
      <ImportRules />
      <ImportHistory onOpen={show} />
      <ImportDrawer id={id ?? null} onClose={() => show(undefined)} />
    </Stack>
  );
}
