import { Loader, VisuallyHidden } from '@mantine/core';
import { percentDone } from '../../features/imports/progress-words.ts';
import { isBusy, useImportJob } from '../../features/imports/job.ts';
import { BadgeLink } from '../../shared/links.tsx';
import { say } from '../../shared/language/say.ts';

/** A long import stays in sight from every page. */
export function JobChip() {
  const job = useImportJob();
  if (!isBusy(job)) return null;
  const done = percentDone(job);
  const verb = job.purpose === 'preview' ? 'Previewing' : 'Importing';
  return (
    <BadgeLink to="/import" tt="none" leftSection={<Loader size={10} />} style={{ flex: 'none' }}>
      {verb} {done === null ? '' : `${done} %`}
      <VisuallyHidden>{say(', show the import')}</VisuallyHidden>
    </BadgeLink>
  );
}
